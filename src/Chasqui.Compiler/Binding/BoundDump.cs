using System.Globalization;
using System.Text;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Binding;

/// <summary>
/// The bound tree as text, for <c>chasqui inspect bound</c> and golden files: the program again, with types at declarations and every
/// implicit conversion and call written out.
/// </summary>
public sealed partial class BoundDump
{
    private readonly StringBuilder _text = new();
    private int _indent;

    private BoundDump()
    {
    }

    public static string Write(BoundProgram program)
    {
        var dump = new BoundDump();
        foreach (BoundModule module in program.Modules)
        {
            dump.Line($"module {module.Module.Path}");
            foreach (BoundGlobal global in module.Globals)
            {
                dump.Line($"{global.Global.Kind.ToString().ToLowerInvariant()} {global.Global.Name}: {global.Global.Type} = {dump.Text(global.Initializer)}");
            }
            foreach (BoundFunction function in module.Functions)
            {
                dump.WriteFunction(function);
            }
        }
        return dump._text.ToString();
    }

    private void WriteFunction(BoundFunction function)
    {
        FunctionSymbol symbol = function.Function;
        string receiver = function.Self is null ? "" : function.Self.IsMutable ? "mut self" : "self";
        IEnumerable<string> parameters = symbol.Parameters.Select(p => $"{(p.IsMutable ? "mut " : "")}{p.Name}: {p.Type}").Prepend(receiver).Where(p => p.Length > 0);
        string generics = symbol.TypeParameters.IsEmpty ? "" : $"[{string.Join(", ", symbol.TypeParameters)}]";
        Line($"{(symbol.IsAsync ? "async " : "")}def {symbol.DisplayName}{generics}({string.Join(", ", parameters)}) -> {symbol.ReturnType}:");
        Block(function.Body.Statements);
    }

    private void Line(string text)
    {
        _text.Append(' ', _indent * 4).Append(text).Append('\n');
    }

    private void Block(IEnumerable<BoundStatement> statements)
    {
        _indent++;
        int before = _text.Length;
        foreach (BoundStatement statement in statements)
        {
            Write(statement);
        }
        if (_text.Length == before)
        {
            Line("pass");
        }
        _indent--;
    }

    private void Write(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundBlock s:
                Line("block:");
                Block(s.Statements);
                break;
            case BoundLocalDeclaration s:
                Line($"{(s.Local.IsMutable ? "mut" : "let")} {Name(s.Local)}: {s.Local.Type} = {Text(s.Initializer)}");
                break;
            case BoundDestructuringDeclaration s:
                Line($"let {Pattern(s.Pattern)} = {Text(s.Value)}");
                break;
            case BoundAssignment s:
                Line($"{Text(s.Target)} = {Text(s.Value)}");
                break;
            case BoundTupleAssignment s:
                Line($"{string.Join(", ", s.Targets.Select(Text))} = {Text(s.Value)}");
                break;
            case BoundCompoundAssignment s:
                Line($"{Text(s.Target)} <- {Text(s.Operation)}");
                break;
            case BoundExpressionStatement s:
                Line(Text(s.Expression));
                break;
            case BoundWhile s:
                Line($"while {Condition(s.Condition)}:");
                Block(s.Body.Statements);
                break;
            case BoundFor s:
                Line($"for {(s.MutatesElements ? "mut " : "")}{Pattern(s.Pattern)} in {Iteration(s.Iteration)}:");
                Block(s.Body.Statements);
                break;
            case BoundBreak s:
                Line(s.Value is null ? "break" : $"break {Text(s.Value)}");
                break;
            case BoundContinue:
                Line("continue");
                break;
            case BoundReturn s:
                Line(s.Value is null ? "return" : $"return {Text(s.Value)}");
                break;
            case BoundAssert s:
                Line($"assert {Text(s.Condition)}{(s.Pattern is null ? "" : $" is {Pattern(s.Pattern)}")}{(s.Raises is null ? "" : $" raises {s.Raises}")}{(s.Message is null ? "" : $", {Text(s.Message)}")}");
                break;
            case BoundRaise s:
                Line($"raise{(s.Value is null ? "" : $" {Text(s.Value)}")}{(s.Cause is null ? "" : $" from {Text(s.Cause)}")}");
                break;
            case BoundTry s:
                WriteTry(s);
                break;
            case BoundDelete s:
                Line($"del {Text(s.Receiver)}[{Text(s.Index)}]");
                break;
            case BoundYield s:
                Line($"yield {Text(s.Value)}");
                break;
            case BoundLocalFunction s:
                Line($"let {Name(s.Local)}: {s.Local.Type} = {Text(s.Closure)}");
                break;
            default:
                throw new Diagnostics.InternalCompilerException($"no dump of {statement.GetType().Name}");
        }
    }

    private void WriteTry(BoundTry statement)
    {
        Line("try:");
        Block(statement.Body.Statements);
        foreach (BoundExcept handler in statement.Handlers)
        {
            string types = handler.Types.IsEmpty ? "" : $" {string.Join(", ", handler.Types)}";
            Line($"except{types}{(handler.Local is null ? "" : $" as {handler.Local.Name}: {handler.Local.Type}")}:");
            Block(handler.Body.Statements);
        }
        if (statement.Else is { } otherwise)
        {
            Line("else:");
            Block(otherwise.Statements);
        }
        if (statement.Finally is { } last)
        {
            Line("finally:");
            Block(last.Statements);
        }
    }

    private string Condition(BoundCondition condition) =>
        condition.Pattern is null ? Text(condition.Value) : $"let {Pattern(condition.Pattern)} = {Text(condition.Value)}";

    private string Iteration(BoundIteration iteration) =>
        $"{iteration.Kind.ToString().ToLowerInvariant()}({Text(iteration.Source)})";

    private static string Name(VariableSymbol variable) => variable.Name.Length == 0 ? "_tmp" : variable.Name;

    private string Pattern(BoundPattern pattern) => pattern switch
    {
        BoundWildcardPattern => "_",
        BoundBindingPattern p => p.Inner is null ? $"{p.Local.Name}: {p.Local.Type}" : $"{Pattern(p.Inner)} as {p.Local.Name}: {p.Local.Type}",
        BoundValuePattern p => Text(p.Value),
        BoundRangePattern p => $"{Text(p.Start)}{(p.IsInclusive ? "..=" : "..")}{Text(p.End)}",
        BoundTuplePattern p => $"({string.Join(", ", p.Elements.Select(Pattern))})",
        BoundListPattern p => $"[{string.Join(", ", p.Prefix.Select(Pattern).Concat(p.Rest is null ? [] : [$"*{Pattern(p.Rest)}"]).Concat(p.Suffix.Select(Pattern)))}]",
        BoundVariantPattern p => $"{p.Variant.Enum.Name}.{p.Variant.Name}({string.Join(", ", p.Payload.Select(Pattern))})",
        BoundFieldsPattern p => $"{p.SubjectType}({string.Join(", ", p.Fields.Select(f => $"{f.Field.Name}={Pattern(f.Pattern)}"))})",
        BoundTypePattern p => $"{p.Type} & {Pattern(p.Inner)}",
        BoundOrPattern p => string.Join(" | ", p.Alternatives.Select(Pattern)),
        _ => throw new Diagnostics.InternalCompilerException($"no dump of {pattern.GetType().Name}"),
    };

    private static string Literal(object? value) => value switch
    {
        null => "()",
        bool b => b ? "true" : "false",
        string s => $"\"{s.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"",
        double d => d.ToString("R", CultureInfo.InvariantCulture) is var text && text.All(c => char.IsAsciiDigit(c) || c == '-') ? text + ".0" : text,
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
