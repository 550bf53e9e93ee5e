using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Tasks;

public class ExecutionContextTests
{
    private static readonly AsyncLocal<int> Local = new();

    [Fact]
    public void What_NET_code_changes_stays_with_its_task()
    {
        var scheduler = new DeterministicScheduler();
        Local.Value = -1;
        List<JoinHandle<int>> tasks = [];
        for (int i = 1; i <= 3; i++)
        {
            int own = i;
            tasks.Add(scheduler.Spawn(Calls.Yield.AsFuture().Map(_ => Local.Value += 10 * own).Then(_ => Calls.Yield).Then(_ => Calls.Sleep(1)).Map(_ => Local.Value)));
        }
        scheduler.RunUntilIdle();

        Assert.Equal([9, 19, 29], tasks.Select(task => task.TakeOutcome().Unwrap()));
        Assert.Equal(-1, Local.Value);
    }
}
