using Chasqui.Compiler.Lowering.Nodes;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>
/// Rebuilds a body that has suspensions. What all forms share: suspensions are numbered in the order of the source, the number
/// being the state in which the frame goes on, and an abandoned function leaves by the nearest cleanup.
/// <code>
///   before   …suspension…; return e; abandon        after   as the form says: BuildSuspension, BuildReturn; goto cleanup, or the end
/// </code>
/// </summary>
internal abstract class BodyBuilder
{
    private LoweredLabel? _abandoned;
    private int _suspensions;

    /// <param name="method">Flattened and with its regions opened, its parameters those of the declaration.</param>
    protected BodyBuilder(LoweredMethod method, Frame frame, Survivors survivors)
    {
        Method = method;
        Frame = frame;
        Survivors = survivors;
    }

    protected LoweredMethod Method { get; }

    protected Frame Frame { get; }

    protected Survivors Survivors { get; }

    protected List<LoweredStatement> Out { get; private set; } = [];

    protected bool Suspends => _suspensions > 0;

    /// <summary>Where an abandoned function ends that has nothing to clean up.</summary>
    protected abstract LoweredLabel End { get; }

    /// <summary>Where control goes from a suspension at which the function is abandoned: to the nearest cleanup, or the end.</summary>
    protected LoweredLabel Abandoned => _abandoned ?? End;

    /// <summary>The worker that runs the function.</summary>
    protected abstract LoweredExpression Worker { get; }

    /// <param name="state">The suspension's number, from 1.</param>
    protected abstract void BuildSuspension(LoweredStatement suspension, int state);

    protected abstract void BuildReturn(LoweredReturn exit);

    protected abstract void BuildRegion(LoweredTry region);

    /// <summary>What the receiver and parameters are in this form.</summary>
    protected virtual LoweredExpression Place(LoweredExpression given) => given;

    protected virtual void BuildBody() =>
        BuildStatements((LoweredBlock)LoweredTree.Rewrite(Method.Body, e => e is LoweredWorker ? Worker : Place(e)));

    private void BuildStatements(LoweredBlock block)
    {
        foreach (LoweredStatement statement in block.Statements)
        {
            switch (statement)
            {
                case LoweredAwaitStatement or LoweredYield:
                    BuildSuspension(statement, ++_suspensions);
                    break;
                case LoweredReturn exit:
                    BuildReturn(exit);
                    break;
                case LoweredAbandon:
                    Out.Add(new LoweredGoto(Abandoned));
                    break;
                case LoweredTry region when SuspensionRegions.Suspends(region):
                    BuildRegion(region);
                    break;
                default:
                    Out.Add(statement);
                    break;
            }
        }
    }

    protected List<LoweredStatement> BodyOf(LoweredTry region)
    {
        (List<LoweredStatement> outer, LoweredLabel? abandoned) = (Out, _abandoned);
        Out = [];
        _abandoned = region.Abandoned ?? abandoned;
        BuildStatements(region.Body);
        List<LoweredStatement> body = Out;
        (Out, _abandoned) = (outer, abandoned);
        return body;
    }
}
