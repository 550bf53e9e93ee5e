using Chasqui.Compiler.Diagnostics;
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

    protected List<LoweredStatement> Out { get; } = [];

    protected bool Suspends => _states.Count > 1;

    protected LoweredFieldRead State => FrameTable.FieldOf(This, Frame.State);

    protected int NextState => _states.Count;

    /// <summary>A suspension is followed by <see cref="Resume"/> with what <see cref="Save"/> gave.</summary>
    protected abstract void BuildSuspension(LoweredStatement suspension, LoweredLocal[] live);

    protected abstract void BuildReturn(LoweredReturn exit);

    protected void BuildBody()
    {
        var body = (LoweredBlock)LoweredTree.Rewrite(Method.Body, InFrame);
        Liveness liveness = Liveness.Of(body, _context.Options.Debug);
        Out.Add(new LoweredLabelStatement(_states[0]));
        foreach (LoweredStatement statement in body.Statements)
        {
            switch (statement)
            {
                case LoweredAwaitStatement or LoweredYield:
                    BuildSuspension(statement, [.. liveness.After(statement)]);
                    break;
                case LoweredReturn exit:
                    BuildReturn(exit);
                    break;
                case LoweredTry region when LoweredTree.Statements(region).Any(s => s is LoweredAwaitStatement or LoweredYield):
                    throw new InternalCompilerException("a suspension in a protected region reached the state machine pass");
                default:
                    Out.Add(statement);
                    break;
            }
        }
    }

    protected LoweredSwitch Dispatch(LoweredExpression state) => new(state, [.. _states]);

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
        foreach (LoweredLocal local in live)
        {
            Out.Add(new LoweredAssignment(new LoweredLocalRead(local), FrameTable.FieldOf(This, FieldOf(local))));
        }
    }

    /// <summary>The receiver and the parameters are fields of the frame.</summary>
    private LoweredExpression InFrame(LoweredExpression expression) => expression switch
    {
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
