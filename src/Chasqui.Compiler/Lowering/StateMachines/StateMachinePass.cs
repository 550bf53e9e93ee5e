using System.Collections.Immutable;
using Chasqui.Compiler.Lowering.Members;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>
/// Splits every async function into a stack body, by the calling convention, and a frame class whose Resume is a state machine.
/// <code>
///   before   async T f(a) { body }
///   after    static AsyncStatus f(Worker w, a, out T result) { body, which makes a frame where it has to wait }
///            class f$frame : Future&lt;T> { int $state; a; …; AsyncStatus Resume(Worker w) { body, from any of its awaits } }
/// </code>
/// In a debug build there is one body for the debugger, and f is <c>{ $frame = new f$frame(); $frame.a = a; return $frame.Start(w, out
/// result) }</c>. A function in a recursive cycle puts its frame off when the stack is nearly used up. A generator only makes its
/// frame:
/// <code>
///   before   Iterator&lt;T> g(a) { body }
///   after    static Iterator&lt;T> g(a) { $frame = new g$frame(); $frame.a = a; return $frame }
///            class g$frame : Iterator&lt;T> { int $state; a; …; bool MoveNext(out T item) { … } }
///            class g$frame : AsyncGenerator&lt;T> { int $state; a; …; AsyncStatus Resume(Worker w) { … } }     // of an async one
/// </code>
/// </summary>
internal static class StateMachinePass
{
    /// <summary>The method as it is when it is neither async nor a generator, or is already by the calling convention.</summary>
    public static LoweredMethod Run(LoweringContext context, LoweredMethod method) =>
        method.Symbol.IsGenerator ? SplitGenerator(context, SuspensionRegions.Open(context, method))
        : method.Symbol.IsAsync && method.ReturnType == FrameTable.ResultOf(method.Symbol) ? SplitAsync(context, SuspensionRegions.Open(context, method))
        : method;

    private static LoweredMethod SplitAsync(LoweringContext context, LoweredMethod method)
    {
        TypeSymbol status = context.Runtime(WellKnownTypes.AsyncStatus);
        var worker = new LoweredParameter("$worker", context.Runtime(WellKnownTypes.Worker));
        var result = new LoweredParameter("$result", method.ReturnType, PassingMode.Out);
        LoweredMethod split = method with { Parameters = [worker, .. method.Parameters, result], ReturnType = status };
        if (method.IsAbstract)
        {
            return split;
        }
        Frame frame = context.Frames.Of(method.Symbol);
        var survivors = new Survivors(context, method, frame);
        frame.Type.Methods.Add(ResumeBuilder.Create(context, method, frame, survivors));
        var made = new LoweredLocalRead(new LoweredLocal("$frame", frame.Type.SelfType));
        DropMembers.AddTo(context, frame.Type, "Frame.Drop", frame.Arguments);
        var workerRead = new LoweredParameterRead(worker);
        ImmutableArray<LoweredStatement> postponement = context.Recursive.Contains(method.Symbol) ? Postponement() : [];
        if (!context.Options.Debug)
        {
            return split with
            {
                Body = StackBuilder.Create(method, frame, survivors, worker, result, [new LoweredSequencePoint(null), .. postponement]),
                IsKeptInTraces = !context.PlainArithmetic.Contains(method.Symbol),
            };
        }
        LoweredExpression start = WellKnown.Instance(
            "Future.Start", status, made, [workerRead, new LoweredAddressOf(new LoweredParameterRead(result))], [method.ReturnType]);
        return split with
        {
            // Traces show the body, which this only starts.
            DisplayName = "",
            Body = new LoweredBlock([new LoweredSequencePoint(null), .. postponement, .. MakeFrame(method, frame, made), new LoweredReturn(start)]),
        };

        ImmutableArray<LoweredStatement> Postponement()
        {
            var enough = new LoweredLabel("enough");
            return
            [
                new LoweredBranch(WellKnown.Instance("Worker.HasStack", PrimitiveTypeSymbol.Bool, workerRead), enough, JumpIf: true),
                .. MakeFrame(method, frame, made),
                new LoweredAssignment(new LoweredParameterRead(result), new LoweredDefault(method.ReturnType)),
                new LoweredReturn(WellKnown.Instance("Worker.Postpone", status, workerRead, [made])),
                new LoweredLabelStatement(enough),
            ];
        }
    }

    private static LoweredMethod SplitGenerator(LoweringContext context, LoweredMethod method)
    {
        Frame frame = context.Frames.Of(method.Symbol);
        var survivors = new Survivors(context, method, frame);
        frame.Type.Methods.Add(context.IsAsyncGenerator(method.ReturnType)
            ? AsyncGeneratorBuilder.Create(context, method, frame, survivors)
            : MoveNextBuilder.Create(context, method, frame, survivors));
        if (context.IsAsyncGenerator(method.ReturnType))
        {
            DropMembers.AddTo(context, frame.Type, "Frame.Drop", frame.Arguments, frame.State);
        }
        var made = new LoweredLocalRead(new LoweredLocal("$frame", frame.Type.SelfType));
        return method with
        {
            // The arguments outlive the call, so the frame has copies of them.
            Body = new LoweredBlock(
                [new LoweredSequencePoint(null), .. MakeFrame(method, frame, made, ValueSemantics.Share), new LoweredReturn(new LoweredCast(method.ReturnType, made))]),
        };
    }

    private static IEnumerable<LoweredStatement> MakeFrame(
        LoweredMethod method, Frame frame, LoweredLocalRead made, Func<LoweredExpression, LoweredExpression>? keep = null)
    {
        keep ??= static value => value;
        yield return new LoweredAssignment(made, new LoweredNew(frame.Type.SelfType, new ConstructorReference(frame.Type.SelfType), []));
        if (frame.Receiver is { } self)
        {
            yield return new LoweredAssignment(FrameTable.FieldOf(made, self), keep(new LoweredThis(self.Type)));
        }
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            yield return new LoweredAssignment(FrameTable.FieldOf(made, frame.Parameters[i]), keep(new LoweredParameterRead(method.Parameters[i])));
        }
    }
}
