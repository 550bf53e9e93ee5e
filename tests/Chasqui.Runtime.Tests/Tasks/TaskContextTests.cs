using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Std;
using Chasqui.Runtime.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Tasks;

public class TaskContextTests
{
    private readonly DeterministicScheduler _scheduler = new();
    private readonly ContextKey<string> _key = ContextKey<string>.Create("user");

    [Fact]
    public void A_task_has_what_its_parent_had_when_it_was_spawned_and_changes_only_its_own()
    {
        var seen = new List<string>();
        _scheduler.Spawn(Calls.Yield.AsFuture().Map(_ =>
        {
            ContextScope outer = _key.Set("outer");
            outer.Enter();
            _scheduler.Spawn(Calls.Yield.AsFuture().Map(_ =>
            {
                seen.Add($"child {_key.Require()}");
                _key.Set("child's").Enter();
                return 0;
            }));
            outer.Exit();
            seen.Add($"parent {_key.Get()}");
            return 0;
        }));
        _scheduler.RunUntilIdle();

        Assert.Equal(["parent None", "child outer"], seen);
    }

    [Fact]
    public void Code_outside_of_tasks_has_a_context_that_its_tasks_inherit()
    {
        ContextScope scope = _key.Set("host");
        scope.Enter();
        JoinHandle<string> task = _scheduler.Spawn(Calls.Yield.AsFuture().Map(_ => _key.Require()));
        JoinHandle<string> blocking = _scheduler.SpawnBlocking(() => _key.Require());
        scope.Exit();
        _scheduler.RunUntilIdle();

        Assert.Equal("host", task.TakeOutcome().Unwrap());
        Assert.Equal("host", blocking.TakeOutcome().Unwrap());
        Assert.True(_key.Get().IsNone());
    }

    [Fact]
    public void What_is_not_set_is_a_KeyError()
    {
        var error = Assert.Throws<KeyError>(() => AsyncTask.EmptyContext().Require(_key));
        Assert.Equal("context key 'user' is not set", error.Message);
    }
}
