using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>
/// The steps of an await by the calling convention, as both bodies of an async function take them.
/// <code>
///   before   x = await g(a)        after   $status = g(w, a, out $await1)        Start
///                                          branch on $status                     BranchUnlessCompleted, BranchIfCancelled
///                                          x = $await1                           Store
/// </code>
/// </summary>
internal sealed class AsyncConvention(LoweredParameter worker)
{
    public const int Completed = 0;
    public const int Suspended = 1;
    public const int Cancelled = 2;

    private readonly LoweredLocalRead _status = new(new LoweredLocal("$status", PrimitiveTypeSymbol.I32));

    public LoweredParameterRead Worker { get; } = new(worker);

    /// <summary>Where the awaited call leaves its result. Only this local has its address taken, so that the user's stay in registers.</summary>
    public static LoweredLocalRead AnswerOf(LoweredAwaitStatement wait, int state) => new(new LoweredLocal($"$await{state}", wait.Call.Type));

    public LoweredAssignment Start(LoweredAwaitStatement wait, LoweredLocalRead answer) => new(
        _status,
        wait.Call with
        {
            Type = PrimitiveTypeSymbol.I32,
            Arguments = [Worker, .. wait.Call.Arguments, new LoweredAddressOf(answer)],
        });

    public LoweredBranch BranchIfCompleted(LoweredLabel target) => new(Is(_status, Completed), target, JumpIf: true);

    public LoweredBranch BranchUnlessCompleted(LoweredLabel target) => new(Is(_status, Completed), target, JumpIf: false);

    public LoweredBranch BranchIfCancelled(LoweredLabel target) => new(Is(_status, Cancelled), target, JumpIf: true);

    public LoweredExpressionStatement Suspend(LoweredExpression frame) =>
        new(WellKnown.Instance("Frame.Suspend", PrimitiveTypeSymbol.Void, frame, [Worker], []));

    public static void Store(LoweredAwaitStatement wait, LoweredLocalRead answer, List<LoweredStatement> output)
    {
        if (wait.Result is not null)
        {
            output.Add(new LoweredAssignment(new LoweredLocalRead(wait.Result), answer));
        }
    }

    public static LoweredBinary Is(LoweredExpression status, int value) =>
        new(PrimitiveTypeSymbol.Bool, LoweredOperator.Equal, status, Status(value));

    public static LoweredConstant Status(int value) => new(PrimitiveTypeSymbol.I32, value);
}
