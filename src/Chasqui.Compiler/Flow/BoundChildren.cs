using Chasqui.Compiler.Binding.Nodes;

namespace Chasqui.Compiler.Flow;

/// <summary>The expressions that an expression evaluates itself, in order. Those with control flow inside (branches, blocks, loops, closures) are the walker's.</summary>
internal static class BoundChildren
{
    public static IEnumerable<BoundExpression> Of(BoundExpression expression) => expression switch
    {
        BoundFieldAccess e => [e.Receiver],
        BoundTupleElement e => [e.Receiver],
        BoundIndex e => [e.Receiver, e.Index],
        BoundCall e => Optional(e.Receiver).Concat(e.Arguments.Select(a => a.Value)),
        BoundInvoke e => e.Arguments.Prepend(e.Callee),
        BoundFunctionReference e => Optional(e.Receiver),
        BoundConstruction e => e.Fields.Select(f => f.Value),
        BoundVariantConstruction e => e.Arguments,
        BoundUnary e => [e.Operand],
        BoundBinary e => [e.Left, e.Right],
        BoundComparison e => [e.Left, e.Right],
        BoundComparisonChain e => e.Links.SelectMany(l => l.Before.Select(b => b.Initializer).Append(l.Test)),
        BoundTuple e => e.Elements,
        BoundListLiteral e => e.Elements.Select(x => x.Value),
        BoundSetLiteral e => e.Elements.Select(x => x.Value),
        BoundDictLiteral e => e.Entries.SelectMany(x => Optional(x.Key).Append(x.Value)),
        BoundRange e => [e.Start, e.End],
        BoundComprehension e => e.Clauses
            .SelectMany(c => Optional(c.Iteration?.Source).Concat(Optional(c.Condition)))
            .Append(e.Element)
            .Concat(Optional(e.Value)),
        BoundFString e => e.Parts.SelectMany(p => Optional(p.Value).Concat(Optional(p.Spec))),
        BoundAwait e => [e.Operand],
        BoundPropagate e => Optional(e.ConvertedError).Prepend(e.Operand),
        BoundConversion e => [e.Operand],
        BoundPatternTest e => [e.Value],
        _ => [],
    };

    public static IEnumerable<BoundExpression> Optional(BoundExpression? expression) => expression is null ? [] : [expression];
}
