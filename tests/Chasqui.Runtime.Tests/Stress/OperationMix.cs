using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Sync;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Structured;
using Chasqui.Runtime.Tests.Tasks;
using Chasqui.Runtime.Timers;
using Xunit;
using Semaphore = Chasqui.Runtime.Sync.Semaphore;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary>Random operations inside random operations. All chance is taken when they are made, by the thread that makes them.</summary>
internal sealed class OperationMix(Scheduler scheduler)
{
    private const int Permits = 3;
    private const double Never = 3600;

    private readonly Mutex<long> _mutex = Mutex<long>.Create(0);
    private readonly Semaphore _semaphore = Semaphore.Create(Permits);
    private readonly RwLock<long> _rwLock = RwLock<long>.Create(0);
    private readonly Notify _notify = Notify.Create();
    private long _operations;
    private long _lockings;
    private long _writings;
    private int _inSemaphore;
    private int _readers;
    private int _writers;
    private int _faults;

    internal long Operations => Volatile.Read(ref _operations);

    /// <summary>A task that does so many operations, one after the other.</summary>
    internal void Start(Random chance, int rounds) => scheduler.Spawn(new LoopFrame(rounds, _ => Make(chance, depth: 3).Start)).Drop();

    /// <summary>Every lock is free, and has kept others out.</summary>
    internal void Check()
    {
        Assert.Equal(0, _faults);
        Assert.Equal(_lockings, _mutex.TryLock().Value.Get());
        Assert.Equal(Permits, _semaphore.Available());
        Assert.Equal(_writings, _rwLock.TryWrite().Value.Get());
    }

    private Future<int> Make(Random chance, int depth)
    {
        Interlocked.Increment(ref _operations);
        return chance.Next(depth > 0 ? 18 : 8) switch
        {
            0 => new LoopFrame(chance.Next(4), _ => Calls.Yield),
            1 => Calls.Sleep(chance.Next(4) * 0.0001).AsFuture().Map(_ => 1),
            2 => Locking(chance.Next(3)),
            3 => new WithFrame<Result<SemaphorePermit, SemaphoreAcquireError>>(_semaphore.Acquire, InSemaphore(chance.Next(3)), LeaveSemaphore),
            4 => chance.Next(2) == 0 ? Reading(chance.Next(3)) : Writing(chance.Next(3)),
            5 => Signal(chance.Next(2) == 0),
            6 => Messages(chance),
            7 => Oneshot(chance),
            8 or 9 => Joined(chance, depth),
            10 => Aborted(chance, depth),
            11 => Left(chance, depth),
            12 or 13 => Limited(chance, depth),
            14 => Race(chance, depth),
            15 => Gather(chance, depth),
            16 => Scope(chance, depth),
            _ => Any(chance, depth),
        };
    }

    private Future<int>[] Several(Random chance, int depth) => [.. Enumerable.Range(0, chance.Next(1, 4)).Select(_ => Make(chance, depth - 1))];

    private static AsyncCall<int> Yields(int count) => new LoopFrame(count, _ => Calls.Yield).Start;

    /// <summary>The value is read before and written after the yields: nobody else may have been there.</summary>
    private Future<int> Locking(int yields) => new WithFrame<MutexGuard<long>>(
        _mutex.Lock,
        guard =>
        {
            guard.Set(guard.Get() + 1);
            _lockings++;
            return Yields(yields);
        },
        guard => guard.Drop());

    private Func<Result<SemaphorePermit, SemaphoreAcquireError>, AsyncCall<int>> InSemaphore(int yields) => _ =>
    {
        Fault(Interlocked.Increment(ref _inSemaphore) > Permits);
        return Yields(yields);
    };

    private void LeaveSemaphore(Result<SemaphorePermit, SemaphoreAcquireError> permit)
    {
        Interlocked.Decrement(ref _inSemaphore);
        permit.Value.Drop();
    }

    private Future<int> Reading(int yields) => new WithFrame<RwLockReadGuard<long>>(
        _rwLock.Read,
        _ =>
        {
            Interlocked.Increment(ref _readers);
            Fault(Volatile.Read(ref _writers) != 0);
            return Yields(yields);
        },
        guard =>
        {
            Interlocked.Decrement(ref _readers);
            guard.Drop();
        });

    private Future<int> Writing(int yields) => new WithFrame<RwLockWriteGuard<long>>(
        _rwLock.Write,
        guard =>
        {
            Fault(Interlocked.Increment(ref _writers) != 1 || Volatile.Read(ref _readers) != 0);
            guard.Set(guard.Get() + 1);
            _writings++;
            return Yields(yields);
        },
        guard =>
        {
            Interlocked.Decrement(ref _writers);
            guard.Drop();
        });

    /// <summary>Signals that nobody waits for are kept only once, so a wait may be in vain.</summary>
    private Future<int> Signal(bool one)
    {
        Future<int> waits = new AsyncCall<Unit>(_notify.Notified).AsFuture().Map(_ => 1);
        return new SequenceFrame<int, int>(Yields(0).AsFuture(), _ =>
        {
            (one ? (Action)_notify.NotifyOne : _notify.NotifyAll)();
            return new TimeoutOperation<int>(0.0005, waits).Map(_ => 1).Start;
        });
    }

    private Future<int> Messages(Random chance)
    {
        int[] capacities = [0, 1, 3, 64];
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(capacities[chance.Next(capacities.Length)]);
        int sent = 0, expected = 0;
        int count = chance.Next(1, 6);
        bool isAborted = chance.Next(3) == 0;
        return new WithFrame<Receiver<int>>(
            (Worker _, out Receiver<int> result) =>
            {
                result = receiver;
                return AsyncStatus.Completed;
            },
            _ =>
            {
                JoinHandle<int> producer = scheduler.Spawn(new WithFrame<Sender<int>>(
                    (Worker _, out Sender<int> result) =>
                    {
                        result = sender;
                        return AsyncStatus.Completed;
                    },
                    own => new LoopFrame(count, _ => (Worker worker, out int result) => new ThenFrame<Result<Unit, SendError<int>>, int>(
                        (Worker w, out Result<Unit, SendError<int>> r) => own.Send(w, sent++, out r), _ => 0).Start(worker, out result)).Start,
                    own => own.Drop(),
                    sender.Drop));
                if (isAborted)
                {
                    producer.Abort();
                }
                producer.Drop();
                return new LoopFrame(count, _ => new ThenFrame<Option<int>, int>(receiver.Recv, message =>
                {
                    Fault(message.IsSome() && message.Value != expected++);
                    return 0;
                }).Start).Start;
            },
            own => own.Drop());
    }

    private Future<int> Oneshot(Random chance)
    {
        bool isSent = chance.Next(3) > 0;
        int yields = chance.Next(3);
        (OneshotSender<int> sender, OneshotReceiver<int> receiver) = ChannelModule.CreateOneshot<int>();
        Future<int> sends = new LoopFrame(yields, _ => Calls.Yield).Map(_ =>
        {
            if (isSent)
            {
                sender.Send(5);
            }
            else
            {
                sender.Drop();
            }
            return 0;
        });
        return new SequenceFrame<int, int>(Yields(0).AsFuture(), _ =>
        {
            scheduler.Spawn(sends).Drop();
            return new ThenFrame<Result<int, RecvError>, int>(receiver.Recv, outcome =>
            {
                Fault(outcome.IsOk() != isSent || (isSent && outcome.Value != 5));
                return 0;
            }).Start;
        });
    }

    private Future<int> Joined(Random chance, int depth)
    {
        Future<int> work = Make(chance, depth - 1);
        return Later(() => Outcome(scheduler.Spawn(work)));
    }

    private Future<int> Aborted(Random chance, int depth)
    {
        Future<int> work = Make(chance, depth - 1);
        int yields = chance.Next(4);
        return Later(() =>
        {
            JoinHandle<int> task = scheduler.Spawn(work);
            return new SequenceFrame<int, int>(Yields(yields).AsFuture(), _ =>
            {
                task.Abort();
                return Outcome(task);
            }).Start;
        });
    }

    private Future<int> Left(Random chance, int depth)
    {
        Future<int> work = Make(chance, depth - 1);
        bool isOwned = chance.Next(2) == 0;
        return Later(() =>
        {
            JoinHandle<int> task = scheduler.Spawn(work);
            if (isOwned)
            {
                new OwnedHandle<int>(task).Drop();
            }
            else
            {
                task.Drop();
            }
            return Yields(0);
        });
    }

    private Future<int> Limited(Random chance, int depth)
    {
        double seconds = chance.Next(3) switch { 0 => Never, 1 => 0, _ => chance.Next(4) * 0.0001 };
        return chance.Next(4) switch
        {
            0 => new TimeoutOperation<Unit>(seconds == Never ? 0 : seconds, new SleepFuture(Never)).Map(_ => 0),
            1 => new TimeoutOperation<Unit>(0.0001, new SleepFuture(0.0001)).Map(_ => 0),
            _ => new TimeoutOperation<int>(seconds, Make(chance, depth - 1)).Map(_ => 0),
        };
    }

    private Future<int> Race(Random chance, int depth)
    {
        var race = new RaceOperation();
        foreach (Future<int> arm in Several(chance, depth))
        {
            race.Add(arm);
        }
        if (chance.Next(2) == 0)
        {
            race.Add(new SleepFuture(Never));
        }
        return race.Map(_ => 0);
    }

    private Future<int> Gather(Random chance, int depth)
    {
        Future<int>[] children = Several(chance, depth);
        if (chance.Next(3) > 0)
        {
            return new GatherOperation<int>(children, set => set.Count);
        }
        Frame[] failing = [.. children, new SequenceFrame<int, int>(new LoopFrame(chance.Next(3), _ => Calls.Yield), _ => Calls.Fail<int>(new ValueError("expected")))];
        return new SettledOperation<int>(new GatherOperation<int>(failing, set => set.Count)).Map(_ => 0);
    }

    private Future<int> Scope(Random chance, int depth)
    {
        Future<int>[] children = Several(chance, depth);
        bool isGroup = chance.Next(2) == 0;
        bool fails = chance.Next(3) == 0;
        Future<bool> block = new BlockFrame(isGroup ? TaskGroup.Create() : new TaskScope(), owner =>
        {
            foreach (Future<int> child in children)
            {
                owner.Children.Start(child);
            }
            if (fails)
            {
                owner.Children.Start(new SequenceFrame<int, int>(Yields(1).AsFuture(), _ => Calls.Fail<int>(new ValueError("expected"))));
            }
            return Yields(1);
        });
        return new SettledOperation<bool>(block).Map(_ => 0);
    }

    private Future<int> Any(Random chance, int depth)
    {
        Future<int>[] futures = Several(chance, depth);
        return new SelectAnyOperation<int>(new ValueList<Future<int>>(futures, futures.Length)).Map(_ => 0);
    }

    private static AsyncCall<int> Outcome(JoinHandle<int> task) => new ThenFrame<Result<int, TaskJoinError>, int>(task.Await, _ => 0).Start;

    private static Future<int> Later(Func<AsyncCall<int>> begin) => new SequenceFrame<int, int>(Yields(0).AsFuture(), _ => begin());

    private void Fault(bool isFault)
    {
        if (isFault)
        {
            Interlocked.Increment(ref _faults);
        }
    }
}
