using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Members;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>
/// The body of an async generator as the Resume method of its frame: awaits as in an async function, and a yield completes a step.
/// <code>
///   before   await f()               after   $at = this.$state; this.$state = -1; switch $at [start, resume1, resume2]
///            yield e                    end:  return this.Finish()
///            use(y, a)               start:  branch-if this.IsClosing end          // having dropped the arguments
///                                            …f(w, …)…                             // resume1, as in an async function
///                                            $item = e
///                                            this.$y = y; …                        // what is needed after the yield
///                                            this.$state = 2; return this.Yield($item)
///                                  resume2:  y = this.$y; …
///                                            branch-if this.IsClosing end          // through the cleanups, as by return
///                                            use(y, this.a); goto end
///                                cancelled:  return Cancelled
/// </code>
/// While it runs the generator counts as ended, so that one whose body raised stays ended.
/// </summary>
internal sealed class AsyncGeneratorBuilder : ResumeBuilder
{
    private const int Ended = -1;

    private readonly TypeSymbol _element;
    private readonly NamedTypeSymbol _status;
    private readonly LoweredLabel _end = new("end");

    /// <summary>Of the arguments, where the generator is closed before it has begun.</summary>
    private readonly ImmutableArray<LoweredStatement> _drops;

    private AsyncGeneratorBuilder(LoweringContext context, LoweredMethod method, Frame frame, Survivors survivors)
        : base(context, method, frame, survivors)
    {
        _status = context.Runtime(WellKnownTypes.AsyncStatus);
        _element = method.ReturnType.Resolved is NamedTypeSymbol { Arguments: [var element] }
            ? element.Resolved
            : throw new InternalCompilerException("an async generator that returns no generator");
        _drops = [.. DropMembers.Drops(context, frame.Arguments.Select(f => DropMembers.Field(frame.Type, This, f)))];
    }

    /// <param name="method">Flattened; it returns without a value, and its type is that of the generator.</param>
    public static new LoweredMethod Create(LoweringContext context, LoweredMethod method, Frame frame, Survivors survivors) =>
        new AsyncGeneratorBuilder(context, method, frame, survivors).Build();

    protected override IEnumerable<LoweredStatement> Enter() =>
    [
        new LoweredAssignment(At, State),
        new LoweredAssignment(State, new LoweredConstant(PrimitiveTypeSymbol.I32, Ended)),
        Dispatch(),
        new LoweredLabelStatement(_end),
        new LoweredReturn(Call("Finish", _status)),
    ];

    protected override void BuildStart()
    {
        if (_drops.IsEmpty)
        {
            Out.Add(new LoweredBranch(IsClosing, _end, JumpIf: true));
            return;
        }
        var begin = new LoweredLabel("begin");
        Out.AddRange([new LoweredBranch(IsClosing, begin, JumpIf: false), .. _drops, new LoweredGoto(_end), new LoweredLabelStatement(begin)]);
    }

    protected override void BuildSuspension(LoweredStatement suspension, int state)
    {
        if (suspension is not LoweredYield yield)
        {
            base.BuildSuspension(suspension, state);
            return;
        }
        var resume = new LoweredLabel($"resume{state}");
        var item = new LoweredLocalRead(new LoweredLocal($"$item{state}", _element));
        Out.Add(new LoweredAssignment(item, yield.Value));
        Save(state, resume);
        Out.Add(new LoweredReturn(Call("Yield", _status, item)));
        Resume(state, resume);
        if (yield.Closed is { } closed)
        {
            Out.Add(new LoweredBranch(IsClosing, closed, JumpIf: true));
        }
    }

    protected override void BuildReturn(LoweredReturn exit) => Out.Add(new LoweredGoto(_end));

    private LoweredCall IsClosing => Call("IsClosing", PrimitiveTypeSymbol.Bool);

    private LoweredCall Call(string member, TypeSymbol type, params LoweredExpression[] arguments) =>
        WellKnown.Instance($"AsyncGenerator.{member}", type, This, [.. arguments], [_element]);
}
