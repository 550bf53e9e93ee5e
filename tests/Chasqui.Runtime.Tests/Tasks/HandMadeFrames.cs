using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Std;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Tests.Tasks;

/// <summary>An async call in the convention's form.</summary>
internal delegate AsyncStatus AsyncCall<T>(Worker worker, out T result);

/// <summary><c>async def f(n): mut sum = 0; for i in 0..n: sum += await step(i); return sum</c>, as the compiler emits it.</summary>
[SourceName("sum_steps")]
internal sealed class LoopFrame(int rounds, Func<int, AsyncCall<int>> step) : Future<int>
{
    private int _state;
    private int _i;
    private int _sum;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public override AsyncStatus Resume(Worker worker)
    {
        int value;
        AsyncStatus status;
        if (_state == 1)
        {
            goto resume1;
        }
    head:
        if (_i == rounds)
        {
            Result = _sum;
            return AsyncStatus.Completed;
        }
        status = step(_i)(worker, out value);
        if (status == AsyncStatus.Completed)
        {
            goto done1;
        }
        if (status == AsyncStatus.Cancelled)
        {
            return AsyncStatus.Cancelled;
        }
        _state = 1;
        Suspend(worker);
        return AsyncStatus.Suspended;
    resume1:
        if (TakeResult(out value) == AsyncStatus.Cancelled)
        {
            return AsyncStatus.Cancelled;
        }
    done1:
        _sum += value;
        _i++;
        goto head;
    }
}

/// <summary>Awaits one call and maps its result; the shape of <c>return f(await call)</c>.</summary>
[SourceName("then")]
internal sealed class ThenFrame<T, R>(AsyncCall<T> call, Func<T, R> map) : Future<R>
{
    private bool _suspended;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public override AsyncStatus Resume(Worker worker)
    {
        T value;
        AsyncStatus status = _suspended ? TakeResult(out value) : call(worker, out value);
        if (status == AsyncStatus.Suspended)
        {
            _suspended = true;
            Suspend(worker);
            return status;
        }
        if (status == AsyncStatus.Completed)
        {
            Result = map(value);
        }
        return status;
    }
}

/// <summary><c>async def down(n): return 0 if n == 0 else 1 + await down(n - 1)</c>, with the check of a recursive function.</summary>
[SourceName("down")]
internal sealed class RecursiveFrame(int depth, AsyncCall<int> bottom) : Future<int>
{
    private bool _suspended;

    internal static AsyncStatus Call(Worker worker, int depth, AsyncCall<int> bottom, out int result)
    {
        result = 0;
        var frame = new RecursiveFrame(depth, bottom);
        return worker.HasStack() ? frame.Start(worker, out result) : worker.Postpone(frame);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public override AsyncStatus Resume(Worker worker)
    {
        int value;
        AsyncStatus status = _suspended ? TakeResult(out value)
            : depth == 0 ? bottom(worker, out value)
            : Call(worker, depth - 1, bottom, out value);
        if (status == AsyncStatus.Suspended)
        {
            _suspended = true;
            Suspend(worker);
        }
        else if (status == AsyncStatus.Completed)
        {
            Result = value + 1;
        }
        return status;
    }
}

/// <summary>A leaf that the test completes by hand, before, while or after the chain above it suspends.</summary>
internal sealed class Gate
{
    private Strand? _waiter;
    private bool _open;

    internal int Resumes { get; private set; }

    internal bool WasWithdrawn { get; private set; }

    /// <summary>Called when the wait has been registered and the chain has not unwound yet.</summary>
    internal Action? Registered { get; set; }

    internal void Open()
    {
        Interlocked.Exchange(ref _open, true);
        _waiter?.Wake(Worker.Current);
    }

    /// <summary>A wake without a reason.</summary>
    internal void Disturb() => _waiter?.Wake(Worker.Current);

    internal AsyncStatus Wait(Worker worker, out int result)
    {
        result = 7;
        if (worker.IsCancelled)
        {
            return AsyncStatus.Cancelled;
        }
        if (Volatile.Read(ref _open))
        {
            return AsyncStatus.Completed;
        }
        Interlocked.Exchange(ref _waiter, worker.Strand);
        AsyncStatus status = worker.SuspendAt(new Operation(this));
        Registered?.Invoke();
        if (Volatile.Read(ref _open))
        {
            worker.Strand.Wake(worker);
        }
        return status;
    }

    private sealed class Operation(Gate gate) : Future<int>
    {
        public override AsyncStatus Resume(Worker worker)
        {
            gate.Resumes++;
            if (Volatile.Read(ref gate._open))
            {
                Result = 7;
                return AsyncStatus.Completed;
            }
            if (worker.IsCancelled)
            {
                gate.WasWithdrawn = true;
                return AsyncStatus.Cancelled;
            }
            return worker.SuspendAt(this);
        }
    }
}

internal static class Calls
{
    internal static AsyncStatus Ready(Worker worker, out int result)
    {
        result = 1;
        return AsyncStatus.Completed;
    }

    internal static AsyncCall<int> Yield { get; } = (Worker worker, out int result) =>
    {
        // The result is the out parameter's of the frame; a yield has none, so wrap it.
        return new ThenFrame<Unit, int>(AsyncTask.YieldNow, _ => 1).Start(worker, out result);
    };

    internal static AsyncCall<Unit> Sleep(double seconds) => (Worker worker, out Unit result) => AsyncTime.Sleep(worker, seconds, out result);

    internal static AsyncCall<T> Fail<T>(Exception error) => (Worker worker, out T result) => throw error;

    internal static Future<T> AsFuture<T>(this AsyncCall<T> call) => new ThenFrame<T, T>(call, value => value);

    internal static Future<R> Map<T, R>(this Future<T> future, Func<T, R> map) => new ThenFrame<T, R>(future.Start, map);

    /// <summary>One after the other.</summary>
    internal static Future<R> Then<T, R>(this Future<T> first, Func<T, AsyncCall<R>> second) => new SequenceFrame<T, R>(first, second);
}

/// <summary><c>x = await first; return await second(x)</c>.</summary>
[SourceName("sequence")]
internal sealed class SequenceFrame<T, R>(Future<T> first, Func<T, AsyncCall<R>> second) : Future<R>
{
    private int _state;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status;
        if (_state < 2)
        {
            status = _state == 1 ? TakeResult(out T value) : first.Start(worker, out value);
            if (status == AsyncStatus.Suspended)
            {
                _state = 1;
                Suspend(worker);
            }
            if (status != AsyncStatus.Completed)
            {
                return status;
            }
            status = second(value)(worker, out Result);
        }
        else
        {
            status = TakeResult(out Result);
        }
        if (status == AsyncStatus.Suspended)
        {
            _state = 2;
            Suspend(worker);
        }
        return status;
    }
}
