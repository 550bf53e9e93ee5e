using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Flow.Moves;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow;

/// <summary>
/// Changes of what a method gave, which nobody has afterwards: <c>guard.get().append(1)</c>, <c>order.lines()[0] = line</c>. Methods give
/// copies of values; handles and resources are the things themselves.
/// </summary>
internal static class LostChanges
{
    public static void Check(BoundNode body, OwnershipFacts facts, DiagnosticBag diagnostics) => BoundTree.Visit(body, node =>
    {
        BoundExpression? changed = node switch
        {
            BoundExpressionStatement { Expression: BoundCall { Receiver: { } receiver, Function: { MutatesReceiver: true } function } call }
                when function.ReturnType.Resolved == PrimitiveTypeSymbol.Unit && (function is ImportedFunctionSymbol { IsForeign: false } || IsLent(RootOf(receiver, facts))) => receiver,
            BoundAssignment { Target: BoundFieldAccess field } => field.Receiver,
            BoundAssignment { Target: BoundIndex index } => index.Receiver,
            BoundCompoundAssignment { Target: BoundFieldAccess field } => field.Receiver,
            BoundCompoundAssignment { Target: BoundIndex index } => index.Receiver,
            _ => null,
        };
        if (changed is not null && RootOf(changed, facts) is { Receiver: { } owner } source)
        {
            bool isWritable = IsLent(source) && owner.Type is NamedTypeSymbol { Definition: var guard } && guard.FindMethods("update").Any();
            diagnostics.Add(FlowErrors.LostChange(changed.Span, source.Span, isWritable && owner.Span.Length <= 40 ? owner.Span.Text : null));
        }
    });

    /// <summary>The call whose value the place is a part of; null where something else lies between, or holds it.</summary>
    private static BoundCall? RootOf(BoundExpression place, OwnershipFacts facts)
    {
        while (true)
        {
            if (place.Type is not NamedTypeSymbol { Definition: { ValueKind: ValueKind.SharedObject or ValueKind.Plain } and not ForeignTypeSymbol } || facts.Types.IsResource(place.Type))
            {
                return null;
            }
            switch (place)
            {
                case BoundFieldAccess field:
                    place = field.Receiver;
                    break;
                case BoundIndex index:
                    place = index.Receiver;
                    break;
                case BoundCall { Function: ImportedFunctionSymbol { IsForeign: true } or { MutatesReceiver: true } }:
                    return null;
                default:
                    return place as BoundCall;
            }
        }
    }

    private static bool IsLent(BoundCall? call) => call is { Function: ImportedFunctionSymbol { Contract.Lends: true } };
}
