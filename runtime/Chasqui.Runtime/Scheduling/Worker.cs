using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Scheduling;

/// <summary>The thread's side of running tasks; passed to every async function. Owned by one thread at a time.</summary>
public abstract class Worker
{
    /// <summary>How many operations that are ready at once a task may do before it has to let others run.</summary>
    private const int BudgetPerTurn = 128;

    [ThreadStatic]
    private static Worker? s_current;

    private Strand? _strand;

    /// <summary>The execution context of the thread itself.</summary>
    private ExecutionContext? _ownContext;
    private int _budget;
    private Shield? _spareShield;

    /// <summary>Never zero.</summary>
    private uint _random;

    /// <param name="scheduler">Whose tasks it runs.</param>
    /// <param name="seed">Of the choices that the language leaves to chance.</param>
    private protected Worker(Scheduler scheduler, int seed)
    {
        Scheduler = scheduler;
        _random = (uint)seed | 1;
    }

    /// <summary>The innermost frame that has just reported <see cref="AsyncStatus.Suspended"/> and is not linked yet.</summary>
    public Frame? Suspended;

    /// <summary>The worker of this thread; null outside the scheduler's threads.</summary>
    internal static Worker? Current => s_current;

    internal Scheduler Scheduler { get; }

    /// <summary>The task this worker is running.</summary>
    internal Strand Strand => _strand ?? throw new InvalidOperationException("no task is running on this worker");

    /// <summary>As <see cref="Strand"/>; null where no task runs.</summary>
    internal Strand? RunningStrand => _strand;

    /// <summary>Whether the strand that has just suspended wants to run again as soon as the others had their turn.</summary>
    internal bool YieldRequested;

    /// <summary>A join operation that is done with: whoever awaited it has taken its result before the next is asked for.</summary>
    internal Frame? SpareJoin;

    /// <summary>Likewise, of a select.</summary>
    internal SelectOperation? SpareSelect;

    /// <summary>Likewise, of the timeout of a select.</summary>
    internal TimeoutArm? SpareTimeout;

    /// <summary>The tasks started through this worker.</summary>
    internal LiveTasks Tasks { get; } = new();

    /// <summary>Tasks started and ended through this worker: each is written by the worker's own thread only, and only ever grows.</summary>
    internal long StartedCount;
    internal long EndedCount;

    /// <summary>
    /// Whether the region this code runs in has been cancelled. Every operation that can wait asks before it starts and when it is
    /// resumed, and then returns <see cref="AsyncStatus.Cancelled"/>.
    /// </summary>
    public bool IsCancelled => Strand.IsCancelled;

    /// <summary>Whether enough stack is left to call deeper; the first thing an async function in a recursive cycle asks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasStack() => StackGuard.HasRoom();

    /// <summary>Puts off a frame that has not run yet until the stack has unwound.</summary>
    public AsyncStatus Postpone(Frame fresh)
    {
        YieldRequested = true;
        return SuspendAt(fresh);
    }

    /// <summary>Ends an operation that waits: the frame is what a wake of the task resumes.</summary>
    public AsyncStatus SuspendAt(Frame leaf)
    {
        Strand.Leaf = leaf;
        Suspended = leaf;
        return AsyncStatus.Suspended;
    }

    /// <summary>
    /// Charges one operation that is ready at once. False when the task has had its turn: the operation then suspends through
    /// <see cref="Postpone"/> although it is ready.
    /// </summary>
    internal bool Charge() => --_budget >= 0;

    /// <summary>A number from 0 to one less than the limit, by chance.</summary>
    /// <remarks>Marsaglia's xorshift generator of 32 bits, and Lemire's multiplication in place of a division.</remarks>
    internal int NextRandom(int limit)
    {
        uint random = _random;
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        _random = random;
        return (int)(((ulong)random * (uint)limit) >> 32);
    }

    /// <summary>Begins a cleanup that waits: no cancellation reaches it. Every path out of it calls <see cref="Unshield"/>.</summary>
    public Region Shield()
    {
        Shield shield = _spareShield?.For(Strand) ?? new Shield(Strand);
        _spareShield = null;
        Strand.EnterRegion(shield);
        return shield;
    }

    public void Unshield(Region shield)
    {
        Strand.LeaveRegion(shield);
        _spareShield = (Shield)shield;
    }

    /// <summary>
    /// Asked when a cleanup raises an error: whether a cancellation is under way, which goes on, with the error noted beside it.
    /// </summary>
    /// <param name="shield">The cleanup's shield, which ends; null if it has none.</param>
    /// <param name="isAbandoned">Whether the cleanup was begun by a cancellation.</param>
    /// <param name="error">What the cleanup raised.</param>
    public bool KeepsUnwinding(Region? shield, bool isAbandoned, Exception error)
    {
        if (shield is not null)
        {
            Unshield(shield);
        }
        if (!isAbandoned || !IsCancelled)
        {
            return false;
        }
        SecondaryFailures.Add(Strand.Task, error);
        return true;
    }

    /// <summary>
    /// Asked at the edge of a block that bounds a region, which has been left: a cancellation of that region alone ends here, one from further out takes
    /// effect here at the latest.
    /// </summary>
    /// <param name="completion">The pending completion of the block, as in <see cref="BlockExit.Of"/>.</param>
    public int Settle(int completion) => IsCancelled ? BlockExit.Abandoned : completion == BlockExit.Abandoned ? BlockExit.Fallen : completion;

    /// <summary>Turns to a branch of the strand that runs now. The turn's budget is that of both.</summary>
    /// <returns>What <see cref="Return"/> is to put back.</returns>
    internal bool Enter(Strand branch)
    {
        bool yields = YieldRequested;
        YieldRequested = false;
        _strand = branch;
        return yields;
    }

    internal void Return(Strand host, bool yields)
    {
        _strand = host;
        YieldRequested = yields;
    }

    internal void Begin(Strand strand)
    {
        _strand = strand;
        _budget = BudgetPerTurn;
        YieldRequested = false;
    }

    /// <summary>
    /// Takes the execution context that .NET code has changed during a turn from the thread, for the task to have it back at its next turn; null if it has
    /// changed nothing.
    /// </summary>
    internal ExecutionContext? TakeContext()
    {
        ExecutionContext? present = ExecutionContext.Capture();
        if (present == _ownContext || _ownContext is null)
        {
            return null;
        }
        ExecutionContext.Restore(_ownContext);
        return present;
    }

    /// <summary>What runs next on the thread is no task.</summary>
    internal void EndTurn() => _strand = null;

    /// <summary>Makes this the worker of a second thread while the first one waits for it.</summary>
    internal void Lend(Action body)
    {
        ExecutionContext? own = _ownContext;
        Enter(body);
        _ownContext = own;
    }

    /// <summary>Makes this the current thread's worker while <paramref name="body"/> runs.</summary>
    internal void Enter(Action body)
    {
        Worker? outer = s_current;
        s_current = this;
        _ownContext = ExecutionContext.Capture();
        try
        {
            body();
        }
        finally
        {
            s_current = outer;
        }
    }
}
