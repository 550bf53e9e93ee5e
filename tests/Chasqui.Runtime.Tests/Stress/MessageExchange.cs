using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Chasqui.Runtime.Timers;
using Xunit;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary>
/// Tasks that send through one channel in all ways there are and tasks that receive in all ways, with waits cut short, ends cloned and dropped,
/// and sometimes an early end by either side.
/// </summary>
internal sealed class MessageExchange(Scheduler scheduler, int capacity, Random chance)
{
    private readonly List<int[]> _accepted = [];
    private readonly List<int[]> _received = [];
    private Receiver<(int From, int Number)> _last = null!;
    private int _disorder;

    internal long Messages { get; private set; }

    internal void Start(int producers, int consumers, int messages)
    {
        (Sender<(int, int)> sender, _last) = Create();
        for (int i = 0; i < producers; i++)
        {
            _accepted.Add(new int[messages]);
            _received.Add(new int[messages]);
            JoinHandle<int> task = scheduler.Spawn(Produce(i, messages, sender.Clone(), new Random(chance.Next())));
            if (chance.Next(4) == 0)
            {
                AbortSoon(task);
            }
            task.Drop();
        }
        for (int i = 0; i < consumers; i++)
        {
            scheduler.Spawn(Consume(i == 0 ? int.MaxValue : chance.Next(messages * producers), _last.Clone(), producers, new Random(chance.Next()))).Drop();
        }
        if (chance.Next(4) == 0)
        {
            // Behind a clone of its own, so that the channel may be closed while tasks use its ends.
            Receiver<(int, int)> closer = _last.Clone();
            scheduler.Spawn(new LoopFrame(chance.Next(messages), _ => Calls.Yield).Map(_ =>
            {
                closer.Close();
                closer.Drop();
                return 0;
            })).Drop();
        }
        sender.Drop();
    }

    /// <summary>What is still queued counts as received; after that every accepted message was received once, and no other.</summary>
    internal void Check()
    {
        while (_last.TryRecv() is var message && message.IsSome())
        {
            _received[message.Value.From][message.Value.Number]++;
        }
        _last.Drop();
        Assert.Equal(0, _disorder);
        for (int producer = 0; producer < _accepted.Count; producer++)
        {
            for (int number = 0; number < _accepted[producer].Length; number++)
            {
                int accepted = _accepted[producer][number];
                Messages += accepted;
                Assert.True(accepted == _received[producer][number], $"message {number} of {producer} was accepted {accepted} times and received {_received[producer][number]} times");
            }
        }
    }

    private (Sender<(int, int)>, Receiver<(int, int)>) Create()
    {
        var channel = new Channel<(int, int)>(capacity);
        return (new Sender<(int, int)>(channel), new Receiver<(int, int)>(channel));
    }

    private void AbortSoon(JoinHandle<int> task) => scheduler.Spawn(new LoopFrame(chance.Next(1000), _ => Calls.Yield).Map(_ =>
    {
        task.Abort();
        return 0;
    })).Drop();

    private WithFrame<int> Produce(int from, int messages, Sender<(int, int)> first, Random dice)
    {
        Sender<(int, int)> own = first;
        int next = 0;
        return new WithFrame<int>(
            Ready,
            _ => new LoopFrame(messages, _ =>
            {
                if (dice.Next(64) == 0)
                {
                    Sender<(int, int)> clone = own.Clone();
                    own.Drop();
                    own = clone;
                }
                return Send(own, from, next++, dice);
            }).Start,
            _ => own.Drop(),
            () => own.Drop());
    }

    private AsyncCall<int> Send(Sender<(int, int)> sender, int from, int number, Random dice)
    {
        int Accept(bool isOk) => isOk ? ++_accepted[from][number] : 0;
        AsyncCall<Result<Unit, SendError<(int, int)>>> send = (Worker worker, out Result<Unit, SendError<(int, int)>> result) => sender.Send(worker, (from, number), out result);
        Future<int> sends = new ThenFrame<Result<Unit, SendError<(int, int)>>, int>(send, outcome => Accept(outcome.IsOk()));
        switch (dice.Next(8))
        {
            case 0:
                Accept(sender.TrySend((from, number)).IsOk());
                return Calls.Yield;
            case 1:
                bool isGivenBack = dice.Next(3) == 0;
                return new ThenFrame<Result<SenderPermit<(int, int)>, SendError<Unit>>, int>(sender.Reserve, permit =>
                {
                    if (permit.IsOk() && isGivenBack)
                    {
                        permit.Value.Drop();
                        return 0;
                    }
                    return Accept(permit.IsOk() && permit.Value.Send((from, number)).IsOk());
                }).Start;
            case 2:
                return new TimeoutOperation<int>(dice.Next(3) * 0.00005, sends).Map(_ => 0).Start;
            case 3:
                return Against(sends, dice);
            default:
                return sends.Start;
        }
    }

    private WithFrame<int> Consume(int most, Receiver<(int From, int Number)> first, int producers, Random dice)
    {
        Receiver<(int From, int Number)> own = first;
        int[] lasts = [.. Enumerable.Repeat(-1, producers)];
        bool isOver = false;
        int Take(Option<(int From, int Number)> message)
        {
            if (!message.IsSome())
            {
                isOver = true;
                return 0;
            }
            (int from, int number) = message.Value;
            Interlocked.Increment(ref _received[from][number]);
            if (number <= lasts[from])
            {
                Interlocked.Increment(ref _disorder);
            }
            lasts[from] = number;
            return 1;
        }
        return new WithFrame<int>(
            Ready,
            _ => new UntilFrame(() => isOver || most-- == 0, () =>
            {
                Future<int> receives = new ThenFrame<Option<(int, int)>, int>(own.Recv, Take);
                switch (dice.Next(12))
                {
                    case 0:
                        if (own.TryRecv() is var found && found.IsSome())
                        {
                            Take(found);
                        }
                        return Calls.Yield;
                    case 1:
                        return new TimeoutOperation<int>(dice.Next(3) * 0.00005, receives).Map(_ => 0).Start;
                    case 2:
                        return Against(receives, dice);
                    case 3:
                        Receiver<(int, int)> clone = own.Clone();
                        own.Drop();
                        own = clone;
                        return Calls.Ready;
                    default:
                        return receives.Start;
                }
            }).Start,
            _ => own.Drop(),
            () => own.Drop());
    }

    /// <summary>In a race with a few yields.</summary>
    private static AsyncCall<int> Against(Future<int> wait, Random dice)
    {
        var race = new RaceOperation();
        race.Add(wait);
        race.Add(new LoopFrame(dice.Next(3), _ => Calls.Yield));
        return race.Map(_ => 0).Start;
    }

    private static AsyncStatus Ready(Worker worker, out int result) => Calls.Ready(worker, out result);
}

/// <summary><c>while not over(): await step()</c>.</summary>
internal sealed class UntilFrame(Func<bool> isOver, Func<AsyncCall<int>> step) : Future<int>
{
    private bool _isSuspended;

    public override AsyncStatus Resume(Worker worker)
    {
        while (_isSuspended || !isOver())
        {
            AsyncStatus status = _isSuspended ? TakeResult(out int _) : step()(worker, out _);
            _isSuspended = status == AsyncStatus.Suspended;
            if (_isSuspended)
            {
                Suspend(worker);
            }
            if (status != AsyncStatus.Completed)
            {
                return status;
            }
        }
        return AsyncStatus.Completed;
    }
}
