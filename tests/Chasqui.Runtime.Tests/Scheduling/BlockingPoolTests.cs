using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Scheduling;

public class BlockingPoolTests
{
    private readonly DeterministicScheduler _scheduler = new();

    [Fact]
    public void Jobs_that_wait_for_each_other_get_a_thread_each()
    {
        var pool = new BlockingPool();
        using var all = new CountdownEvent(8);
        for (int i = 0; i < 8; i++)
        {
            pool.Enqueue(new Job(() =>
            {
                all.Signal();
                all.Wait();
            }));
        }

        all.Wait();

        Assert.Equal(8, pool.ThreadCount);
    }

    [Fact]
    public void Jobs_beyond_the_limit_wait_for_a_thread()
    {
        var pool = new BlockingPool(limit: 2);
        using var all = new CountdownEvent(20);
        int running = 0, most = 0;
        for (int i = 0; i < 20; i++)
        {
            pool.Enqueue(new Job(() =>
            {
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                Thread.Yield();
                Interlocked.Decrement(ref running);
                all.Signal();
            }));
        }

        all.Wait();

        Assert.InRange(most, 1, 2);
        Assert.InRange(pool.ThreadCount, 1, 2);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    [Fact]
    public void An_idle_thread_leaves()
    {
        var pool = new BlockingPool(idleMilliseconds: 0);
        Thread? thread = null;
        using var began = new ManualResetEventSlim();
        pool.Enqueue(new Job(() =>
        {
            thread = Thread.CurrentThread;
            began.Set();
        }));
        began.Wait();
        thread?.Join();

        Assert.Equal(0, pool.ThreadCount);
    }

    [Fact]
    public void An_error_in_a_job_is_the_failure_of_its_task()
    {
        var operation = new BlockingOperation<int>(() => throw new ValueError("bad"));
        JoinHandle<int> task = _scheduler.Spawn(operation);
        ((IBlockingJob)operation).Run();
        _scheduler.RunUntilIdle();

        Assert.Equal("ValueError: bad", task.TakeOutcome().Error.Message());
    }

    [Fact]
    public void A_job_aborted_while_it_is_queued_never_runs()
    {
        int runs = 0;
        var operation = new BlockingOperation<int>(() => ++runs);
        JoinHandle<int> task = _scheduler.Spawn(operation);
        _scheduler.RunUntilIdle();
        task.Abort();
        _scheduler.RunUntilIdle();
        ((IBlockingJob)operation).Run();

        Assert.Equal(0, runs);
        Assert.True(task.TakeOutcome().Error.IsCancelled());
    }

    private sealed class Job(Action body) : IBlockingJob
    {
        public void Run() => body();
    }
}
