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
    private const int Completed = 0;
    private const int Suspended = 1;
    private const int Cancelled = 2;

    private readonly LoweredParameter _worker;
    private readonly NamedTypeSymbol _status;
    private readonly LoweredLocal _statusLocal = new("$status", PrimitiveTypeSymbol.I32);
    private readonly LoweredLabel _cancelled = new("cancelled");

    protected ResumeBuilder(LoweringContext context, LoweredMethod method, Frame frame)
        : base(context, method, frame)
    {
        _worker = new LoweredParameter("$worker", context.Runtime(WellKnownTypes.Worker));
        _status = context.Runtime(WellKnownTypes.AsyncStatus);
    }

    /// <param name="method">Flattened, its parameters without worker and result.</param>
    public static LoweredMethod Create(LoweringContext context, LoweredMethod method, Frame frame) =>
        new ResumeBuilder(context, method, frame).Build();

    protected LoweredMethod Build()
    {
        BuildBody();
        if (Suspends)
        {
            Out.Add(new LoweredLabelStatement(_cancelled));
            Out.Add(new LoweredReturn(Status(Cancelled)));
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
            new WellKnownReference("Frame.Resume", [], []));
    }

    protected override void BuildSuspension(LoweredStatement suspension, LoweredLocal[] live)
    {
        if (suspension is not LoweredAwaitStatement wait)
        {
            throw new InternalCompilerException("a yield in an async function");
        }
        int state = NextState;
        LoweredLabel resume = new($"resume{state}"), done = new($"done{state}");
        var result = new LoweredLocal($"$await{state}", wait.Call.Type);
        var status = new LoweredLocalRead(_statusLocal);
        var outResult = new LoweredAddressOf(new LoweredLocalRead(result));
        LoweredCall call = wait.Call with
        {
            Type = PrimitiveTypeSymbol.I32,
            Arguments = [new LoweredParameterRead(_worker), .. wait.Call.Arguments, outResult],
        };
        Out.Add(new LoweredAssignment(status, call));
        Out.Add(new LoweredBranch(IsStatus(status, Completed), done, JumpIf: true));
        Out.Add(new LoweredBranch(IsStatus(status, Cancelled), Abandoned, JumpIf: true));
        Save(live, resume);
        Out.Add(new LoweredExpressionStatement(WellKnown.Instance(
            "Frame.Suspend", PrimitiveTypeSymbol.Void, This, [new LoweredParameterRead(_worker)], [])));
        Out.Add(new LoweredReturn(Status(Suspended)));
        Resume(live, resume);
        LoweredExpression taken = WellKnown.Instance("Frame.TakeResult", PrimitiveTypeSymbol.I32, This, [outResult], [], [wait.Call.Type]);
        Out.Add(new LoweredBranch(IsStatus(taken, Cancelled), Abandoned, JumpIf: true));
        Out.Add(new LoweredLabelStatement(done));
        if (wait.Result is not null)
        {
            Out.Add(new LoweredAssignment(new LoweredLocalRead(wait.Result), new LoweredLocalRead(result)));
        }
    }

    protected override LoweredExpression Worker => new LoweredParameterRead(_worker);

    protected override LoweredLabel End => _cancelled;

    /// <summary>To where the last step stopped.</summary>
    protected virtual IEnumerable<LoweredStatement> Enter() => Suspends ? [new LoweredAssignment(At, State), Dispatch()] : [];

    protected override void BuildReturn(LoweredReturn exit) =>
        Out.Add(new LoweredReturn(WellKnown.Instance(
            "Future.Complete", _status, This, [exit.Value ?? new LoweredDefault(Method.ReturnType)], [Method.ReturnType])));

    private static LoweredBinary IsStatus(LoweredExpression status, int value) =>
        new(PrimitiveTypeSymbol.Bool, LoweredOperator.Equal, status, new LoweredConstant(PrimitiveTypeSymbol.I32, value));

    private static LoweredConstant Status(int value) => new(PrimitiveTypeSymbol.I32, value);
}
