using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Sync;

/// <summary>Lets so many tasks at a time go on. Copies are the same semaphore. Waiters queue; a running task may pass them for one turn.</summary>
[Module("std.async.sync"), Module("std.sync"), Name("Semaphore"), SharedHandle, Sendable(true)]
[InsteadOf("a permit is given back when it goes out of scope; `drop(permit)` does it early, and `add_permits(1)` adds one for good", "release", "signal", "post")]
[InsteadOf("`await {0}.acquire()` waits for a permit", "wait", "lock")]
[InsteadOf("hold a permit for a block: `with (await {0}.acquire())? as permit:`", "__enter__", "__aenter__")]
public sealed class Semaphore
{
    private readonly PermitPool _permits;

    private Semaphore(long permits) => _permits = new PermitPool(permits);

    /// <exception cref="ValueError">The number is negative.</exception>
    [Constructor, Name("new")]
    public static Semaphore Create([Name("permits")] long permits) => permits >= 0
        ? new Semaphore(permits)
        : throw new ValueError($"a semaphore cannot have {permits} permits");

    /// <summary>Waits for a permit; an error only after <see cref="Close"/>. Cancelled while it waits, only the place in the queue is lost.</summary>
    [Name("acquire"), Async, Cancellation("cancel-safe-but-lossy")]
    public AsyncStatus Acquire(Worker worker, out Result<SemaphorePermit, SemaphoreAcquireError> result)
    {
        result = default;
        if (worker.IsCancelled)
        {
            return AsyncStatus.Cancelled;
        }
        if (!worker.Charge())
        {
            return worker.Postpone(new PermitOperation(_permits));
        }
        if (!_permits.TryAcquire())
        {
            return new PermitOperation(_permits).Start(worker, out result);
        }
        result = Acquired(_permits);
        return AsyncStatus.Completed;
    }

    /// <summary>A permit if one is free now.</summary>
    [Name("try_acquire")]
    public Option<SemaphorePermit> TryAcquire() => _permits.TryAcquire() ? new(new SemaphorePermit(_permits)) : default;

    /// <summary>How many permits are free.</summary>
    [Name("available_permits"), Name("available")]
    public long Available() => _permits.Free;

    /// <summary>Adds permits for good.</summary>
    /// <exception cref="ValueError">The number is negative.</exception>
    [Name("add_permits")]
    public void AddPermits([Name("count")] long count) => _permits.ReleaseMany(
        count >= 0 ? count : throw new ValueError($"a semaphore cannot be given {count} permits"));

    /// <summary>Refuses everybody who waits or will ask.</summary>
    [Name("close")]
    public void Close() => _permits.Close();

    [Name("is_closed")]
    public bool IsClosed() => _permits.IsClosed;

    private static Result<SemaphorePermit, SemaphoreAcquireError> Acquired(PermitPool permits) =>
        Result<SemaphorePermit, SemaphoreAcquireError>.Ok(new SemaphorePermit(permits));

    private sealed class PermitOperation(PermitPool permits) : AcquireOperation<Result<SemaphorePermit, SemaphoreAcquireError>>(permits)
    {
        internal override string Awaits => "a permit (acquire)";

        internal override Stake? Lacks => new(Pool, StakePart.Permits);

        private protected override Result<SemaphorePermit, SemaphoreAcquireError> Outcome(bool isAcquired) =>
            isAcquired ? Acquired(Pool) : Result<SemaphorePermit, SemaphoreAcquireError>.Err(new SemaphoreAcquireError());
    }
}

/// <summary>A permit of a <see cref="Semaphore"/>, given back when it is dropped.</summary>
[Module("std.async.sync"), Module("std.sync"), Name("SemaphorePermit"), MoveOnly, MustUse, Sendable(true)]
[InsteadOf("a permit is given back when it goes out of scope; `drop({0})` does it early", "release", "close")]
public sealed class SemaphorePermit : IResource, IStakeholder
{
    /// <summary>Null once it has been given back.</summary>
    private PermitPool? _permits;

    internal SemaphorePermit(PermitPool permits) => _permits = permits;

    Stake? IStakeholder.Stake => _permits is { } permits ? new(permits, StakePart.Permits) : null;

    /// <summary>Uses the permit up: the semaphore has one less for good.</summary>
    [Name("forget"), Consumes]
    public void Forget() => _permits = null;

    public void Drop()
    {
        PermitPool? permits = _permits;
        _permits = null;
        permits?.Release();
    }
}

/// <summary>The semaphore has been closed.</summary>
[Module("std.async.sync"), Module("std.sync"), Name("SemaphoreAcquireError"), Sendable(true)]
public sealed class SemaphoreAcquireError : IError, IDisplay, IDebug
{
    [Name("message")]
    public string Message() => "semaphore closed";

    public void Display(TextBuffer text) => text.Append(Message());

    public void Debug(DebugWriter writer) => writer.Raw("SemaphoreAcquireError");
}
