using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>
/// Splits every async function into a stack body, by the calling convention, and a frame class whose Resume is a state machine.
/// <code>
///   before   async T f(a) { body }
///   after    static AsyncStatus f(Worker w, a, out T result) {
///                $frame = new f$frame(); $frame.a = a; return $frame.Start(w, out result) }
///            class f$frame : Future&lt;T> { int $state; a; …; AsyncStatus Resume(Worker w) { … } }
/// </code>
/// A function in a recursive cycle puts its frame off when the stack is nearly used up. A generator only makes its frame:
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
        frame.Type.Methods.Add(ResumeBuilder.Create(context, method, frame));
        var read = new LoweredLocalRead(new LoweredLocal("$frame", frame.Type.SelfType));
        List<LoweredStatement> body = MakeFrame(method, frame, read, static value => value);
        var workerRead = new LoweredParameterRead(worker);
        if (context.Recursive.Contains(method.Symbol))
        {
            var enough = new LoweredLabel("enough");
            body.Add(new LoweredBranch(WellKnown.Instance("Worker.HasStack", PrimitiveTypeSymbol.Bool, workerRead), enough, JumpIf: true));
            body.Add(new LoweredAssignment(new LoweredParameterRead(result), new LoweredDefault(method.ReturnType)));
            body.Add(new LoweredReturn(WellKnown.Instance("Worker.Postpone", status, workerRead, [read])));
            body.Add(new LoweredLabelStatement(enough));
        }
        body.Add(new LoweredReturn(WellKnown.Instance(
            "Future.Start", status, read, [workerRead, new LoweredAddressOf(new LoweredParameterRead(result))], [method.ReturnType])));
        return split with { Body = new LoweredBlock([.. body]) };
    }

    /// <summary>The arguments outlive the call, so the frame has copies of them.</summary>
    private static LoweredMethod SplitGenerator(LoweringContext context, LoweredMethod method)
    {
        Frame frame = context.Frames.Of(method.Symbol);
        frame.Type.Methods.Add(context.IsAsyncGenerator(method.ReturnType)
            ? AsyncGeneratorBuilder.Create(context, method, frame)
            : MoveNextBuilder.Create(context, method, frame));
        var read = new LoweredLocalRead(new LoweredLocal("$frame", frame.Type.SelfType));
        List<LoweredStatement> body = MakeFrame(method, frame, read, ValueSemantics.Share);
        body.Add(new LoweredReturn(new LoweredCast(method.ReturnType, read)));
        return method with { Body = new LoweredBlock([.. body]) };
    }

    private static List<LoweredStatement> MakeFrame(
        LoweredMethod method, Frame frame, LoweredLocalRead made, Func<LoweredExpression, LoweredExpression> keep)
    {
        var statements = new List<LoweredStatement>
        {
            new LoweredSequencePoint(null),
            new LoweredAssignment(made, new LoweredNew(frame.Type.SelfType, new ConstructorReference(frame.Type.SelfType), [])),
        };
        if (frame.Receiver is { } self)
        {
            statements.Add(new LoweredAssignment(FrameTable.FieldOf(made, self), keep(new LoweredThis(self.Type))));
        }
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            statements.Add(new LoweredAssignment(FrameTable.FieldOf(made, frame.Parameters[i]), keep(new LoweredParameterRead(method.Parameters[i]))));
        }
        return statements;
    }
}
