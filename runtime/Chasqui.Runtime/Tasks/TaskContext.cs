using System.Collections.Immutable;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>
/// What a task carries about for whoever asks: values by key, never changed in place. A task begins with the context of the code that
/// spawned it.
/// </summary>
[Module("std.async"), Module("std.async.task"), Name("TaskContext"), SharedHandle, Sendable(true)]
public sealed class TaskContext
{
    /// <summary>The context of code that runs in no task, such as a sync main.</summary>
    [ThreadStatic]
    private static TaskContext? s_outsideTasks;

    private readonly ImmutableDictionary<object, object?> _values;

    private TaskContext(ImmutableDictionary<object, object?> values) => _values = values;

    internal static TaskContext Empty { get; } = new(ImmutableDictionary.Create<object, object?>(ReferenceEqualityComparer.Instance));

    /// <summary>The context of the running task.</summary>
    internal static TaskContext Current
    {
        get => (Worker.Current?.RunningStrand is { } task ? task.Context : s_outsideTasks) ?? Empty;
        set
        {
            if (Worker.Current?.RunningStrand is { } task)
            {
                task.Context = value;
            }
            else
            {
                s_outsideTasks = value;
            }
        }
    }

    /// <summary>The key's value; None where it has none.</summary>
    [Name("get")]
    public Option<T> Get<T>(ContextKey<T> key) => _values.TryGetValue(key, out object? value) ? new(Ops.Share((T)value!)) : default;

    /// <summary>The key's value; KeyError where it has none.</summary>
    [Name("require")]
    public T Require<T>(ContextKey<T> key) =>
        _values.TryGetValue(key, out object? value) ? Ops.Share((T)value!) : throw new KeyError($"context key '{key.Name}' is not set");

    internal TaskContext With(object key, object? value) => new(_values.SetItem(key, value));
}
