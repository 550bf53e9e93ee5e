using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>
/// The body of an async function as the Resume method of its frame.
/// <code>
///   before   x = await g(a)          after   switch this.$state [start, resume1]
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
/// Parameters and the receiver live in the frame from the start; a local only while it is needed across an await.
/// </summary>
internal sealed class StateMachineBuilder
{
    private const int Completed = 0;
    private const int Suspended = 1;
    private const int Cancelled = 2;

    private readonly LoweringContext _context;
    private readonly LoweredMethod _method;
    private readonly Frame _frame;
    private readonly LoweredThis _this;
    private readonly LoweredParameter _worker;
    private readonly NamedTypeSymbol _status;
    private readonly LoweredLocal _statusLocal;
    private readonly LoweredLabel _cancelled = new("cancelled");
    private readonly List<LoweredLabel> _states = [];
    private readonly Dictionary<LoweredLocal, FieldSymbol> _hoisted = [];
    private readonly Dictionary<LoweredParameter, FieldSymbol> _parameters = [];
    private readonly List<LoweredStatement> _out = [];

    private StateMachineBuilder(LoweringContext context, LoweredMethod method, Frame frame)
    {
        _context = context;
        _method = method;
        _frame = frame;
        _this = new LoweredThis(frame.Type.SelfType);
        _worker = new LoweredParameter("$worker", context.Runtime(WellKnownTypes.Worker));
        _status = context.Runtime(WellKnownTypes.AsyncStatus);
        _statusLocal = new LoweredLocal("$status", PrimitiveTypeSymbol.I32);
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            _parameters[method.Parameters[i]] = frame.Parameters[i];
        }
    }

    /// <param name="method">Flattened, its parameters without worker and result.</param>
    public static LoweredMethod CreateResume(LoweringContext context, LoweredMethod method, Frame frame) =>
        new StateMachineBuilder(context, method, frame).Build();

    private LoweredMethod Build()
    {
        var start = new LoweredLabel("start");
        _states.Add(start);
        var body = (LoweredBlock)LoweredTree.Rewrite(_method.Body, InFrame);
        Liveness liveness = Liveness.Of(body, _context.Options.Debug);
        _out.Add(new LoweredLabelStatement(start));
        foreach (LoweredStatement statement in body.Statements)
        {
            Build(statement, liveness);
        }
        if (_states.Count > 1)
        {
            _out.Add(new LoweredLabelStatement(_cancelled));
            _out.Add(new LoweredReturn(Status(Cancelled)));
        }
        else
        {
            RemoveUnusedCancellation();
        }
        var dispatch = new LoweredSwitch(FrameTable.FieldOf(_this, _frame.State), [.. _states]);
        var symbol = new SynthesizedMethodSymbol(
            "Resume", _frame.Type.Symbol, isStatic: false, [], [new ParameterSymbol("$worker", _worker.Type)], _status);
        return new LoweredMethod(
            symbol,
            IsStatic: false,
            [_worker],
            _status,
            new LoweredBlock([new LoweredSequencePoint(null), .. _states.Count > 1 ? [dispatch] : (LoweredStatement[])[], .. _out]),
            _method.Span,
            _method.DisplayName,
            new WellKnownReference("Frame.Resume", [], []));
    }

    private void RemoveUnusedCancellation()
    {
        if (_out.Any(s => s is LoweredBranch branch && branch.Label == _cancelled))
        {
            throw new InternalCompilerException("a body without awaits cannot be cancelled");
        }
    }

    private void Build(LoweredStatement statement, Liveness liveness)
    {
        switch (statement)
        {
            case LoweredAwaitStatement wait:
                BuildAwait(wait, liveness);
                break;
            case LoweredReturn exit:
                Complete(exit.Value);
                break;
            case LoweredTry region when LoweredTree.Statements(region).Any(s => s is LoweredAwaitStatement):
                throw new InternalCompilerException("an await in a protected region reached the state machine pass");
            case LoweredTry region:
                _out.Add(region);
                break;
            default:
                _out.Add(statement);
                break;
        }
    }

    private void BuildAwait(LoweredAwaitStatement wait, Liveness liveness)
    {
        int state = _states.Count;
        LoweredLabel resume = new($"resume{state}"), done = new($"done{state}");
        _states.Add(resume);
        var result = new LoweredLocal($"$await{state}", wait.Call.Type);
        var status = new LoweredLocalRead(_statusLocal);
        var outResult = new LoweredAddressOf(new LoweredLocalRead(result));
        LoweredCall call = wait.Call with
        {
            Type = PrimitiveTypeSymbol.I32,
            Arguments = [new LoweredParameterRead(_worker), .. wait.Call.Arguments, outResult],
        };
        FieldSymbol[] saved = [.. liveness.After(wait).Select(FieldOf)];
        LoweredLocal[] live = [.. liveness.After(wait)];
        _out.Add(new LoweredAssignment(status, call));
        _out.Add(new LoweredBranch(IsStatus(status, Completed), done, JumpIf: true));
        _out.Add(new LoweredBranch(IsStatus(status, Cancelled), _cancelled, JumpIf: true));
        for (int i = 0; i < live.Length; i++)
        {
            _out.Add(new LoweredAssignment(FrameTable.FieldOf(_this, saved[i]), new LoweredLocalRead(live[i])));
        }
        _out.Add(new LoweredAssignment(FrameTable.FieldOf(_this, _frame.State), new LoweredConstant(PrimitiveTypeSymbol.I32, state)));
        _out.Add(new LoweredExpressionStatement(WellKnown.Instance(
            "Frame.Suspend", PrimitiveTypeSymbol.Void, _this, [new LoweredParameterRead(_worker)], [])));
        _out.Add(new LoweredReturn(Status(Suspended)));
        _out.Add(new LoweredLabelStatement(resume));
        for (int i = 0; i < live.Length; i++)
        {
            _out.Add(new LoweredAssignment(new LoweredLocalRead(live[i]), FrameTable.FieldOf(_this, saved[i])));
        }
        LoweredExpression taken = WellKnown.Instance("Frame.TakeResult", PrimitiveTypeSymbol.I32, _this, [outResult], [], [wait.Call.Type]);
        _out.Add(new LoweredBranch(IsStatus(taken, Cancelled), _cancelled, JumpIf: true));
        _out.Add(new LoweredLabelStatement(done));
        if (wait.Result is not null)
        {
            _out.Add(new LoweredAssignment(new LoweredLocalRead(wait.Result), new LoweredLocalRead(result)));
        }
    }

    private void Complete(LoweredExpression? value) =>
        _out.Add(new LoweredReturn(WellKnown.Instance(
            "Future.Complete", _status, _this, [value ?? new LoweredDefault(_method.ReturnType)], [_method.ReturnType])));

    /// <summary>The receiver and the parameters are fields of the frame.</summary>
    private LoweredExpression InFrame(LoweredExpression expression) => expression switch
    {
        LoweredThis when _frame.Receiver is { } receiver => FrameTable.FieldOf(_this, receiver),
        LoweredParameterRead read when _parameters.TryGetValue(read.Parameter, out FieldSymbol? field) => FrameTable.FieldOf(_this, field),
        _ => expression,
    };

    private FieldSymbol FieldOf(LoweredLocal local)
    {
        if (!_hoisted.TryGetValue(local, out FieldSymbol? field))
        {
            _hoisted[local] = field = _frame.Type.Symbol.AddField($"{local.Name}${_hoisted.Count}", local.Type);
        }
        return field;
    }

    private static LoweredBinary IsStatus(LoweredExpression status, int value) =>
        new(PrimitiveTypeSymbol.Bool, LoweredOperator.Equal, status, new LoweredConstant(PrimitiveTypeSymbol.I32, value));

    private static LoweredConstant Status(int value) => new(PrimitiveTypeSymbol.I32, value);
}
