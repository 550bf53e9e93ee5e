using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    private int _regions;
    private readonly Stack<BoundBlock> _cleanups = [];
    private LoweredLabel? _returnLabel;
    private LoweredLocal? _returnValue;

    /// <summary>A local of the function's own dies here, so its value moves out unmarked, if no <c>finally</c> changes it yet.</summary>
    private void LowerReturn(BoundReturn exit)
    {
        if (exit.Value is null)
        {
            Return(UnitValue);
            return;
        }
        if (IsUnit(exit.Value.Type) && _isVoid)
        {
            LowerEffect(exit.Value);
            Return(UnitValue);
            return;
        }
        bool moves = exit.Value is BoundVariable { Variable: LocalSymbol local } && !_views.Contains(local) && _variables[local] is LoweredLocalRead
            && !_cleanups.Any(c => Interference.MayMutate(c, local));
        Return(moves ? Lower(exit.Value) : Copy(exit.Value));
    }

    /// <summary>
    /// <code>
    ///   before   try: … return v …          after   try: … $result = v; goto $return …
    ///                                               …
    ///                                        $return: return $result
    /// </code>
    /// IL cannot return out of a protected region.
    /// </summary>
    private void Return(LoweredExpression value)
    {
        if (_regions == 0)
        {
            Add(new LoweredReturn(_isVoid ? null : value));
            return;
        }
        _returnLabel ??= Label("return");
        if (!_isVoid)
        {
            Assign(_returnValue ??= Temporary(_resultType, "result"), value);
        }
        Goto(_returnLabel);
    }

    /// <summary>Falling off the end returns unit; where the end cannot be reached, IL still wants a return.</summary>
    private void CompleteReturns()
    {
        if (_out.Count == 0 || _out[^1] is not (LoweredReturn or LoweredThrow or LoweredGoto))
        {
            Add(new LoweredReturn(_isVoid ? null : new LoweredDefault(_resultType)));
        }
        if (_returnLabel is not null)
        {
            Mark(_returnLabel);
            Add(new LoweredReturn(_returnValue is null ? null : new LoweredLocalRead(_returnValue)));
        }
    }
}
