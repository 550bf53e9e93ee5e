using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Flow.Sending;

// Whoever has a value of a function type may send it, so a closure that becomes one must be sendable. It stays what it is under a name of its own,
// where it is called, and in a `local` parameter.
internal sealed partial class BodySends
{
    private void HideParts(BoundNode node)
    {
        switch (node)
        {
            case BoundCall call:
                TypeSubstitution given = ((call.Receiver?.Type ?? call.ContainingType) as NamedTypeSymbol)?.Substitution ?? TypeSubstitution.Empty;
                given = given.And(call.Function.TypeParameters, call.TypeArguments);
                // What the library is given as a function it calls at once.
                foreach (BoundArgument argument in call.Arguments.Where(a =>
                    a.Parameter.Sent is null && !(call.Function is ImportedFunctionSymbol && a.Parameter.Type.Resolved is FunctionTypeSymbol)))
                {
                    Hide(argument.Value, argument.Parameter.Type.Substitute(given), isArgument: call.Function is not ImportedFunctionSymbol);
                }
                break;
            case BoundInvoke { Callee.Type: FunctionTypeSymbol function } invoke:
                HideAll(invoke.Arguments, function.Parameters);
                break;
            case BoundConstruction { ConstructedType: var type } made:
                HideAll(made.Fields.Select(f => f.Value), made.Fields.Select(f => f.Field.Type.Substitute(type.Substitution)));
                break;
            case BoundVariantConstruction { Type: NamedTypeSymbol type } made:
                HideAll(made.Arguments, made.Variant.Payload.Select(p => p.Type.Substitute(type.Substitution)));
                break;
            case BoundConversion { Kind: BoundConversionKind.WrapSome, Type: NamedTypeSymbol { Arguments: [var wrapped] } } conversion:
                Hide(conversion.Operand, wrapped);
                break;
            case BoundConversion { Kind: BoundConversionKind.ToUnion } conversion:
                Hide(conversion.Operand, conversion.Operand.Type);
                break;
            case BoundReturn { Value: { } value }:
                Hide(value, value.Type);
                break;
            case BoundYield { Value: var value }:
                Hide(value, value.Type);
                break;
            case BoundAssignment { Target: not BoundVariable { Variable: LocalSymbol } } assignment:
                Hide(assignment.Value, assignment.Target.Type);
                break;
            case BoundListLiteral { Type: NamedTypeSymbol { Arguments: [var element] } } list:
                HideAll(list.Elements.Where(e => e.Spread is null).Select(e => e.Value), element);
                break;
            case BoundSetLiteral { Type: NamedTypeSymbol { Arguments: [var element] } } set:
                HideAll(set.Elements.Where(e => e.Spread is null).Select(e => e.Value), element);
                break;
            case BoundDictLiteral { Type: NamedTypeSymbol { Arguments: [_, var element] } } dict:
                HideAll(dict.Entries.Where(e => e.Key is not null).Select(e => e.Value), element);
                break;
            case BoundComprehension { Type: NamedTypeSymbol { Arguments: [.., var element] } } comprehension:
                Hide(comprehension.Value ?? comprehension.Element, element);
                break;
            case BoundTuple { Type: TupleTypeSymbol type } tuple:
                HideAll(tuple.Elements, type.Elements);
                break;
        }
    }

    private void HideAll(IEnumerable<BoundExpression> values, IEnumerable<TypeSymbol> targets)
    {
        foreach ((BoundExpression value, TypeSymbol target) in values.Zip(targets))
        {
            Hide(value, target);
        }
    }

    private void HideAll(IEnumerable<BoundExpression> values, TypeSymbol target)
    {
        foreach (BoundExpression value in values)
        {
            Hide(value, target);
        }
    }

    private void Hide(BoundExpression value, TypeSymbol target, bool isArgument = false)
    {
        if (target.Resolved is not FunctionTypeSymbol { Modifier: not FunctionTypeModifier.Local } hiding)
        {
            return;
        }
        foreach ((BoundExpression shown, BoundExpression made) in Origins(value))
        {
            // A guard that is captured is a fault by itself.
            (string Name, TypeSymbol Type) kept = KeptBy(shown, made).FirstOrDefault(k => TaskBoundTypes.Unsendable(k.Type) is not null && TaskBoundTypes.ThreadBound(k.Type) is null);
            if (kept.Name is not null && TaskBoundTypes.Unsendable(kept.Type) is { } part)
            {
                Report(SendErrors.HiddenBy(shown.Span, kept.Name, kept.Type, part, hiding, isArgument));
            }
        }
    }

    /// <summary>What a function value has inside.</summary>
    private IEnumerable<(string Name, TypeSymbol Type)> KeptBy(BoundExpression shown, BoundExpression made) => made switch
    {
        BoundClosure closure => closure.Captures.SelectMany(c => _made.ContainsKey(c)
            ? Origins(new BoundVariable(closure.FirstUse(c), c)).SelectMany(o => KeptBy(o.Shown, o.Made))
            : [(c.Name, c.Type)]),
        BoundFunctionReference { Receiver: { } receiver } => [(NameOf(receiver), receiver.Type)],
        { Type: FunctionTypeSymbol { Modifier: FunctionTypeModifier.Local } local } => [(NameOf(shown), local)],
        _ => [],
    };

    /// <summary>Where a value was made, with the part of the expression that stands for it: a name of this body is followed to what it was given.</summary>
    private IEnumerable<(BoundExpression Shown, BoundExpression Made)> Origins(BoundExpression value)
    {
        switch (value)
        {
            case BoundConversion conversion:
                return Origins(conversion.Operand);
            case BoundConditional or BoundIf or BoundMatch or BoundBlockExpression:
                return [.. ResultsOf(value).SelectMany(Origins)];
            case BoundVariable { Variable: var variable } when _made.TryGetValue(variable, out List<BoundExpression>? made) && _followed.Add(variable):
                (BoundExpression, BoundExpression)[] origins = [.. made.SelectMany(Origins).Select(o => (value, o.Made))];
                _followed.Remove(variable);
                return origins;
            default:
                return [(value, value)];
        }
    }

    private static IEnumerable<BoundExpression> ResultsOf(BoundExpression choice) => choice switch
    {
        BoundConditional conditional => [conditional.WhenTrue, conditional.WhenFalse],
        BoundIf branch => branch.Branches.Select(b => b.Body.Result).Append(branch.Else?.Result).OfType<BoundExpression>(),
        BoundMatch match => match.Arms.Select(a => a.Body.Result).OfType<BoundExpression>(),
        BoundBlockExpression block => BoundChildren.Optional(block.Result),
        _ => [],
    };
}
