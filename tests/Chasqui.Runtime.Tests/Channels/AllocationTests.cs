using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Sync;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;
using Semaphore = Chasqui.Runtime.Sync.Semaphore;

namespace Chasqui.Runtime.Tests.Channels;

/// <summary>What operations take from the heap once they have run for a while: nothing for a message, and for a lock its guard.</summary>
public class AllocationTests
{
    private const int GuardBytes = 32;

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(Channel<long>.Unbounded)]
    public void A_message_for_which_there_is_room_needs_nothing(int capacity)
    {
        (Sender<long> sender, Receiver<long> receiver) = Ends(capacity);
        AssertBytes(0, worker =>
        {
            Expect(sender.Send(worker, 1, out _));
            Expect(receiver.Recv(worker, out _));
            Expect(sender.TrySend(2).IsOk());
            Expect(receiver.RecvNow().Value == 2);
            Expect(receiver.TryRecv().IsNone());
            Expect(sender.Reserve(worker, out Result<SenderPermit<long>, SendError<Unit>> permit));
            permit.Value.Send(3);
            Expect(receiver.TryRecv().Value == 3);
            Expect(sender.Reserve(worker, out permit));
            permit.Value.Drop();
        });
    }

    [Fact]
    public void Messages_that_pile_up_use_the_memory_of_those_before_them()
    {
        (Sender<long> sender, Receiver<long> receiver) = Ends(Channel<long>.Unbounded);
        AssertBytes(0, _ =>
        {
            for (int i = 0; i < 1000; i++)
            {
                sender.TrySend(i);
            }
            for (int i = 0; i < 1000; i++)
            {
                Expect(receiver.TryRecv().Value == i);
            }
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_select_that_finds_an_arm_ready_needs_nothing(bool isBiased)
    {
        (Sender<long> firstSender, Receiver<long> first) = Ends(1);
        (Sender<long> secondSender, Receiver<long> second) = Ends(Channel<long>.Unbounded);
        AssertBytes(0, worker =>
        {
            firstSender.TrySend(1);
            secondSender.TrySend(2);
            for (int i = 0; i < 2; i++)
            {
                ReceiveArm<long> firstArm = first.ReceiveArm(), secondArm = second.ReceiveArm();
                Expect(SelectOperation.Start(
                    worker, isBiased, hasDefault: false, [firstArm, secondArm, first.ClosedArm(), TimeoutArm.Take(worker, 1)], out long winner));
                Expect((winner == 0 ? firstArm.Take() : secondArm.Take()) == winner + 1);
            }
            SendArm<long> toFirst = firstSender.SendArm(3), toSecond = secondSender.SendArm(4);
            Expect(SelectOperation.Start(worker, isBiased, hasDefault: false, [toFirst, toSecond], out long sent));
            (sent == 0 ? toFirst : toSecond).TakeOver(3 + sent);
            Expect((sent == 0 ? first : second).TryRecv().Value == 3 + sent);
            Expect(SelectOperation.Start(worker, isBiased, hasDefault: true, [first.ReceiveArm()], out _));
        });
    }

    [Fact]
    public void Signals_and_what_is_published_need_nothing()
    {
        Notify notify = Notify.Create();
        (BroadcastSender<long> publisher, BroadcastReceiver<long> subscriber) = ChannelModule.CreateBroadcast<long>(8);
        (WatchSender<long> setter, WatchReceiver<long> watcher) = ChannelModule.CreateWatch<long>(0);
        AssertBytes(0, worker =>
        {
            notify.NotifyOne();
            Expect(notify.Notified(worker, out _));
            publisher.Send(1);
            Expect(subscriber.Recv(worker, out Result<long, RecvError> message));
            Expect(message.Value == 1);
            setter.Send(2);
            Expect(watcher.Changed(worker, out _));
            Expect(watcher.Get() == 2);
        });
    }

    /// <summary>A guard is an object: who holds a lock is found by the guards that tasks own when all of them wait for each other.</summary>
    [Fact]
    public void A_lock_that_is_free_needs_a_guard_and_no_more()
    {
        Mutex<long> mutex = Mutex<long>.Create(0);
        RwLock<long> rw = RwLock<long>.Create(0);
        Semaphore semaphore = Semaphore.Create(2);
        AssertBytes(GuardBytes, worker =>
        {
            Expect(mutex.Lock(worker, out MutexGuard<long> guard));
            guard.Set(guard.Get() + 1);
            guard.Drop();
        });
        AssertBytes(GuardBytes, worker =>
        {
            Expect(rw.Read(worker, out RwLockReadGuard<long> guard));
            guard.Drop();
        });
        AssertBytes(GuardBytes, worker =>
        {
            Expect(rw.Write(worker, out RwLockWriteGuard<long> guard));
            guard.Drop();
        });
        AssertBytes(GuardBytes, worker =>
        {
            Expect(semaphore.Acquire(worker, out Result<SemaphorePermit, SemaphoreAcquireError> permit));
            permit.Value.Drop();
        });
    }

    /// <summary>Either end keeps the operation it waits with.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Channel<long>.Unbounded)]
    public void A_send_or_a_receive_that_waits_needs_nothing(int capacity)
    {
        const int Few = 100, Many = 1000;
        Assert.InRange((PingPong(capacity, Few + Many) - PingPong(capacity, Few)) / Many, 0, 8);
    }

    private static (Sender<long> Sender, Receiver<long> Receiver) Ends(int capacity)
    {
        var channel = new Channel<long>(capacity);
        return (new Sender<long>(channel), new Receiver<long>(channel));
    }

    private static void Expect(AsyncStatus status) => Expect(status == AsyncStatus.Completed);

    /// <summary>Without the framework's own, which need memory too.</summary>
    private static void Expect(bool isRight)
    {
        if (!isRight)
        {
            throw new InvalidOperationException("the operation went wrong");
        }
    }

    /// <summary>The bytes that two tasks take which send each other so many messages, one at a time.</summary>
    private static double PingPong(int capacity, int rounds)
    {
        var scheduler = new DeterministicScheduler();
        (Sender<long> thereSender, Receiver<long> there) = Ends(capacity);
        (Sender<long> backSender, Receiver<long> back) = Ends(capacity);
        scheduler.Spawn(new EchoFrame(thereSender, back, rounds, isFirst: true));
        scheduler.Spawn(new EchoFrame(backSender, there, rounds, isFirst: false));
        long before = GC.GetAllocatedBytesForCurrentThread();
        scheduler.RunUntilIdle();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, scheduler.LiveCount);
        return bytes;
    }

    /// <summary>What an operation takes in the later of two halves of a turn, in the best of many turns: the compiler and the collector may take something now and then.</summary>
    private static void AssertBytes(long expected, Action<Worker> operation)
    {
        const int Times = 8;
        var scheduler = new DeterministicScheduler();
        long least = long.MaxValue;
        JoinHandle<int> task = scheduler.Spawn(new LoopFrame(20, _ => (Worker worker, out int result) =>
        {
            Repeat();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Repeat();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            return Calls.Yield(worker, out result);

            void Repeat()
            {
                for (int i = 0; i < Times; i++)
                {
                    operation(worker);
                }
            }
        }));
        scheduler.RunUntilIdle();
        task.TakeOutcome().Unwrap();
        Assert.InRange(least, 0, Times * expected);
    }

    /// <summary>Sends a message for each that it receives.</summary>
    private sealed class EchoFrame(Sender<long> sender, Receiver<long> receiver, int rounds, bool isFirst) : Future<int>
    {
        private readonly int _steps = 2 * rounds;
        private bool _isSuspended;
        private int _step;

        public override AsyncStatus Resume(Worker worker)
        {
            for (; _step < _steps; _step++)
            {
                AsyncStatus status;
                if (_step % 2 == 0 == isFirst)
                {
                    status = _isSuspended ? TakeResult(out Result<Unit, SendError<long>> outcome) : sender.Send(worker, _step / 2, out outcome);
                    Expect(status == AsyncStatus.Suspended || outcome.IsOk());
                }
                else
                {
                    status = _isSuspended ? TakeResult(out Option<long> message) : receiver.Recv(worker, out message);
                    Expect(status == AsyncStatus.Suspended || message.Value == _step / 2);
                }
                _isSuspended = status == AsyncStatus.Suspended;
                if (_isSuspended)
                {
                    Suspend(worker);
                    return status;
                }
            }
            return AsyncStatus.Completed;
        }
    }
}
