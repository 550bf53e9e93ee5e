using System.Globalization;
using System.Text;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering;

/// <summary>The lowered tree as text: what <c>chasqui inspect lowered</c> shows.</summary>
public sealed class LoweredDump
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<LoweredLabel, string> _labels = [];
    private readonly Dictionary<LoweredLocal, string> _locals = [];
    private int _depth;

    private LoweredDump()
    {
    }

    /// <param name="showsMembers">Whether the members that every type has (cloning, texts, equality) are shown.</param>
    public static string Write(LoweredProgram program, bool showsMembers = false)
    {
        var dump = new LoweredDump();
        foreach (LoweredModule module in program.Modules)
        {
            dump.Module(module, showsMembers);
        }
        if (program.EntryPoint is not null)
        {
            dump.Method(program.EntryPoint);
        }
        return dump._text.ToString();
    }

    public static string Write(LoweredMethod method)
    {
        var dump = new LoweredDump();
        dump.Method(method);
        return dump._text.ToString();
    }

    private void Module(LoweredModule module, bool showsMembers)
    {
        Line($"module {module.Symbol.Path}");
        foreach (GlobalSymbol global in module.Globals)
        {
            Line($"static {global.Type} {global.Name}");
        }
        foreach (LoweredMethod method in module.Methods.Concat(module.Initializer is null ? [] : [module.Initializer]))
        {
            Method(method);
        }
        foreach (LoweredType type in module.Types)
        {
            Type(type, showsMembers);
        }
    }

    private void Type(LoweredType type, bool showsMembers)
    {
        string bases = string.Join(", ", type.Interfaces.Prepend(type.Base).OfType<TypeSymbol>());
        Line($"class {type.Definition.SelfType}{(bases.Length == 0 ? "" : $" : {bases}")}");
        _depth++;
        foreach (FieldSymbol field in type.Definition.Fields)
        {
            Line($"{field.Type} {field.Name}");
        }
        foreach (VariantSymbol variant in type.Definition.Variants)
        {
            Line($"variant {variant.Name}({string.Join(", ", variant.Payload.Select(p => p.Type))})");
        }
        foreach (LoweredMethod method in type.Methods.Where(m => showsMembers || m.Overrides is not WellKnownReference { Member: not ("Frame.Resume" or "Iterator.MoveNext") }))
        {
            Method(method);
        }
        _depth--;
    }

    private void Method(LoweredMethod method)
    {
        _labels.Clear();
        _locals.Clear();
        IEnumerable<string> parameters = method.Parameters.Select(p => $"{(p.Mode == PassingMode.Value ? "" : p.Mode.ToString().ToLowerInvariant() + " ")}{p.Type} {p.Name}");
        Line($"{(method.IsStatic ? "static " : method.IsAbstract ? "abstract " : "")}{method.ReturnType} {method.Symbol.Name}({string.Join(", ", parameters)})");
        _depth++;
        Statement(method.Body);
        _depth--;
    }

    private void Statement(LoweredStatement statement)
    {
        switch (statement)
        {
            case LoweredBlock block:
                foreach (LoweredStatement inner in block.Statements)
                {
                    Statement(inner);
                }
                break;
            case LoweredSequencePoint:
                break;
            case LoweredLabelStatement label:
                _depth--;
                Line($"{Label(label.Label)}:");
                _depth++;
                break;
            case LoweredTry region:
                Try(region);
                break;
            default:
                Line(Simple(statement));
                break;
        }
    }

    private string Simple(LoweredStatement statement) => statement switch
    {
        LoweredExpressionStatement s => Expression(s.Expression),
        LoweredAssignment { Target: LoweredLocalRead { Local.IsByRef: true } target } s => $"{Expression(target)} = {Expression(s.Value)}",
        LoweredAssignment s => $"{Expression(s.Target)} = {Expression(s.Value)}",
        LoweredGoto s => $"goto {Label(s.Label)}",
        LoweredBranch s => $"{(s.JumpIf ? "if" : "unless")} {Expression(s.Condition)} goto {Label(s.Label)}",
        LoweredSwitch s => $"switch {Expression(s.Value)} [{string.Join(", ", s.Labels.Select(Label))}]",
        LoweredReturn s => s.Value is null ? "return" : $"return {Expression(s.Value)}",
        LoweredThrow s => s.Value is null ? "rethrow" : $"throw {Expression(s.Value)}",
        LoweredYield s => $"yield {Expression(s.Value)}{(s.Closed is null ? "" : $" closed {s.Closed}")}",
        LoweredAwaitStatement s => $"{(s.Result is null ? "" : $"{Local(s.Result)} = ")}await {Expression(s.Call)}",
        _ => statement.GetType().Name,
    };

    private void Try(LoweredTry region)
    {
        Line("try");
        Inner(region.Body);
        foreach (LoweredCatch handler in region.Catches)
        {
            Line($"catch {handler.Type} {Local(handler.Local)}{(handler.Filter is null ? "" : $" when {Expression(handler.Filter)}")}");
            Inner(handler.Body);
        }
        if (region.Finally is not null)
        {
            Line("finally");
            Inner(region.Finally);
        }
    }

    private void Inner(LoweredBlock block)
    {
        _depth++;
        Statement(block);
        _depth--;
    }

    private string Expression(LoweredExpression expression) => expression switch
    {
        LoweredConstant e => Constant(e.Value),
        LoweredDefault e => $"default({e.Type})",
        LoweredLocalRead e => Local(e.Local),
        LoweredParameterRead e => e.Parameter.Name,
        LoweredThis => "this",
        LoweredWorker => "worker",
        LoweredBlockExit => "blockexit",
        LoweredFieldRead e => $"{Expression(e.Receiver)}.{e.Field.Field.Name}",
        LoweredTupleItem e => $"{Expression(e.Receiver)}.{e.Index}",
        LoweredGlobalRead e => e.Global.Name,
        LoweredIndirect e => $"*{Expression(e.Reference)}",
        LoweredAddressOf e => $"ref {Expression(e.Place)}",
        LoweredCall e => $"{(e.Receiver is null ? "" : Expression(e.Receiver) + ".")}{Name(e.Method)}({List(e.Arguments)})",
        LoweredNew e => $"new {e.Type}({List(e.Arguments)})",
        LoweredNewTuple e => $"({List(e.Elements)})",
        LoweredInvoke e => $"{Expression(e.Callee)}.Invoke({List(e.Arguments)})",
        LoweredNewDelegate e => $"delegate({(e.Receiver is null ? "" : Expression(e.Receiver) + ".")}{Name(e.Method)})",
        LoweredBinary e => $"({Expression(e.Left)} {Operator(e.Operator)} {Expression(e.Right)})",
        LoweredUnary e => $"{e.Operator switch { LoweredUnaryOperator.Not => "not ", LoweredUnaryOperator.Complement => "~", _ => "-" }}{Expression(e.Operand)}",
        LoweredConvert e => $"{e.Type}({Expression(e.Operand)})",
        LoweredCast e => $"cast[{e.Type}]({Expression(e.Operand)})",
        LoweredIsInstance e => $"({Expression(e.Operand)} is {e.TestedType})",
        LoweredConditional e => $"({Expression(e.Condition)} ? {Expression(e.WhenTrue)} : {Expression(e.WhenFalse)})",
        LoweredSequence e => $"{{ {string.Join("; ", e.Statements.Select(Simple))}; {Expression(e.Value)} }}",
        LoweredAwait e => $"await {Expression(e.Call)}",
        _ => expression.GetType().Name,
    };

    private string List(IEnumerable<LoweredExpression> expressions) => string.Join(", ", expressions.Select(Expression));

    private static string Name(MethodReference method) => method switch
    {
        FunctionReference m => m.Function.Name + Arguments(m.TypeArguments),
        WellKnownReference m => m.Member + Arguments(m.TypeArguments),
        VariantFactoryReference m => $"{m.Enum}.{m.Variant.Name}",
        VariantPayloadReference m => $"{m.Variant.Name}.{m.Index}",
        VariantTagReference => "tag",
        ConstructorReference m => m.Type.ToString(),
        _ => method.GetType().Name,
    };

    private static string Arguments(System.Collections.Immutable.ImmutableArray<TypeSymbol> types) =>
        types.IsEmpty ? "" : $"[{string.Join(", ", types)}]";

    private static string Constant(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Operator(LoweredOperator operation) => operation switch
    {
        LoweredOperator.Add => "+",
        LoweredOperator.Subtract => "-",
        LoweredOperator.Multiply => "*",
        LoweredOperator.AddChecked => "+!",
        LoweredOperator.SubtractChecked => "-!",
        LoweredOperator.MultiplyChecked => "*!",
        LoweredOperator.Divide => "/",
        LoweredOperator.Remainder => "%",
        LoweredOperator.BitAnd => "&",
        LoweredOperator.BitOr => "|",
        LoweredOperator.BitXor => "^",
        LoweredOperator.ShiftLeft => "<<",
        LoweredOperator.ShiftRight => ">>",
        LoweredOperator.Equal => "==",
        LoweredOperator.NotEqual => "!=",
        LoweredOperator.Less => "<",
        LoweredOperator.LessOrEqual => "<=",
        LoweredOperator.Greater => ">",
        _ => ">=",
    };

    /// <summary>Names are unique in a method: a second label or local of a name gets a number.</summary>
    private string Label(LoweredLabel label) => Unique(_labels, label, label.Name);

    private string Local(LoweredLocal local) => Unique(_locals, local, local.Name);

    private static string Unique<T>(Dictionary<T, string> names, T key, string name)
        where T : notnull
    {
        if (!names.TryGetValue(key, out string? known))
        {
            known = name;
            for (int i = 2; names.ContainsValue(known); i++)
            {
                known = $"{name}{i}";
            }
            names[key] = known;
        }
        return known;
    }

    private void Line(string text) => _text.Append(' ', Math.Max(0, _depth) * 4).Append(text).Append('\n');
}
