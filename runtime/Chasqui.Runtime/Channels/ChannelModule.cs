using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Channels;

/// <summary>The functions of <c>std.async.channel</c>.</summary>
[Module("std.async.channel"), Module("std.sync")]
public static class ChannelModule
{
    private const long DefaultCapacity = 64;

    /// <summary>A channel of so many messages: a send to a full one waits. With 0 each send waits for a receiver.</summary>
    /// <exception cref="Core.ValueError">The capacity is negative.</exception>
    [Name("channel"), Name("bounded_channel")]
    public static (Sender<T>, Receiver<T>) Create<T>([Name("capacity")] long capacity = DefaultCapacity)
    {
        if (capacity < 0)
        {
            throw new Core.ValueError($"the capacity of a channel cannot be negative: {capacity}");
        }
        var channel = new Channel<T>((int)Math.Min(capacity, Channel<T>.Unbounded - 1));
        return (new Sender<T>(channel), new Receiver<T>(channel));
    }

    /// <summary>A channel without a limit: sending never waits, and a slow receiver costs memory.</summary>
    [Name("unbounded_channel")]
    public static (UnboundedSender<T>, Receiver<T>) CreateUnbounded<T>()
    {
        var channel = new Channel<T>(Channel<T>.Unbounded);
        return (new UnboundedSender<T>(channel), new Receiver<T>(channel));
    }

    /// <summary>A channel for one value.</summary>
    [Name("oneshot")]
    public static (OneshotSender<T>, OneshotReceiver<T>) CreateOneshot<T>()
    {
        var channel = new OneshotChannel<T>();
        return (new OneshotSender<T>(channel), new OneshotReceiver<T>(channel));
    }

    /// <summary>A channel whose every receiver sees every message; one that is more than so many messages behind misses the oldest.</summary>
    /// <exception cref="Core.ValueError">The capacity is not positive.</exception>
    [Name("broadcast")]
    public static (BroadcastSender<T>, BroadcastReceiver<T>) CreateBroadcast<[Requires("Copy")] T>([Name("capacity")] long capacity = DefaultCapacity)
    {
        if (capacity is <= 0 or > int.MaxValue)
        {
            throw new Core.ValueError($"a broadcast channel needs a capacity of at least 1, got {capacity}");
        }
        var sender = new BroadcastSender<T>(new BroadcastChannel<T>((int)capacity));
        return (sender, sender.Subscribe());
    }

    /// <summary>A channel for the latest value of something.</summary>
    [Name("watch")]
    public static (WatchSender<T>, WatchReceiver<T>) CreateWatch<[Requires("Copy")] T>([Name("initial"), Sent("a channel")] T initial)
    {
        var channel = new WatchChannel<T>(initial);
        return (new WatchSender<T>(channel), new WatchReceiver<T>(channel));
    }
}
