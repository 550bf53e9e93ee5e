using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Desugar;

// `mut` arguments of async functions: in-out.
internal sealed partial class BodyLowerer
{
    /// <summary>The places lent to the call that is being lowered, with what holds their values meanwhile.</summary>
    private List<(BoundExpression Place, LoweredLocalRead Held)> _lent = [];

    /// <summary>
    /// <code>
    ///   before   r = await f(mut o.xs)        after   $io = new InOut(Unique(ref o).xs)
    ///                                                 try { r = await f($io) }
    ///                                                 finally { Unique(ref o).xs = $io.Place() }
    /// </code>
    /// The value comes back however the call ends.
    /// </summary>
    private LoweredExpression LowerInOut(BoundAwait wait, BoundCall call) => Sequence(() =>
    {
        var outer = _lent;
        _lent = [];
        LoweredExpression lowered = LowerCall(call);
        var lent = _lent;
        _lent = outer;
        if (lowered is LoweredSequence sequence)
        {
            _out.AddRange(sequence.Statements);
            lowered = sequence.Value;
        }
        var direct = (LoweredCall)lowered;
        // What is evaluated before the call is not part of it.
        direct = direct with { Receiver = direct.Receiver is null ? null : Spill(direct.Receiver, "o"), Arguments = Settled(direct.Arguments) };
        LoweredLocal result = Temporary(wait.Type);
        LoweredBlock body = Region(() => Assign(result, Awaited(wait, direct)));
        LoweredBlock giveBack = Region(() =>
        {
            foreach ((BoundExpression place, LoweredLocalRead held) in lent)
            {
                Add(new LoweredAssignment(PlaceOf(place), PlaceIn(held)));
            }
        });
        Add(new LoweredTry(body, [], giveBack));
        return new LoweredLocalRead(result);
    });

    private LoweredExpression LowerInOutArgument(BoundExpression value) => Sequence(() =>
    {
        NamedTypeSymbol type = _context.InOutOf(value.Type);
        if (!IsMutablePlace(value) || value is BoundVariable { Variable: SelfSymbol })
        {
            return WellKnown.New("InOut.New", type, Copy(value));
        }
        BoundExpression place = Stabilize(value);
        var held = (LoweredLocalRead)Spill(WellKnown.New("InOut.New", type, PlaceOf(place)), "io");
        _lent.Add((place, held));
        return held;
    });

    /// <summary>What a <c>mut</c> parameter of an async function is in its body.</summary>
    public static LoweredExpression PlaceIn(LoweredExpression held)
    {
        TypeSymbol type = ((NamedTypeSymbol)held.Type.Resolved).Arguments[0];
        return new LoweredIndirect(type, WellKnown.Instance("InOut.Place", type, held) with { ReturnsReference = true });
    }
}
