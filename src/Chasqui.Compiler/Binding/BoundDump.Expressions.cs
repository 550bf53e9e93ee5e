using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

public sealed partial class BoundDump
{
    private string Text(BoundExpression expression) => expression switch
    {
        BoundErrorExpression => "<error>",
        BoundBlockExit => "<exit>",
        BoundLiteral e => Literal(e.Value),
        BoundVariable e => Name(e.Variable),
        BoundFieldAccess e => $"{Text(e.Receiver)}.{e.Field.Name}",
        BoundTupleElement e => $"{Text(e.Receiver)}.{e.Index}",
        BoundIndex e => $"{Text(e.Receiver)}[{Text(e.Index)}]",
        BoundCall e => Call(e),
        BoundInvoke e => $"{Text(e.Callee)}({List(e.Arguments)})",
        BoundFunctionReference e => $"&{(e.Receiver is null ? e.Function.DisplayName : $"{Text(e.Receiver)}.{e.Function.Name}")}{TypeArguments(e.TypeArguments)}",
        BoundConstruction e => $"{e.ConstructedType}({string.Join(", ", e.Fields.Select(f => $"{f.Field.Name}={Text(f.Value)}"))})",
        BoundVariantConstruction e => $"{e.Type}.{e.Variant.Name}{(e.Arguments.IsEmpty ? "" : $"({List(e.Arguments)})")}",
        BoundUnary e => e.Kind switch { BoundUnaryKind.Negate => "-", BoundUnaryKind.Not => "not ", _ => "~" } + Text(e.Operand),
        BoundBinary e => $"({Text(e.Left)} {e.Operator.Text()} {Text(e.Right)})",
        BoundLogical e => $"({Text(e.Left)} {(e.IsAnd ? "and" : "or")} {Text(e.Right)})",
        BoundComparison e => $"({Text(e.Left)} {e.Operator.Text()} {Text(e.Right)})",
        BoundComparisonChain e => $"chain({string.Join(" and ", e.Links.Select(l => string.Concat(l.Before.Select(b => $"let {Text(b.Initializer)}; ")) + Text(l.Test)))})",
        BoundConditional e => $"({Text(e.WhenTrue)} if {Text(e.Condition)} else {Text(e.WhenFalse)})",
        BoundTuple e => $"({List(e.Elements)})",
        BoundListLiteral e => $"{e.Type}[{string.Join(", ", e.Elements.Select(Element))}]",
        BoundSetLiteral e => $"{e.Type}{{{string.Join(", ", e.Elements.Select(Element))}}}",
        BoundDictLiteral e => $"{e.Type}{{{string.Join(", ", e.Entries.Select(x => x.Key is null ? $"**{Text(x.Value)}" : $"{Text(x.Key)}: {Text(x.Value)}"))}}}",
        BoundRange e => $"({Text(e.Start)}{(e.IsInclusive ? "..=" : "..")}{Text(e.End)})",
        BoundComprehension e => $"{e.Type}[{Text(e.Element)}{(e.Value is null ? "" : $": {Text(e.Value)}")}{string.Concat(e.Clauses.Select(Clause))}]",
        BoundFString e => $"f\"{string.Concat(e.Parts.Select(Part))}\"",
        BoundAwait e => $"await {(e.IsIdentity ? "(never pending) " : "")}{Text(e.Operand)}",
        BoundPropagate e => $"{Text(e.Operand)}?{(e.ConvertedError is null ? "" : $"[{Text(e.ConvertedError)}]")}",
        BoundClosure e => Closure(e),
        BoundConversion e => $"{e.Kind}<{e.Type}>({Text(e.Operand)})",
        BoundBlockExpression e => Nested(e),
        BoundIf e => If(e),
        BoundMatch e => Match(e),
        BoundLoop e => Indented($"loop -> {e.Type}:", e.Body.Statements, null),
        _ => throw new Diagnostics.InternalCompilerException($"no dump of {expression.GetType().Name}"),
    };

    private string Call(BoundCall call)
    {
        string callee = call.Receiver is { } receiver ? $"{Text(receiver)}.{call.Function.Name}"
            : call.ContainingType is { } containing ? $"{containing}.{call.Function.Name}"
            : call.Function.DisplayName;
        return $"{callee}{TypeArguments(call.TypeArguments)}({string.Join(", ", call.Arguments.Select(a => $"{a.Parameter.Name}={Text(a.Value)}"))})";
    }

    private static string TypeArguments(IReadOnlyCollection<TypeSymbol> arguments) =>
        arguments.Count == 0 ? "" : $"[{string.Join(", ", arguments.Select(a => a.Resolved))}]";

    private string List(IEnumerable<BoundExpression> values) => string.Join(", ", values.Select(Text));

    private string Element(BoundElement element) => element.Spread is null ? Text(element.Value) : $"*{Iteration(element.Spread)}";

    private string Clause(BoundComprehensionClause clause) =>
        clause is { Iteration: { } iteration, Target: { } target } ? $" for {Pattern(target)} in {Iteration(iteration)}"
        : clause.Condition is { } condition ? $" if {Text(condition)}"
        : "";

    private string Part(BoundFStringPart part)
    {
        if (part.Value is null)
        {
            return part.Text?.Replace("\n", "\\n") ?? "";
        }
        string mark = part.Conversion switch { FStringConversion.Debug => ":?", FStringConversion.PrettyDebug => ":#?", _ => "" };
        return $"{{{Text(part.Value)}{mark}{(part.Spec is null ? "" : $":{Text(part.Spec)}")}}}";
    }

    private string Closure(BoundClosure closure)
    {
        string header = $"{(closure.Function.IsAsync ? "async " : "")}({string.Join(", ", closure.Function.Parameters.Select(p => $"{p.Name}: {p.Type}"))}) -> {closure.Function.ReturnType}";
        string captures = closure.Captures.IsEmpty ? "" : $" captures {string.Join(", ", closure.Captures.Select(c => c.Name))}";
        return closure.Body.Statements is [BoundReturn { Value: { } value }]
            ? $"{header}{captures} => {Text(value)}"
            : Indented($"{header}{captures}:", closure.Body.Statements, null);
    }

    private string Nested(BoundBlockExpression block) =>
        block is { Statements.IsEmpty: true, Result: { } result } ? Text(result) : Indented("block:", block.Statements, block.Result);

    private string If(BoundIf expression)
    {
        var parts = expression.Branches.Select((b, i) => Indented($"{(i == 0 ? "if" : "elif")} {Condition(b.Condition)}:", b.Body.Statements, b.Body.Result)).ToList();
        if (expression.Else is { } otherwise)
        {
            parts.Add(Indented("else:", otherwise.Statements, otherwise.Result));
        }
        return string.Join("\n" + new string(' ', _indent * 4), parts);
    }

    private string Match(BoundMatch expression)
    {
        _indent++;
        var arms = expression.Arms.Select(a => Indented(
            $"case {Pattern(a.Pattern)}{(a.Guard is null ? "" : $" if {Text(a.Guard)}")}:", a.Body.Statements, a.Body.Result)).ToList();
        string margin = "\n" + new string(' ', _indent * 4);
        _indent--;
        return $"match {Text(expression.Subject)} -> {expression.Type}:{string.Concat(arms.Select(a => margin + a))}";
    }

    /// <summary>A header and its block, as the text of one expression; the block's lines carry their own indentation.</summary>
    private string Indented(string header, IEnumerable<BoundStatement> statements, BoundExpression? result)
    {
        int start = _text.Length;
        _indent++;
        foreach (BoundStatement statement in statements)
        {
            Write(statement);
        }
        if (result is not null)
        {
            Line($"=> {Text(result)}");
        }
        if (_text.Length == start)
        {
            Line("pass");
        }
        _indent--;
        string block = _text.ToString(start, _text.Length - start).TrimEnd('\n');
        _text.Length = start;
        return $"{header}\n{block}";
    }
}
