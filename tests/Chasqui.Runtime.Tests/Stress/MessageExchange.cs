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
/// Tasks that send through two channels in all ways there are and tasks that receive in all ways, with selects over both, waits cut short, ends
/// cloned and dropped, and sometimes an early end by either side.
/// </summary>
/// <remarks>Who waits for one channel only serves no other, so that nobody waits in a circle.</remarks>
internal sealed class MessageExchange(Scheduler scheduler, int capacity, Random chance)
{
    private static readonly int[] s_capacities = [0, 1, 3, 64, Channel<Token>.Unbounded];

    private readonly List<List<Token>> _sent = [];
    private readonly Receiver<Token>[] _last = new Receiver<Token>[2];
    private int _disorder;

    internal long Messages { get; private set; }

    internal void Start(int producers, int consumers, int messages)
    {
        var senders = new Sender<Token>[2];
        for (int i = 0; i < 2; i++)
        {
            var channel = new Channel<Token>(i == 0 ? capacity : s_capacities[chance.Next(s_capacities.Length)]);
            (senders[i], _last[i]) = (new Sender<Token>(channel), new Receiver<Token>(channel));
        }
        for (int i = 0; i < producers; i++)
        {
            var producer = new Producer(Sent(), [senders[0].Clone(), senders[1].Clone()], new Random(chance.Next()));
            Spawn(producer.Run(messages), isAbortable: true);
        }
        int sources = producers + 1;
        Spawn(new Relay(Sent(), Consumer(0, sources), senders[1].Clone(), chance.Next()).Run(messages), isAbortable: false);
        for (int i = 0; i < consumers; i++)
        {
            // The first of each channel stays to the end.
            Spawn(Consumer(0, sources).Run(i == 0 ? int.MaxValue : chance.Next(messages * producers)), isAbortable: i > 0);
            Spawn(Consumer(1, sources).Run(i == 0 ? int.MaxValue : chance.Next(messages * producers)), isAbortable: i > 0);
            Spawn(Consumer(null, sources).Run(chance.Next(messages * producers)), isAbortable: true);
        }
        if (chance.Next(4) == 0)
        {
            CloseSoon(_last[chance.Next(2)].Clone(), messages);
        }
        senders[0].Drop();
        senders[1].Drop();
    }

    /// <summary>What is still queued counts as received; after that every accepted message was received once, no other was, and each was dropped once.</summary>
    internal void Check()
    {
        foreach (Receiver<Token> last in _last)
        {
            while (last.TryRecv() is var message && message.IsSome())
            {
                message.Value.Receive();
            }
            last.Drop();
        }
        Assert.Equal(0, _disorder);
        foreach (Token token in _sent.SelectMany(tokens => tokens))
        {
            Assert.Null(token.Fault());
            Messages += token.IsAccepted ? 1 : 0;
        }
    }

    private (int From, List<Token> Tokens) Sent()
    {
        _sent.Add([]);
        return (_sent.Count - 1, _sent[^1]);
    }

    private Consumer Consumer(int? only, int sources) => new(
        only is { } channel ? [_last[channel].Clone()] : [_last[0].Clone(), _last[1].Clone()],
        sources,
        () => Interlocked.Increment(ref _disorder),
        new Random(chance.Next()));

    private void Spawn(Future<int> work, bool isAbortable)
    {
        JoinHandle<int> task = scheduler.Spawn(work);
        if (isAbortable && chance.Next(4) == 0)
        {
            scheduler.Spawn(new LoopFrame(chance.Next(1000), _ => Calls.Yield).Map(_ =>
            {
                task.Abort();
                return 0;
            })).Drop();
        }
        task.Drop();
    }

    /// <summary>Behind a clone of its own, so that the channel may be closed while tasks use its ends.</summary>
    private void CloseSoon(Receiver<Token> closer, int messages) => scheduler.Spawn(new LoopFrame(chance.Next(messages), _ => Calls.Yield).Map(_ =>
    {
        closer.Close();
        closer.Drop();
        return 0;
    })).Drop();

    /// <summary>In a race with a few yields.</summary>
    internal static AsyncCall<int> Against(Future<int> wait, Random dice)
    {
        var race = new RaceOperation();
        race.Add(wait);
        race.Add(new LoopFrame(dice.Next(3), _ => Calls.Yield));
        return race.Map(_ => 0).Start;
    }

    internal static AsyncCall<int> Limited(Future<int> wait, Random dice) => new TimeoutOperation<int>(dice.Next(3) * 0.00005, wait).Map(_ => 0).Start;

    /// <summary>Some of the other arms that a select may have.</summary>
    internal static void AddOthers(SelectArms select, Random dice)
    {
        if (dice.Next(4) == 0)
        {
            select.Add(TimeoutArm.Take(worker: null, dice.Next(3) * 0.00005));
        }
        if (dice.Next(4) == 0)
        {
            select.AddFuture(new LoopFrame(dice.Next(3), _ => Calls.Yield));
        }
    }
}
