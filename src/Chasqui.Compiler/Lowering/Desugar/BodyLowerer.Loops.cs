using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    /// <summary>Where a loop is left and continued, and what takes the value of its breaks.</summary>
    private sealed record LoopLabels(LoweredLabel Break, LoweredLabel Continue, LoweredLocal? Result);

    private LoopLabels Enter(LoopTarget target, LoweredLocal? result = null) =>
        _loops[target] = new LoopLabels(Label("break"), Label("continue"), result);

    /// <summary>
    /// <code>
    ///   before   while c: b        after   continue: branch-unless c break
    ///                                      b; goto continue
    ///                              break:
    /// </code>
    /// </summary>
    private void LowerWhile(BoundWhile loop) => WithElements(loop, () =>
    {
        LoopLabels labels = Enter(loop.Target);
        Mark(labels.Continue);
        if (loop.Condition.Pattern is not null && _context.Ownership.TemporaryScopes.Contains(loop.Condition))
        {
            // What the header made lives as long as its round.
            WithTemporaries(Round);
        }
        else
        {
            Round();
        }
        Goto(labels.Continue);
        Mark(labels.Break);

        void Round()
        {
            At(loop.Condition.Span);
            ProtectTaken(loop.Condition.Pattern, LowerCondition(loop.Condition, labels.Break, loop.Body), () => LowerBlock(loop.Body));
        }
    });

    private void LowerLoop(BoundLoop loop, LoweredLocal? result) => WithElements(loop, () =>
    {
        LoopLabels labels = Enter(loop.Target, result);
        Mark(labels.Continue);
        LowerBlock(loop.Body);
        Goto(labels.Continue);
        Mark(labels.Break);
    });

    private void LowerBreak(BoundBreak exit)
    {
        LoopLabels labels = _loops[exit.Target];
        if (exit.Value is not null)
        {
            if (labels.Result is null)
            {
                LowerEffect(exit.Value);
            }
            else
            {
                Assign(labels.Result, Copy(exit.Value));
            }
        }
        Goto(labels.Break);
    }
}
