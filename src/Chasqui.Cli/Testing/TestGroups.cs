namespace Chasqui.Cli.Testing;

/// <summary>
/// Hands out what has to run in one lane in one go: the tests of a module that share fixtures or statics, otherwise single tests. Groups with
/// a resource in common are never out at the same time; those that must be alone come last, one by one.
/// </summary>
internal sealed class TestGroups
{
    private readonly LinkedList<Group> _waiting;
    private readonly HashSet<string> _resourcesInUse = [];
    private int _running;
    private bool _isStopped;

    public TestGroups(IReadOnlyList<TestCase> tests)
    {
        _waiting = new LinkedList<Group>(tests
            .GroupBy(t => t.IsGrouped ? $"module {t.Module}" : t.Id)
            .Select(g => new Group([.. g]))
            .OrderBy(g => g.IsAlone));
        Count = _waiting.Count;
    }

    public int Count { get; }

    public sealed record Group(IReadOnlyList<TestCase> Tests)
    {
        public bool IsAlone { get; } = Tests.Any(t => t.IsAlone);

        public IReadOnlySet<string> Resources { get; } = Tests.SelectMany(t => t.Resources).ToHashSet();
    }

    /// <summary>Waits for a group that may run now; null when none is left.</summary>
    public Group? Take()
    {
        lock (_waiting)
        {
            while (!_isStopped && _waiting.Count > 0)
            {
                // Those that must be alone are last, so when their turn comes no other is left to start beside them.
                if (_waiting.FirstOrDefault(g => g.IsAlone ? _running == 0 : !_resourcesInUse.Overlaps(g.Resources)) is { } group)
                {
                    _waiting.Remove(group);
                    _resourcesInUse.UnionWith(group.Resources);
                    _running++;
                    return group;
                }
                Monitor.Wait(_waiting);
            }
            return null;
        }
    }

    public void Return(Group group)
    {
        lock (_waiting)
        {
            _resourcesInUse.ExceptWith(group.Resources);
            _running--;
            Monitor.PulseAll(_waiting);
        }
    }

    /// <summary>Nothing more is to start.</summary>
    public void Stop()
    {
        lock (_waiting)
        {
            _isStopped = true;
            Monitor.PulseAll(_waiting);
        }
    }
}
