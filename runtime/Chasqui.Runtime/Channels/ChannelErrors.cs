using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Channels;

/// <summary>A send that did not happen because the channel is closed, with what was to be sent.</summary>
[Module("std.async.channel"), Module("std.sync"), Name("SendError")]
public sealed class SendError<T>(T value) : IError, IResource, IDisplay, IDebug
{
    [Name("value"), Content]
    public T Value { get; } = value;

    [Name("message")]
    public string Message() => "channel closed";

    public void Display(TextBuffer text) => text.Append(Message());

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple("SendError");
        writer.Item(Value);
        writer.EndTuple();
    }

    void IResource.Drop() => Ops.Drop(Value);
}

/// <summary>A send that did not happen at once, with what was to be sent.</summary>
[Module("std.async.channel"), Module("std.sync"), Name("TrySendError")]
public sealed class TrySendError<T> : IError, IResource, IDisplay, IDebug
{
    private readonly bool _isClosed;

    internal TrySendError(T value, bool isClosed)
    {
        Value = value;
        _isClosed = isClosed;
    }

    [Name("value"), Content]
    public T Value { get; }

    [Name("is_full")]
    public bool IsFull() => !_isClosed;

    [Name("is_closed")]
    public bool IsClosed() => _isClosed;

    [Name("message")]
    public string Message() => _isClosed ? "channel closed" : "channel full";

    public void Display(TextBuffer text) => text.Append(Message());

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple(_isClosed ? "Closed" : "Full");
        writer.Item(Value);
        writer.EndTuple();
    }

    void IResource.Drop() => Ops.Drop(Value);
}

/// <summary>A receive that found the channel closed and drained.</summary>
[Module("std.async.channel"), Module("std.sync"), Name("ClosedError"), Sendable(true)]
public sealed class ClosedError : IError, IDisplay, IDebug
{
    [Name("message")]
    public string Message() => "channel closed";

    public void Display(TextBuffer text) => text.Append(Message());

    public void Debug(DebugWriter writer) => writer.Raw("ClosedError");
}

/// <summary>Why a receive of a oneshot, broadcast or watch channel has no value.</summary>
[Module("std.async.channel"), Name("RecvError"), Sendable(true)]
public sealed class RecvError : IError, IDisplay, IDebug
{
    private readonly long _missed;

    internal RecvError(long missed = 0) => _missed = missed;

    /// <summary>The sender is gone, and nothing is left to receive.</summary>
    [Name("is_closed")]
    public bool IsClosed() => _missed == 0;

    /// <summary>The receiver was too slow and has missed messages; the next receive goes on with the oldest that is left.</summary>
    [Name("is_lagged")]
    public bool IsLagged() => _missed > 0;

    [Name("missed")]
    public long Missed() => _missed;

    [Name("message")]
    public string Message() => _missed > 0 ? $"missed {_missed} messages" : "channel closed";

    public void Display(TextBuffer text) => text.Append(Message());

    public void Debug(DebugWriter writer)
    {
        if (_missed == 0)
        {
            writer.Raw("Closed");
            return;
        }
        writer.BeginTuple("Lagged");
        writer.Item(_missed);
        writer.EndTuple();
    }
}
