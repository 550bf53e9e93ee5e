using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Tasks;

/// <summary>What became of a wait for a task that had a limit.</summary>
[Module("std.async.time"), Name("TimeoutJoinOutcome"), Enum, MoveOnly, MustUse, Sendable(true)]
public readonly struct TimeoutJoinOutcome<T> : IResource, IDebug
{
    private TimeoutJoinOutcome(int tag, T value, TaskJoinError? error, JoinHandle<T>? handle)
    {
        Tag = tag;
        Value = value;
        Failure = error;
        Live = handle;
    }

    public int Tag { get; }

    /// <summary>The payload of Completed.</summary>
    public T Value { get; }

    internal TaskJoinError? Failure { get; }

    internal JoinHandle<T>? Live { get; }

    /// <summary>The payload of JoinFailed.</summary>
    public TaskJoinError Error => Failure ?? throw new InvalidOperationException("the task has not failed");

    /// <summary>The payload of TimedOut.</summary>
    public JoinHandle<T> Handle => Live ?? throw new InvalidOperationException("the task is over");

    /// <summary>The task ended in time, with this result.</summary>
    [Variant(0, nameof(Value)), Name("Completed")]
    public static TimeoutJoinOutcome<T> Completed(T value) => new(0, value, null, null);

    /// <summary>The task ended in time, without a result.</summary>
    [Variant(1, nameof(Error)), Name("JoinFailed")]
    public static TimeoutJoinOutcome<T> JoinFailed(TaskJoinError error) => new(1, default!, error, null);

    /// <summary>The task goes on: here is its handle.</summary>
    [Variant(2, nameof(Handle)), Name("TimedOut")]
    public static TimeoutJoinOutcome<T> TimedOut(JoinHandle<T> handle) => new(2, default!, null, handle);

    public void Drop()
    {
        Ops.Drop(Value);
        Live?.Drop();
    }

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple(Tag switch { 0 => "Completed", 1 => "JoinFailed", _ => "TimedOut" });
        switch (Tag)
        {
            case 0:
                writer.Item(Value);
                break;
            case 1:
                writer.Item(Failure);
                break;
            default:
                writer.Item(Live);
                break;
        }
        writer.EndTuple();
    }

    public override string ToString() => Formatter.Debug(this);
}
