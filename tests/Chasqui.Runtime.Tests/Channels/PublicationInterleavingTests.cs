using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Scheduling;
using Chasqui.Runtime.Tests.Stress;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Channels;

/// <summary>Senders that are cloned and dropped, receivers that come late, are cloned, leave early or have waits cut short, at broadcast and watch channels.</summary>
public class PublicationInterleavingTests
{
    private const int Senders = 3;
    private const int Messages = 8;

    /// <summary>Each receiver sees what was sent since it came, in order, or is told how much of it has been missed; and nothing else.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(100)]
    public void A_broadcast_reaches_every_receiver_or_counts_as_missed(int capacity) => Schedules.Explore(seed =>
    {
        var scheduler = new DeterministicScheduler(seed);
        var dice = new Random(seed);
        (BroadcastSender<long> first, BroadcastReceiver<long> firstReceiver) = ChannelModule.CreateBroadcast<long>(capacity);
        long sent = 0;
        int receivers = 1;
        var ends = new List<Subscriber>();
        Follow(firstReceiver, begin: 0);
        for (int i = 0; i < Senders; i++)
        {
            BroadcastSender<long> sender = first.Clone();
            int rounds = dice.Next(Messages);
            scheduler.Spawn(new WithFrame<int>(Calls.Ready, _ => new LoopFrame(rounds, _ => Publish(sender)).Start, _ => sender.Drop(), sender.Drop));
        }
        first.Drop();
        Schedules.Finish(scheduler);

        Assert.Equal(0, receivers);
        Assert.All(ends, end => Assert.Equal(end.IsAtEnd ? sent : end.Next, end.Next));

        AsyncCall<int> Publish(BroadcastSender<long> sender)
        {
            if (dice.Next(4) == 0)
            {
                receivers++;
                Follow(sender.Subscribe(), sent);
            }
            Result<long, SendError<long>> outcome = sender.Send(sent);
            Assert.Equal(receivers, outcome.IsOk() ? outcome.Value : 0);
            sent += outcome.IsOk() ? 1 : 0;
            return dice.Next(2) == 0 ? Calls.Yield : Calls.Ready;
        }

        void Follow(BroadcastReceiver<long> receiver, long begin)
        {
            var subscriber = new Subscriber { Next = begin };
            ends.Add(subscriber);
            int most = dice.Next(3 * Messages);
            void Leave()
            {
                receiver.Drop();
                receivers--;
            }
            JoinHandle<int> task = scheduler.Spawn(new WithFrame<int>(
                Calls.Ready, _ => new UntilFrame(() => subscriber.IsAtEnd || most-- == 0, () => Receive(receiver, subscriber)).Start, _ => Leave(), Leave));
            MayAbort(scheduler, dice, task);
        }

        AsyncCall<int> Receive(BroadcastReceiver<long> receiver, Subscriber subscriber)
        {
            if (dice.Next(8) == 0)
            {
                receivers++;
                Follow(receiver.Clone(), subscriber.Next);
            }
            if (dice.Next(4) == 0)
            {
                Option<Result<long, RecvError>> found = receiver.TryRecv();
                return found.IsSome() ? subscriber.Take(found.Value) : Calls.Yield;
            }
            return CutShort(new AsyncCall<Result<long, RecvError>>(receiver.Recv).AsFuture().Then(subscriber.Take), dice);
        }
    });

    /// <summary>Each receiver is told of a value newer than the last one it was told of, sees the last one, and then the end.</summary>
    [Fact]
    public void A_watched_value_is_never_overlooked() => Schedules.Explore(seed =>
    {
        var scheduler = new DeterministicScheduler(seed);
        var dice = new Random(seed);
        (WatchSender<long> sender, WatchReceiver<long> receiver) = ChannelModule.CreateWatch(0L);
        long sent = 0;
        var ends = new List<Subscriber>();
        scheduler.Spawn(new LoopFrame(Messages, _ =>
        {
            if (dice.Next(4) == 0)
            {
                Follow(sender.Subscribe(), sent);
            }
            sent += sender.Send(sent + 1).IsOk() ? 1 : 0;
            Assert.Equal(sent, sender.Get());
            return dice.Next(2) == 0 ? Calls.Yield : Calls.Ready;
        }).Map(_ =>
        {
            sender.Drop();
            return 0;
        }));
        Follow(receiver.Clone(), 0);
        Follow(receiver, 0);
        Schedules.Finish(scheduler);

        Assert.All(ends, end => Assert.Equal(end.IsAtEnd ? sent : end.Next, end.Next));
        Assert.True(sender.Send(-1).IsErr());

        void Follow(WatchReceiver<long> own, long begin)
        {
            var subscriber = new Subscriber { Next = begin };
            ends.Add(subscriber);
            int most = dice.Next(3 * Messages);
            JoinHandle<int> task = scheduler.Spawn(new WithFrame<int>(
                Calls.Ready, _ => new UntilFrame(() => subscriber.IsAtEnd || most-- == 0, () => Wait(own, subscriber)).Start, _ => own.Drop(), own.Drop));
            MayAbort(scheduler, dice, task);
        }

        AsyncCall<int> Wait(WatchReceiver<long> own, Subscriber subscriber)
        {
            if (dice.Next(8) == 0)
            {
                Follow(own.Clone(), subscriber.Next);
            }
            return CutShort(new ThenFrame<Result<Unit, RecvError>, int>(own.Changed, outcome =>
            {
                long value = own.Get();
                Assert.True(outcome.IsOk() ? value > subscriber.Next : value == subscriber.Next, "a change without a newer value, or an end that hides one");
                subscriber.Next = value;
                subscriber.IsAtEnd = outcome.IsErr();
                return 0;
            }), dice);
        }
    });

    private static AsyncCall<int> CutShort(Future<int> wait, Random dice) => dice.Next(3) == 0 ? MessageExchange.Against(wait, dice) : wait.Start;

    private static void MayAbort(DeterministicScheduler scheduler, Random dice, JoinHandle<int> task)
    {
        if (dice.Next(4) == 0)
        {
            scheduler.Spawn(new LoopFrame(dice.Next(8), _ => Calls.Yield).Map(_ =>
            {
                task.Abort();
                return 0;
            }));
        }
    }

    /// <summary>How far a receiver has come.</summary>
    private sealed class Subscriber
    {
        internal long Next { get; set; }

        internal bool IsAtEnd { get; set; }

        internal AsyncCall<int> Take(Result<long, RecvError> message)
        {
            if (message.IsOk())
            {
                Assert.Equal(Next++, message.Value);
            }
            else if (message.Error.IsLagged())
            {
                Assert.True(message.Error.Missed() > 0, "nothing was missed");
                Next += message.Error.Missed();
            }
            else
            {
                IsAtEnd = true;
            }
            return Calls.Ready;
        }
    }
}
