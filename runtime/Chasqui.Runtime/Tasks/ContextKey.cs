using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Tasks;

/// <summary>The key of one value in task contexts. Two keys of the same name are different keys.</summary>
[Module("std.async"), Module("std.async.task"), Name("ContextKey"), SharedHandle, Sendable(true)]
public sealed class ContextKey<T>
{
    private ContextKey(string name) => Name = name;

    /// <summary>For messages.</summary>
    [Name("name")]
    public string Name { get; }

    [Constructor, Requires("T", "Copy")]
    public static ContextKey<T> Create([Name("name")] string name) => new(name);

    /// <summary>The value in the running task's context; None where it is not set.</summary>
    [Name("get")]
    public Option<T> Get() => TaskContext.Current.Get(this);

    /// <summary>The value in the running task's context; KeyError where it is not set.</summary>
    [Name("require")]
    public T Require() => TaskContext.Current.Require(this);

    /// <summary><c>with key.set(value):</c> gives the key this value in the body and in the tasks it spawns.</summary>
    [Name("set")]
    public ContextScope Set([Name("value"), Sent("the tasks that are spawned there")] T value) => new(this, Ops.Share(value));
}

/// <summary>The extent of one <c>with key.set(value):</c>.</summary>
[Module("std.async.task"), Name("ContextScope"), MustUse, SharedHandle, Sendable(false)]
public sealed class ContextScope
{
    private readonly object _key;
    private readonly object? _value;
    private TaskContext _outer = TaskContext.Empty;

    internal ContextScope(object key, object? value)
    {
        _key = key;
        _value = value;
    }

    [Name("__enter__")]
    public void Enter()
    {
        _outer = TaskContext.Current;
        TaskContext.Current = _outer.With(_key, _value);
    }

    [Name("__exit__")]
    public void Exit() => TaskContext.Current = _outer;
}
