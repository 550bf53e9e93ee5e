using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>
/// The body of an async function as an ordinary method, which makes its frame only when it has to wait. The code for that stands
/// out of the way, at the end of the method or of the protected region.
/// <code>
///   before   x = await g(a)          after            $status = g(w, a, out $x)
///            use(x, a)                                branch-unless $status == Completed wait1
///            return e                          done1: x = $x; use(x, a)
///                                                     $result = e; return Completed
///                                              wait1: branch-if $status == Cancelled cancelled
///                                                     $frame = new f$frame(); $frame.a = a; …       // what is needed after the await
///                                                     $frame.$state = 1; $frame.Suspend(w); return Suspended
///                                          cancelled: return Cancelled
/// </code>
/// From there on the frame's <see cref="ResumeBuilder">Resume</see> is the function.
/// </summary>
internal sealed class StackBuilder : BodyBuilder
{
    private readonly AsyncConvention _convention;
    private readonly LoweredParameterRead _result;
    private readonly LoweredLocalRead _made;
    private readonly LoweredLabel _suspended = new("suspended");
    private List<LoweredStatement> _waits = [];

    private StackBuilder(LoweredMethod method, Frame frame, Survivors survivors, LoweredParameter worker, LoweredParameter result)
        : base(method, frame, survivors)
    {
        _result = new LoweredParameterRead(result);
        _convention = new AsyncConvention(worker);
        _made = new LoweredLocalRead(new LoweredLocal("$frame", frame.Type.SelfType));
    }

    protected override LoweredLabel End { get; } = new("cancelled");

    protected override LoweredExpression Worker => _convention.Worker;

    /// <param name="postponement">What a function in a recursive cycle begins with.</param>
    public static LoweredBlock Create(
        LoweredMethod method,
        Frame frame,
        Survivors survivors,
        LoweredParameter worker,
        LoweredParameter result,
        ImmutableArray<LoweredStatement> postponement)
    {
        var builder = new StackBuilder(method, frame, survivors, worker, result);
        builder.Out.AddRange(postponement);
        return builder.Build();
    }

    private LoweredBlock Build()
    {
        BuildBody();
        Out.AddRange(_waits);
        if (Suspends)
        {
            Leave(_suspended, AsyncConvention.Suspended, _convention.Suspend(_made));
            Leave(End, AsyncConvention.Cancelled);
        }
        return new LoweredBlock([.. Out]);
    }

    protected override void BuildSuspension(LoweredStatement suspension, int state)
    {
        if (suspension is not LoweredAwaitStatement wait)
        {
            throw new InternalCompilerException("a yield in an async function");
        }
        LoweredLabel slow = new($"wait{state}"), done = new($"done{state}");
        LoweredLocalRead answer = AsyncConvention.AnswerOf(wait, state);
        Out.Add(_convention.Start(wait, answer));
        Out.Add(_convention.BranchUnlessCompleted(slow));
        Out.Add(new LoweredLabelStatement(done));
        AsyncConvention.Store(wait, answer, Out);
        _waits.Add(new LoweredLabelStatement(slow));
        _waits.Add(_convention.BranchIfCancelled(Abandoned));
        _waits.Add(new LoweredAssignment(_made, new LoweredNew(_made.Type, new ConstructorReference(Frame.Type.SelfType), [])));
        foreach ((FieldSymbol field, LoweredExpression value) in Survivors.After(state))
        {
            _waits.Add(new LoweredAssignment(FrameTable.FieldOf(_made, field), value));
        }
        _waits.Add(new LoweredAssignment(FrameTable.FieldOf(_made, Frame.State), new LoweredConstant(PrimitiveTypeSymbol.I32, state)));
        _waits.Add(new LoweredGoto(_suspended));
    }

    protected override void BuildReturn(LoweredReturn exit)
    {
        Out.Add(new LoweredAssignment(_result, exit.Value ?? new LoweredDefault(Method.ReturnType)));
        Out.Add(new LoweredReturn(AsyncConvention.Status(AsyncConvention.Completed)));
    }

    /// <summary>A cancelled await goes to the cleanup of its region, so the code that asks must stand inside.</summary>
    protected override void BuildRegion(LoweredTry region)
    {
        List<LoweredStatement> outer = _waits;
        _waits = [];
        var after = new LoweredLabel("after");
        List<LoweredStatement> body = BodyOf(region);
        Out.Add(region with { Body = new LoweredBlock([.. body, new LoweredGoto(after), .. _waits]) });
        Out.Add(new LoweredLabelStatement(after));
        _waits = outer;
    }

    private void Leave(LoweredLabel label, int status, LoweredStatement? before = null)
    {
        Out.Add(new LoweredLabelStatement(label));
        if (before is not null)
        {
            Out.Add(before);
        }
        Out.Add(new LoweredAssignment(_result, new LoweredDefault(Method.ReturnType)));
        Out.Add(new LoweredReturn(AsyncConvention.Status(status)));
    }
}
