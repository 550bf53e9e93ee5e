using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>
/// A body that stops and goes on, as a method of its frame. What both forms share: parameters and the receiver live in the frame
/// from the start, a local only while it is needed across a suspension, and a number says where to go on.
/// <code>
///   before   …suspension…; use(y, a)        after   this.$y = y; this.$state = 1
///                                                   …leave the method…
///                                         resume1:  y = this.$y; …
///                                                   use(y, this.a)
/// </code>
/// </summary>
internal abstract class StateMachineBuilder
{
    private readonly LoweringContext _context;
    private readonly List<LoweredLabel> _states = [new("start")];
    private readonly Dictionary<LoweredLocal, FieldSymbol> _hoisted = [];
    private readonly Dictionary<LoweredParameter, FieldSymbol> _parameters = [];
    private LoweredLabel? _abandoned;
    private int _depth;

    /// <param name="method">Flattened, its parameters those of the declaration.</param>
    protected StateMachineBuilder(LoweringContext context, LoweredMethod method, Frame frame)
    {
        _context = context;
        Method = method;
        Frame = frame;
        This = new LoweredThis(frame.Type.SelfType);
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            _parameters[method.Parameters[i]] = frame.Parameters[i];
        }
    }

    protected LoweredMethod Method { get; }

    protected Frame Frame { get; }

    protected LoweredThis This { get; }

    protected List<LoweredStatement> Out { get; private set; } = [];

    protected bool Suspends => _states.Count > 1;

    protected LoweredFieldRead State => FrameTable.FieldOf(This, Frame.State);

    protected int NextState => _states.Count;

    /// <summary>A suspension is followed by <see cref="Resume"/> with what <see cref="Save"/> gave.</summary>
    protected abstract void BuildSuspension(LoweredStatement suspension, LoweredLocal[] live);

    /// <summary>The worker that runs the function.</summary>
    protected abstract LoweredExpression Worker { get; }

    protected abstract void BuildReturn(LoweredReturn exit);

    /// <summary>What comes before the first statement of the body.</summary>
    protected virtual void BuildStart()
    {
    }

    /// <summary>Where an abandoned function ends that has nothing to clean up.</summary>
    protected abstract LoweredLabel End { get; }

    /// <summary>Where control goes from a suspension at which the function is abandoned: to the nearest cleanup, or the end.</summary>
    protected LoweredLabel Abandoned => _abandoned ?? End;

    /// <summary>The state that this step began in; 0 once control has come back to where it stood.</summary>
    protected LoweredLocalRead At { get; } = new(new LoweredLocal("$at", PrimitiveTypeSymbol.I32));

    /// <summary>Whether some region must run its cleanup when the function is abandoned.</summary>
    protected bool HasCleanup => LoweredTree.Statements(Method.Body).Any(s => s is LoweredTry { Abandoned: not null });

    protected void BuildBody()
    {
        var body = (LoweredBlock)LoweredTree.Rewrite(Method.Body, InFrame);
        Liveness liveness = Liveness.Of(body, _context.Options.Debug);
        Out.Add(new LoweredLabelStatement(_states[0]));
        BuildStart();
        BuildStatements(body, liveness);
    }

    private void BuildStatements(LoweredBlock block, Liveness liveness)
    {
        foreach (LoweredStatement statement in block.Statements)
        {
            switch (statement)
            {
                case LoweredAwaitStatement or LoweredYield:
                    BuildSuspension(statement, [.. liveness.After(statement)]);
                    break;
                case LoweredReturn exit:
                    BuildReturn(exit);
                    break;
                case LoweredAbandon:
                    Out.Add(new LoweredGoto(Abandoned));
                    break;
                case LoweredTry region when SuspensionRegions.Suspends(region):
                    BuildRegion(region, liveness);
                    break;
                default:
                    Out.Add(statement);
                    break;
            }
        }
    }

    /// <summary>
    /// Control cannot jump into a protected region: it enters from above and is passed on inside.
    /// <code>
    ///   before   try { a; …suspension…; b }        after   enter:  try { switch $at [fresh, resume1]
    ///                                                            fresh:  a; …leave the method…
    ///                                                          resume1:  $at = 0; b }
    /// </code>
    /// </summary>
    private void BuildRegion(LoweredTry region, Liveness liveness)
    {
        LoweredLabel enter = new("enter"), fresh = new("fresh");
        (List<LoweredStatement> outer, LoweredLabel? abandoned) = (Out, _abandoned);
        int first = _states.Count;
        Out = [];
        _abandoned = region.Abandoned ?? abandoned;
        _depth++;
        BuildStatements(region.Body, liveness);
        _depth--;
        List<LoweredStatement> body = Out;
        (Out, _abandoned) = (outer, abandoned);
        var dispatch = new LoweredSwitch(At, [.. _states.Select((label, state) => state < first ? fresh : label)]);
        for (int state = first; state < _states.Count; state++)
        {
            _states[state] = enter;
        }
        Out.Add(new LoweredLabelStatement(enter));
        Out.Add(region with { Body = new LoweredBlock([dispatch, new LoweredLabelStatement(fresh), .. body]) });
    }

    protected LoweredSwitch Dispatch() => new(At, [.. _states]);

    /// <summary>Notes in the frame what is needed afterwards and where to go on; the label is for <see cref="Resume"/>.</summary>
    protected void Save(LoweredLocal[] live, LoweredLabel resume)
    {
        foreach (LoweredLocal local in live)
        {
            Out.Add(new LoweredAssignment(FrameTable.FieldOf(This, FieldOf(local)), new LoweredLocalRead(local)));
        }
        Out.Add(new LoweredAssignment(State, new LoweredConstant(PrimitiveTypeSymbol.I32, NextState)));
        _states.Add(resume);
    }

    protected void Resume(LoweredLocal[] live, LoweredLabel resume)
    {
        Out.Add(new LoweredLabelStatement(resume));
        if (_depth > 0)
        {
            Out.Add(new LoweredAssignment(At, new LoweredConstant(PrimitiveTypeSymbol.I32, 0)));
        }
        foreach (LoweredLocal local in live)
        {
            Out.Add(new LoweredAssignment(new LoweredLocalRead(local), FrameTable.FieldOf(This, FieldOf(local))));
        }
    }

    /// <summary>The receiver and the parameters are fields of the frame.</summary>
    private LoweredExpression InFrame(LoweredExpression expression) => expression switch
    {
        LoweredWorker => Worker,
        LoweredThis when Frame.Receiver is { } receiver => FrameTable.FieldOf(This, receiver),
        LoweredParameterRead read when _parameters.TryGetValue(read.Parameter, out FieldSymbol? field) => FrameTable.FieldOf(This, field),
        _ => expression,
    };

    private FieldSymbol FieldOf(LoweredLocal local)
    {
        if (!_hoisted.TryGetValue(local, out FieldSymbol? field))
        {
            _hoisted[local] = field = Frame.Type.Symbol.AddField($"{local.Name}${_hoisted.Count}", local.Type);
        }
        return field;
    }
}
