using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Members;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>
/// The body of a generator as the MoveNext method of its frame.
/// <code>
///   before   yield e                 after   $at = this.$state; this.$state = -1
///            use(y, a)                       switch $at [start, resume1]
///                                      end:  $item = default; return false
///                                    start:  $item = e
///                                            this.$y = y; …                        // what is needed after the yield
///                                            this.$state = 1; return true
///                                  resume1:  y = this.$y; …
///                                            use(y, this.a); goto end
/// </code>
/// While it runs the generator counts as ended, so that one whose body raised stays ended.
/// </summary>
internal sealed class MoveNextBuilder : StateMachineBuilder
{
    private const int Ended = -1;

    private readonly TypeSymbol _element;
    private readonly LoweredParameter _item;
    private readonly FieldSymbol? _dropped;

    private MoveNextBuilder(LoweringContext context, LoweredMethod method, Frame frame, Survivors survivors)
        : base(method, frame, survivors)
    {
        _element = method.ReturnType.Resolved is NamedTypeSymbol { Arguments: [var element] }
            ? element.Resolved
            : throw new InternalCompilerException("a generator that returns no generator");
        _item = new LoweredParameter("$item", _element, PassingMode.Out);
        if (HasCleanup)
        {
            _dropped = frame.Type.Symbol.AddField("$dropped", PrimitiveTypeSymbol.Bool);
        }
        LoweredStatement[] arguments = [.. DropMembers.Drops(context, frame.Arguments.Select(f => DropMembers.Field(frame.Type, This, f)))];
        if (HasCleanup || arguments.Length > 0)
        {
            frame.Type.Methods.Add(CreateDrop(arguments));
        }
    }

    protected override LoweredLabel End { get; } = new("end");

    /// <param name="method">Flattened; it returns without a value, and its type is that of the generator.</param>
    public static LoweredMethod Create(LoweringContext context, LoweredMethod method, Frame frame, Survivors survivors) =>
        new MoveNextBuilder(context, method, frame, survivors).Build();

    private LoweredMethod Build()
    {
        BuildBody();
        var symbol = new SynthesizedMethodSymbol(
            "MoveNext", Frame.Type.Symbol, isStatic: false, [], [new ParameterSymbol("$item", _element)], PrimitiveTypeSymbol.Bool);
        return new LoweredMethod(
            symbol,
            IsStatic: false,
            [_item],
            PrimitiveTypeSymbol.Bool,
            new LoweredBlock(
            [
                new LoweredSequencePoint(null),
                new LoweredAssignment(At, State),
                new LoweredAssignment(State, new LoweredConstant(PrimitiveTypeSymbol.I32, Ended)),
                Dispatch(),
                new LoweredLabelStatement(End),
                new LoweredAssignment(new LoweredParameterRead(_item), new LoweredDefault(_element)),
                new LoweredReturn(new LoweredConstant(PrimitiveTypeSymbol.Bool, false)),
                .. Out,
            ]),
            Method.Span,
            Method.DisplayName,
            new WellKnownReference("Iterator.MoveNext", [_element], []));
    }

    protected override void BuildSuspension(LoweredStatement suspension, int state)
    {
        if (suspension is not LoweredYield yield)
        {
            throw new InternalCompilerException("an await in a generator");
        }
        var resume = new LoweredLabel($"resume{state}");
        Out.Add(new LoweredAssignment(new LoweredParameterRead(_item), yield.Value));
        Save(state, resume);
        Out.Add(new LoweredReturn(new LoweredConstant(PrimitiveTypeSymbol.Bool, true)));
        Resume(state, resume);
        if (_dropped is not null)
        {
            Out.Add(new LoweredBranch(FrameTable.FieldOf(This, _dropped), Abandoned, JumpIf: true));
        }
    }

    protected override LoweredExpression Worker => throw new InternalCompilerException("a generator has no worker");

    protected override void BuildReturn(LoweredReturn exit) => Out.Add(new LoweredGoto(End));

    /// <summary>
    /// A generator that is dropped at a yield inside <c>try</c> or <c>with</c> goes on once more, to its cleanups; one that has not begun
    /// drops its arguments.
    /// <code>
    ///   after   void Drop() { branch-if this.$state == 0 arguments; branch-if this.$state &lt; 0 done
    ///                         this.$dropped = true; this.MoveNext(out $item); done: return
    ///                         arguments: this.$state = -1; Drop(this.a); return }
    /// </code>
    /// </summary>
    private LoweredMethod CreateDrop(LoweredStatement[] dropArguments)
    {
        LoweredLabel arguments = new("arguments");
        var item = new LoweredLocalRead(new LoweredLocal("$item", _element));
        var done = new LoweredLabel("done");
        var symbol = new SynthesizedMethodSymbol("Drop", Frame.Type.Symbol, isStatic: false, [], [], PrimitiveTypeSymbol.Unit);
        LoweredStatement[] resume = _dropped is null
            ? []
            :
            [
                new LoweredAssignment(FrameTable.FieldOf(This, _dropped), new LoweredConstant(PrimitiveTypeSymbol.Bool, true)),
                new LoweredExpressionStatement(WellKnown.Instance(
                    "Iterator.MoveNext", PrimitiveTypeSymbol.Bool, This, [new LoweredAddressOf(item)], [_element])),
            ];
        return new LoweredMethod(
            symbol,
            IsStatic: false,
            [],
            PrimitiveTypeSymbol.Void,
            new LoweredBlock(
            [
                new LoweredSequencePoint(null),
                new LoweredBranch(StateIs(LoweredOperator.Equal), arguments, JumpIf: true),
                new LoweredBranch(StateIs(LoweredOperator.Less), done, JumpIf: true),
                .. resume,
                new LoweredLabelStatement(done),
                new LoweredReturn(null),
                new LoweredLabelStatement(arguments),
                new LoweredAssignment(State, new LoweredConstant(PrimitiveTypeSymbol.I32, Ended)),
                .. dropArguments,
                new LoweredReturn(null),
            ]),
            null,
            Method.DisplayName,
            new WellKnownReference("Iterator.Drop", [_element], []));

        LoweredBinary StateIs(LoweredOperator comparison) =>
            new(PrimitiveTypeSymbol.Bool, comparison, State, new LoweredConstant(PrimitiveTypeSymbol.I32, 0));
    }
}
