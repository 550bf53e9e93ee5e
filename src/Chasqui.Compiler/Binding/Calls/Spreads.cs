using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Spread arguments whose length or keys are known: they fill parameters like arguments written one by one.</summary>
internal sealed partial class BodyBinder
{
    /// <summary>
    /// <code>
    ///   before   f(*[a, b], *t, **{"k": v})        after   { $t = t; f(a, b, $t.0, $t.1, k=v) }
    /// </code>
    /// </summary>
    /// <param name="declarations">Receives the declarations of the tuples.</param>
    private ImmutableArray<ArgumentSyntax> ExpandSpreads(
        Target target, ImmutableArray<ArgumentSyntax> arguments, ImmutableArray<BoundStatement>.Builder declarations)
    {
        if (arguments.All(a => a.Spread == SpreadKind.None))
        {
            return arguments;
        }
        ImmutableArray<ParameterSymbol> parameters = target is FunctionsTarget functions ? [.. functions.Functions.SelectMany(f => f.Parameters)] : [];
        bool hasKeywordRest = parameters.Any(p => p.Kind == ParameterKind.KeywordRest);
        return [.. arguments.SelectMany(argument => argument switch
        {
            { Spread: SpreadKind.Sequence, Value: ListSyntax { Elements: var elements } } when !HasSpread(elements) => Positional(elements),
            { Spread: SpreadKind.Sequence, Value: TupleSyntax { Elements: var elements } } when !HasSpread(elements) => Positional(elements),
            { Spread: SpreadKind.Sequence } => ExpandTuple(argument, declarations),
            { Spread: SpreadKind.Mapping, Value: DictSyntax dict } when dict.Entries.All(e => e.Key is StringLiteralSyntax) => ExpandDict(argument, dict, key => !hasKeywordRest || parameters.Any(p => p.Name == key && p.Kind == ParameterKind.Normal)),
            _ => [argument],
        })];
    }

    /// <summary>
    /// <code>
    ///   before   print(*xs)        after   print(*[f"{x}" for x in xs])
    /// </code>
    /// </summary>
    private static ComprehensionSyntax TextsOf(BoundExpression values, FStringConversion conversion)
    {
        SourceSpan span = values.Span;
        var text = new FStringSyntax(span, [new FStringHoleSyntax(span, new NameExpressionSyntax(span, SpreadElement), conversion, [], null)]);
        var clause = new ForClauseSyntax(span, false, new NamePatternSyntax(span, SpreadElement), new TargetSyntax(new ValueTarget(values)));
        return new ComprehensionSyntax(span, ComprehensionKind.List, text, null, [clause]);
    }

    private static bool HasSpread(ImmutableArray<ExpressionSyntax> elements) => elements.Any(e => e is SpreadSyntax);

    private static IEnumerable<ArgumentSyntax> Positional(ImmutableArray<ExpressionSyntax> elements) =>
        elements.Select(e => new ArgumentSyntax(e.Span, null, SpreadKind.None, e));

    private IEnumerable<ArgumentSyntax> ExpandTuple(ArgumentSyntax argument, ImmutableArray<BoundStatement>.Builder declarations)
    {
        BoundExpression value = BindExpression(argument.Value);
        SourceSpan span = argument.Value.Span;
        if (value.Type is not TupleTypeSymbol tuple)
        {
            return [argument with { Value = new TargetSyntax(new ValueTarget(value)) }];
        }
        var local = new LocalSymbol("", tuple, isMutable: false);
        declarations.Add(new BoundLocalDeclaration(span, local, value));
        return tuple.Elements.Select((type, i) => new ArgumentSyntax(
            span, null, SpreadKind.None, new TargetSyntax(new ValueTarget(new BoundTupleElement(span, type, new BoundVariable(span, local), i)))));
    }

    /// <summary>Keys that are parameters become named arguments; the others stay for the <c>**</c> parameter.</summary>
    private static IEnumerable<ArgumentSyntax> ExpandDict(ArgumentSyntax argument, DictSyntax dict, Func<string, bool> isParameter)
    {
        ILookup<bool, DictEntrySyntax> entries = dict.Entries.ToLookup(e => e.Key is StringLiteralSyntax key && isParameter(key.Value));
        foreach (DictEntrySyntax entry in entries[true])
        {
            yield return new ArgumentSyntax(entry.Span, new NameSyntax(entry.Span, ((StringLiteralSyntax?)entry.Key)?.Value ?? ""), SpreadKind.None, entry.Value);
        }
        if (entries[false].Any())
        {
            yield return argument with { Value = dict with { Entries = [.. entries[false]] } };
        }
    }
}
