using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>
/// The body of an async function as the Resume method of its frame.
/// <code>
///   before   x = await g(a)          after   $at = this.$state; switch $at [start, resume1]
///            use(x, a)               start:  $status = g(w, this.a, out $x)
///                                            branch-if $status == Completed done1
///                                            branch-if $status == Cancelled cancelled
///                                            this.$y = y; …                        // what is needed after the await
///                                            this.$state = 1; this.Suspend(w); return Suspended
///                                  resume1:  y = this.$y; …
///                                            branch-if this.TakeResult(out $x) == Cancelled cancelled
///                                    done1:  x = $x; use(x, this.a)
///                                            return this.Complete(…)
///                                cancelled:  return Cancelled
/// </code>
/// </summary>
internal class ResumeBuilder : StateMachineBuilder
{
    private readonly AsyncConvention _convention;
    private readonly LoweredParameter _worker;
    private readonly NamedTypeSymbol _status;

    protected ResumeBuilder(LoweringContext context, LoweredMethod method, Frame frame, Survivors survivors)
        : base(method, frame, survivors)
    {
        _worker = new LoweredParameter("$worker", context.Runtime(WellKnownTypes.Worker));
        _status = context.Runtime(WellKnownTypes.AsyncStatus);
        _convention = new AsyncConvention(_worker);
    }

    protected override LoweredLabel End { get; } = new("cancelled");

    protected override LoweredExpression Worker => _convention.Worker;

    /// <param name="method">Flattened, its parameters without worker and result.</param>
    public static LoweredMethod Create(LoweringContext context, LoweredMethod method, Frame frame, Survivors survivors) =>
        new ResumeBuilder(context, method, frame, survivors).Build();

    protected LoweredMethod Build()
    {
        BuildBody();
        if (Suspends)
        {
            Out.Add(new LoweredLabelStatement(End));
            Out.Add(new LoweredReturn(AsyncConvention.Status(AsyncConvention.Cancelled)));
        }
        var symbol = new SynthesizedMethodSymbol(
            "Resume", Frame.Type.Symbol, isStatic: false, [], [new ParameterSymbol("$worker", _worker.Type)], _status);
        return new LoweredMethod(
            symbol,
            IsStatic: false,
            [_worker],
            _status,
            new LoweredBlock(
            [
                new LoweredSequencePoint(null),
                .. Enter(),
                .. Out,
            ]),
            Method.Span,
            Method.DisplayName,
            new WellKnownReference("Frame.Resume", [], []))
        {
            IsKeptInTraces = true,
        };
    }

    protected override void BuildSuspension(LoweredStatement suspension, int state)
    {
        if (suspension is not LoweredAwaitStatement wait)
        {
            throw new InternalCompilerException("a yield in an async function");
        }
        LoweredLabel resume = new($"resume{state}"), done = new($"done{state}");
        LoweredLocalRead answer = AsyncConvention.AnswerOf(wait, state);
        Out.Add(_convention.Start(wait, answer));
        Out.Add(_convention.BranchIfCompleted(done));
        Out.Add(_convention.BranchIfCancelled(Abandoned));
        Save(state, resume);
        Out.Add(_convention.Suspend(This));
        Out.Add(new LoweredReturn(AsyncConvention.Status(AsyncConvention.Suspended)));
        Resume(state, resume);
        LoweredExpression taken = WellKnown.Instance(
            "Frame.TakeResult", PrimitiveTypeSymbol.I32, This, [new LoweredAddressOf(answer)], [], [wait.Call.Type]);
        Out.Add(new LoweredBranch(AsyncConvention.Is(taken, AsyncConvention.Cancelled), Abandoned, JumpIf: true));
        Out.Add(new LoweredLabelStatement(done));
        AsyncConvention.Store(wait, answer, Out);
    }

    /// <summary>To where the last step stopped.</summary>
    protected virtual IEnumerable<LoweredStatement> Enter() => Suspends ? [new LoweredAssignment(At, State), Dispatch()] : [];

    protected override void BuildReturn(LoweredReturn exit) =>
        Out.Add(new LoweredReturn(WellKnown.Instance(
            "Future.Complete", _status, This, [exit.Value ?? new LoweredDefault(Method.ReturnType)], [Method.ReturnType])));
}
