using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Chasqui.Runtime.Timers;
using Xunit;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary>One task that sends through a broadcast and a watch channel, and several that follow, some with waits cut short.</summary>
internal sealed class Publication(Scheduler scheduler, Random chance)
{
    private const int Subscribers = 5;

    private readonly long[] _seen = new long[Subscribers];
    private readonly long[] _missed = new long[Subscribers];
    private readonly long[] _latest = new long[Subscribers];
    private int _disorder;

    internal long Messages { get; private set; }

    internal void Start(int messages)
    {
        Messages = messages;
        (BroadcastSender<int> sender, BroadcastReceiver<int> receiver) = ChannelModule.CreateBroadcast<int>(chance.Next(1, 100));
        (WatchSender<int> setter, WatchReceiver<int> watcher) = ChannelModule.CreateWatch(-1);
        for (int i = 0; i < Subscribers; i++)
        {
            scheduler.Spawn(Follow(i, receiver.Clone(), new Random(chance.Next()))).Drop();
            scheduler.Spawn(Watch(i, watcher.Clone(), new Random(chance.Next()))).Drop();
        }
        receiver.Drop();
        int next = 0;
        int burst = chance.Next(1, 20);
        scheduler.Spawn(new LoopFrame(messages, _ =>
        {
            sender.Send(next);
            setter.Send(next++);
            return next % burst == 0 ? Calls.Yield : Calls.Ready;
        }).Map(_ =>
        {
            sender.Drop();
            setter.Drop();
            watcher.Drop();
            return 0;
        })).Drop();
    }

    internal void Check()
    {
        Assert.Equal(0, _disorder);
        for (int i = 0; i < Subscribers; i++)
        {
            Assert.Equal(Messages, _seen[i] + _missed[i]);
            Assert.Equal(Messages - 1, _latest[i]);
        }
    }

    private UntilFrame Follow(int index, BroadcastReceiver<int> receiver, Random dice)
    {
        bool isOver = false;
        int last = -1;
        return new UntilFrame(() => isOver, () => CutShort(
            new ThenFrame<Result<int, RecvError>, int>(receiver.Recv, message =>
            {
                if (message.IsOk())
                {
                    NoteDisorder(message.Value <= last);
                    last = message.Value;
                    _seen[index]++;
                }
                else if (message.Error.IsLagged())
                {
                    _missed[index] += message.Error.Missed();
                }
                else
                {
                    isOver = true;
                    receiver.Drop();
                }
                return 0;
            }),
            dice));
    }

    private UntilFrame Watch(int index, WatchReceiver<int> receiver, Random dice)
    {
        bool isOver = false;
        return new UntilFrame(() => isOver, () => CutShort(
            new ThenFrame<Result<Unit, RecvError>, int>(receiver.Changed, outcome =>
            {
                int value = receiver.Get();
                NoteDisorder(value < _latest[index]);
                _latest[index] = value;
                if (outcome.IsErr())
                {
                    isOver = true;
                    receiver.Drop();
                }
                return 0;
            }),
            dice));
    }

    private static AsyncCall<int> CutShort(Future<int> wait, Random dice) =>
        dice.Next(8) == 0 ? new TimeoutOperation<int>(dice.Next(3) * 0.00005, wait).Map(_ => 0).Start : wait.Start;

    private void NoteDisorder(bool isDisorder)
    {
        if (isDisorder)
        {
            Interlocked.Increment(ref _disorder);
        }
    }
}
