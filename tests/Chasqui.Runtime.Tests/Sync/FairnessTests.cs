using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Sync;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Scheduling;
using Chasqui.Runtime.Tests.Stress;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Sync;

/// <summary>Who is served when, at locks and at both ends of a channel, in the orders that the seeds give.</summary>
public class FairnessTests
{
    private const int Tasks = 8;

    /// <summary>Each waiter misses at most one turn, and those who stand in line are served in line.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Permits_go_to_waiters_in_line(int permits) => Schedules.ExploreBoth((seed, seen) =>
    {
        var scheduler = new DeterministicScheduler(seed);
        var dice = new Random(seed);
        var pool = new PermitPool(permits);
        var line = new List<CountedAcquire>();
        for (int i = 0; i < Tasks; i++)
        {
            scheduler.Spawn(new LoopFrame(6, _ =>
            {
                var acquire = new CountedAcquire(pool, line.Add);
                return acquire.Then<int, int>(turns =>
                {
                    Assert.InRange(turns, 1, CountedAcquire.MostTurns);
                    seen.Add(turns == CountedAcquire.MostTurns);
                    // Those who have been granted their permits may run in any order: at most so many stand before.
                    Assert.InRange(line.IndexOf(acquire), turns == 1 ? -1 : 0, permits - 1);
                    line.Remove(acquire);
                    return Yields(dice, pool.Release);
                }).Start;
            }));
        }
        Schedules.Finish(scheduler);

        Assert.Equal(permits, pool.Free);
    });

    /// <summary>Only readers, who hold together, may pass each other; nobody passes a writer, and no writer passes anybody.</summary>
    [Fact]
    public void Readers_and_writers_hold_a_lock_in_the_order_in_which_they_came() => Schedules.Explore(seed =>
    {
        var scheduler = new DeterministicScheduler(seed);
        var dice = new Random(seed);
        RwLock<int> rw = RwLock<int>.Create(0);
        var line = new List<Ticket>();
        int readers = 0, writers = 0, mostReaders = 0, held = 0;
        for (int i = 0; i < Tasks; i++)
        {
            scheduler.Spawn(new LoopFrame(5, _ =>
            {
                var ticket = new Ticket(IsExclusive: dice.Next(3) == 0);
                line.Add(ticket);
                AsyncCall<Guard<int>> hold = ticket.IsExclusive
                    ? new AsyncCall<RwLockWriteGuard<int>>(rw.Write).AsFuture().Map(Guard<int> (guard) => guard).Start
                    : new AsyncCall<RwLockReadGuard<int>>(rw.Read).AsFuture().Map(Guard<int> (guard) => guard).Start;
                return hold.AsFuture().Then<Guard<int>, int>(guard =>
                {
                    Assert.DoesNotContain(line.Take(line.IndexOf(ticket)), other => other.IsExclusive || ticket.IsExclusive);
                    line.Remove(ticket);
                    (ticket.IsExclusive ? ref writers : ref readers)++;
                    Assert.True(writers == 0 || (writers == 1 && readers == 0), "a writer was not alone");
                    mostReaders = Math.Max(mostReaders, readers);
                    held++;
                    return Yields(dice, () =>
                    {
                        (ticket.IsExclusive ? ref writers : ref readers)--;
                        guard.Drop();
                    });
                }).Start;
            }));
        }
        Schedules.Finish(scheduler);

        Assert.Equal(Tasks * 5, held);
        Assert.InRange(mostReaders, 2, Tasks);
        Assert.True(rw.TryWrite().IsSome());
    });

    /// <summary>A message is passed by those only that were granted places together with it; one that is tried passes none that waits.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Senders_get_their_places_in_line(int capacity) => Schedules.ExploreBoth((seed, seen) =>
    {
        const int Rounds = 6;
        var scheduler = new DeterministicScheduler(seed);
        var dice = new Random(seed);
        var channel = new Channel<Ticket>(capacity);
        (var sender, var receiver) = (new Sender<Ticket>(channel), new Receiver<Ticket>(channel));
        var line = new List<Ticket>();
        int received = 0;
        for (int i = 0; i < Tasks; i++)
        {
            scheduler.Spawn(new LoopFrame(Rounds, _ =>
            {
                var ticket = new Ticket(IsExclusive: true);
                bool isSentAtOnce = dice.Next(4) == 0 && sender.TrySend(ticket).IsOk();
                seen.Add(isSentAtOnce);
                Assert.True(!isSentAtOnce || line.Count < Math.Max(1, capacity), "one that was tried has passed somebody");
                line.Add(ticket);
                return isSentAtOnce ? Calls.Yield : new ThenFrame<Result<Unit, SendError<Ticket>>, int>(
                    (Worker worker, out Result<Unit, SendError<Ticket>> result) => sender.Send(worker, ticket, out result),
                    outcome => outcome.IsOk() ? 1 : 0).Start;
            }));
        }
        scheduler.Spawn(new LoopFrame(Tasks * Rounds, _ => Yields(dice, () => { }).AsFuture().Then<int, int>(_ => new ThenFrame<Option<Ticket>, int>(receiver.Recv, message =>
        {
            Assert.InRange(line.IndexOf(message.Value), 0, Math.Max(0, capacity - 1));
            line.Remove(message.Value);
            return received++;
        }).Start).Start));
        Schedules.Finish(scheduler);

        Assert.Equal(Tasks * Rounds, received);
    });

    /// <summary>Likewise at the other end: with one message at a time, receivers are served exactly in the order in which they came.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Receivers_get_messages_in_line(int capacity) => Schedules.Explore(seed =>
    {
        const int Rounds = 6;
        var scheduler = new DeterministicScheduler(seed);
        var dice = new Random(seed);
        var channel = new Channel<int>(capacity);
        (var sender, var receiver) = (new Sender<int>(channel), new Receiver<int>(channel));
        var line = new List<Ticket>();
        int received = 0;
        for (int i = 0; i < Tasks; i++)
        {
            scheduler.Spawn(new LoopFrame(Rounds, _ =>
            {
                var ticket = new Ticket(IsExclusive: true);
                line.Add(ticket);
                return new ThenFrame<Option<int>, int>(receiver.Recv, message =>
                {
                    Assert.InRange(line.IndexOf(ticket), 0, Math.Max(0, capacity - 1));
                    line.Remove(ticket);
                    return received++;
                }).Start;
            }));
        }
        scheduler.Spawn(new LoopFrame(Tasks * Rounds, _ => Yields(dice, () => { }).AsFuture().Then<int, int>(_ => new ThenFrame<Result<Unit, SendError<int>>, int>(
            (Worker worker, out Result<Unit, SendError<int>> result) => sender.Send(worker, 1, out result),
            outcome => outcome.IsOk() ? 1 : 0).Start).Start));
        Schedules.Finish(scheduler);

        Assert.Equal(Tasks * Rounds, received);
    });

    /// <summary>Of arms that are ready together each has its share; a biased select always takes the first.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Arms_that_are_ready_together_share_evenly(int arms) => Schedules.Explore(seed =>
    {
        const int RoundsOfEach = 200;
        var scheduler = new DeterministicScheduler(seed);
        int[] won = new int[arms], wonBiased = new int[arms];
        foreach ((int[] counts, bool isBiased) in new[] { (won, false), (wonBiased, true) })
        {
            Receiver<int>[] receivers = [.. Enumerable.Range(0, arms).Select(_ => Full(RoundsOfEach * arms))];
            scheduler.Spawn(new LoopFrame(RoundsOfEach * arms, _ => Selecting(receivers, isBiased, counts).Start));
        }
        Schedules.Finish(scheduler);

        Assert.Equal(RoundsOfEach * arms, wonBiased[0]);
        Assert.All(won, count => Assert.InRange(count, RoundsOfEach / 2, RoundsOfEach * 2));
    });

    private static SelectFrame Selecting(Receiver<int>[] receivers, bool isBiased, int[] counts)
    {
        ReceiveArm<int>[] arms = [];
        return new SelectFrame(
            isBiased,
            hasDefault: false,
            select =>
            {
                arms = [.. receivers.Select(receiver => receiver.ReceiveArm())];
                Array.ForEach(arms, select.Add);
            },
            winner =>
            {
                arms[winner].Take();
                counts[winner]++;
            },
            () => { });
    }

    private static Receiver<int> Full(int messages)
    {
        var channel = new Channel<int>(Channel<int>.Unbounded);
        for (int i = 0; i < messages; i++)
        {
            channel.TrySend(i);
        }
        return new Receiver<int>(channel);
    }

    private static AsyncCall<int> Yields(Random dice, Action then) => new LoopFrame(dice.Next(3), _ => Calls.Yield).Map(_ =>
    {
        then();
        return 0;
    }).Start;

    private sealed record Ticket(bool IsExclusive);
}
