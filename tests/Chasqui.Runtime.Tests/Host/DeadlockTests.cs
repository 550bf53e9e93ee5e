using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Host;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Sync;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Host;

public class DeadlockTests
{
    private readonly DeterministicScheduler _scheduler = new();

    [Fact]
    public void The_report_names_each_task_and_part_with_what_it_waits_for_and_who_holds_it()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>();
        Mutex<int> mutex = Mutex<int>.Create(0);
        Assert.True(mutex.TryLock().IsSome());
        JoinHandle<int> other = _scheduler.Spawn(new GatherOperation<int>(
            [new ThenFrame<Option<int>, int>(receiver.Recv, _ => 0), new ThenFrame<MutexGuard<int>, int>(mutex.Lock, _ => 0)], _ => 0));
        JoinHandle<int> holder = _scheduler.Spawn(new ThenFrame<Unit, int>(Notify.Create().Notified, _ => sender.IsClosed() ? 1 : 0));
        JoinHandle<int> main = _scheduler.Spawn(new ThenFrame<Result<int, TaskJoinError>, int>(other.Await, _ => 0));
        _scheduler.RunUntilIdle();

        Assert.True(_scheduler.IsStuck);
        Assert.Equal(
            $"""
            deadlock: main waits, and no task can ever run again
              main waits for task (task {other.Id})
                task (task {other.Id}) waits for all of several
                  part 1 waits for a message (recv)
                    the sender is held by then (task {holder.Id})
                  part 2 waits for a mutex (lock)
                    the lock is held by no task
              then (task {holder.Id}) waits for a signal (notified)

            """,
            DeadlockReport.Describe(main, _scheduler.CollectLive()));
        sender.Drop();
    }

    [Fact]
    public void Whoever_sleeps_or_calls_what_blocks_is_not_stuck()
    {
        _scheduler.Spawn(Calls.Sleep(double.PositiveInfinity).AsFuture());
        _scheduler.RunUntilIdle(timePasses: false);
        Assert.False(_scheduler.IsStuck);

        var other = new DeterministicScheduler();
        other.SpawnBlocking(() => 0);
        Assert.False(other.IsStuck);
        other.RunUntilIdle();
        Assert.True(other.IsStuck);
    }

    [Fact]
    public void A_program_that_hands_functions_to_other_code_may_be_woken_by_it() =>
        Assert.True(ForeignCallbacks.MayCome(typeof(DeadlockTests).Module));

    [Fact]
    public void A_wait_for_another_thread_is_no_deadlock()
    {
        var gate = new Gate();
        var registered = new ManualResetEventSlim();
        gate.Registered = registered.Set;
        var opener = new Thread(() =>
        {
            registered.Wait();
            gate.Open();
        });
        opener.Start();

        Assert.Equal(0, Program.RunAsync([], new AsyncCall<int>(gate.Wait).AsFuture().Map(_ => default(Unit))));
    }
}
