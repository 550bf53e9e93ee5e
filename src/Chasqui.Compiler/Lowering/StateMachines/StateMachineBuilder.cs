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
internal abstract class StateMachineBuilder : BodyBuilder
{
    private readonly List<LoweredLabel> _states = [new("start")];
    private int _depth;

    /// <inheritdoc/>
    protected StateMachineBuilder(LoweredMethod method, Frame frame, Survivors survivors)
        : base(method, frame, survivors)
    {
        This = new LoweredThis(frame.Type.SelfType);
    }

    protected LoweredThis This { get; }

    protected LoweredFieldRead State => FrameTable.FieldOf(This, Frame.State);

    /// <summary>The state that this step began in; 0 once control has come back to where it stood.</summary>
    protected LoweredLocalRead At { get; } = new(new LoweredLocal("$at", PrimitiveTypeSymbol.I32));

    /// <summary>Whether some region must run its cleanup when the function is abandoned.</summary>
    protected bool HasCleanup => LoweredTree.Statements(Method.Body).Any(s => s is LoweredTry { Abandoned: not null });

    /// <summary>What comes before the first statement of the body.</summary>
    protected virtual void BuildStart()
    {
    }

    protected override void BuildBody()
    {
        Out.Add(new LoweredLabelStatement(_states[0]));
        BuildStart();
        base.BuildBody();
    }

    protected override LoweredExpression Place(LoweredExpression given) =>
        Survivors.GivenField(given) is { } field ? FrameTable.FieldOf(This, field) : given;

    /// <summary>
    /// Control cannot jump into a protected region: it enters from above and is passed on inside.
    /// <code>
    ///   before   try { a; …suspension…; b }        after   enter:  try { switch $at [fresh, resume1]
    ///                                                            fresh:  a; …leave the method…
    ///                                                          resume1:  $at = 0; b }
    /// </code>
    /// </summary>
    protected override void BuildRegion(LoweredTry region)
    {
        LoweredLabel enter = new("enter"), fresh = new("fresh");
        int first = _states.Count;
        _depth++;
        List<LoweredStatement> body = BodyOf(region);
        _depth--;
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
    protected void Save(int state, LoweredLabel resume)
    {
        foreach (LoweredLocal local in Survivors.LocalsAfter(state))
        {
            Out.Add(new LoweredAssignment(FrameTable.FieldOf(This, Survivors.FieldOf(local)), new LoweredLocalRead(local)));
        }
        Out.Add(new LoweredAssignment(State, new LoweredConstant(PrimitiveTypeSymbol.I32, state)));
        _states.Add(resume);
    }

    protected void Resume(int state, LoweredLabel resume)
    {
        Out.Add(new LoweredLabelStatement(resume));
        if (_depth > 0)
        {
            Out.Add(new LoweredAssignment(At, new LoweredConstant(PrimitiveTypeSymbol.I32, 0)));
        }
        foreach (LoweredLocal local in Survivors.LocalsAfter(state))
        {
            Out.Add(new LoweredAssignment(new LoweredLocalRead(local), FrameTable.FieldOf(This, Survivors.FieldOf(local))));
        }
    }
}
