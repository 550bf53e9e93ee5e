using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Scheduling;
using Chasqui.Runtime.Tests.Tasks;
using Chasqui.Runtime.Timers;
using Xunit;

namespace Chasqui.Runtime.Tests.Channels;

public class ChannelTests
{
    private readonly DeterministicScheduler _scheduler = new();

    [Fact]
    public void A_full_channel_makes_senders_wait_in_line()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(1);
        Assert.True(sender.TrySend(1).IsOk());
        JoinHandle<bool> second = Send(sender, 2), third = Send(sender, 3);
        _scheduler.RunUntilIdle();
        Assert.True(sender.TrySend(9).Error.IsFull());

        Assert.Equal(1, receiver.TryRecv().Value);
        Assert.True(sender.TrySend(9).Error.IsFull());
        _scheduler.RunUntilIdle();
        Assert.True(second.TakeOutcome().Unwrap());
        Assert.Equal(2, receiver.TryRecv().Value);
        _scheduler.RunUntilIdle();
        Assert.True(third.TakeOutcome().Unwrap());
        Assert.Equal(3, receiver.TryRecv().Value);
    }

    [Fact]
    public void The_last_sender_closes_and_what_was_sent_is_received_before_the_end()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>();
        Sender<int> clone = sender.Clone();
        sender.TrySend(1);
        sender.Drop();
        Assert.False(clone.IsClosed());
        clone.TrySend(2);
        clone.Close();
        clone.Drop();

        Assert.Equal(Received<int>.Item(1), receiver.RecvNow());
        Assert.Equal(Received<int>.Item(2), receiver.RecvNow());
        Assert.Equal(Received<int>.Closed, receiver.RecvNow());
    }

    [Fact]
    public void A_waiting_sender_gets_its_value_back_when_the_receiver_goes()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(1);
        sender.TrySend(1);
        JoinHandle<bool> waiting = Send(sender, 2);
        _scheduler.RunUntilIdle();
        receiver.Drop();
        _scheduler.RunUntilIdle();

        Assert.False(waiting.TakeOutcome().Unwrap());
        Assert.True(sender.TrySend(3).Error.IsClosed());
    }

    [Fact]
    public void A_receive_that_is_cancelled_after_its_turn_has_come_leaves_the_message()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(4);
        JoinHandle<int> first = Receive(receiver), second = Receive(receiver);
        _scheduler.RunUntilIdle();
        sender.TrySend(7);
        first.Abort();
        _scheduler.RunUntilIdle();

        Assert.True(first.TakeOutcome().Error.IsCancelled());
        Assert.Equal(7, second.TakeOutcome().Unwrap());
    }

    [Fact]
    public void A_send_that_is_cancelled_after_its_turn_has_come_frees_the_place()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(1);
        sender.TrySend(1);
        JoinHandle<bool> first = Send(sender, 2), second = Send(sender, 3);
        _scheduler.RunUntilIdle();
        receiver.TryRecv();
        first.Abort();
        _scheduler.RunUntilIdle();

        Assert.True(first.TakeOutcome().Error.IsCancelled());
        Assert.True(second.TakeOutcome().Unwrap());
        Assert.Equal(3, receiver.TryRecv().Value);
    }

    /// <summary>As the arm of a select does that learns of its cancellation while it is asked, and is then told to leave.</summary>
    [Fact]
    public void A_send_that_withdraws_twice_gives_its_place_back_once()
    {
        var channel = new Channel<int>(1);
        channel.TrySend(1);
        var send = new SendOperation<int>(channel).For(2);
        JoinHandle<int> task = _scheduler.Spawn(new TwiceFrame(
            worker => channel.Send(send, worker) == Delivery.Withdrawn, () => channel.Withdraw(send, by: null)));
        _scheduler.RunUntilIdle();
        channel.TryReceive(out _, by: null);
        task.Abort();
        _scheduler.RunUntilIdle();

        Assert.True(task.TakeOutcome().Error.IsCancelled());
        Assert.Equal(Delivery.Done, channel.TrySend(3));
        Assert.Equal(Delivery.Full, channel.TrySend(4));
    }

    [Fact]
    public void A_receive_that_withdraws_twice_gives_up_one_promise()
    {
        var channel = new Channel<int>(2);
        var receiver = new Receiver<int>(channel);
        var receive = new ReceiveOperation<int>(channel, receiver);
        JoinHandle<int> task = _scheduler.Spawn(new TwiceFrame(
            worker => channel.Receive(receive, worker, out int _) == Delivery.Withdrawn, () => channel.Withdraw(receive, by: null)));
        JoinHandle<int> other = Receive(receiver);
        _scheduler.RunUntilIdle();
        channel.TrySend(1);
        channel.TrySend(2);
        task.Abort();
        _scheduler.Step();

        Assert.Equal(Delivery.Done, channel.TryReceive(out _, by: null));
        Assert.Equal(Delivery.Waiting, channel.TryReceive(out _, by: null));
        _scheduler.RunUntilIdle();
        Assert.Equal(2, other.TakeOutcome().Unwrap());
    }

    [Fact]
    public void Of_two_sends_that_a_sleeping_select_offers_at_rendezvous_one_happens()
    {
        (Sender<int> left, Receiver<int> fromLeft) = ChannelModule.Create<int>(0);
        (Sender<int> right, Receiver<int> fromRight) = ChannelModule.Create<int>(0);
        var select = new SelectOperation(isBiased: true, hasDefault: false);
        select.Add(left.SendArm(1));
        select.Add(right.SendArm(2));
        JoinHandle<long> winner = _scheduler.Spawn(new ThenFrame<long, long>(select.Start, index => index));
        _scheduler.RunUntilIdle();

        // Both receivers come before the select has its turn.
        Assert.Equal(2, fromRight.TryRecv().Value);
        Assert.True(fromLeft.TryRecv().IsNone());
        Assert.Equal(Received<int>.Empty, fromRight.RecvNow());
        _scheduler.RunUntilIdle();
        Assert.Equal(1, winner.TakeOutcome().Unwrap());
    }

    [Fact]
    public void Two_selects_meet_at_a_rendezvous()
    {
        (Sender<int> left, Receiver<int> fromLeft) = ChannelModule.Create<int>(0);
        (Sender<int> right, Receiver<int> fromRight) = ChannelModule.Create<int>(0);
        var offers = new SelectOperation(isBiased: true, hasDefault: false);
        offers.Add(left.SendArm(1));
        offers.Add(right.SendArm(2));
        var takes = new SelectOperation(isBiased: true, hasDefault: false);
        ReceiveArm<int> second = fromRight.ReceiveArm(), first = fromLeft.ReceiveArm();
        takes.Add(second);
        takes.Add(first);
        JoinHandle<long> sent = _scheduler.Spawn(new ThenFrame<long, long>(offers.Start, index => index));
        JoinHandle<long> taken = _scheduler.Spawn(new ThenFrame<long, long>(takes.Start, index => index));
        _scheduler.RunUntilIdle();

        // The number of an arm in one is that of the other channel's in the other.
        Assert.Equal(1, sent.TakeOutcome().Unwrap() + taken.TakeOutcome().Unwrap());
        Assert.Equal(Received<int>.Empty, fromLeft.RecvNow());
        Assert.Equal(Received<int>.Empty, fromRight.RecvNow());
    }

    [Fact]
    public void A_select_that_loses_or_is_cancelled_leaves_its_value_to_its_owner()
    {
        (Sender<OneshotSender<int>> sender, Receiver<OneshotSender<int>> receiver) = ChannelModule.Create<OneshotSender<int>>(0);
        (OneshotSender<int> reply, OneshotReceiver<int> answer) = ChannelModule.CreateOneshot<int>();
        var select = new SelectOperation(isBiased: true, hasDefault: false);
        select.Add(sender.SendArm(reply));
        JoinHandle<long> task = _scheduler.Spawn(new ThenFrame<long, long>(select.Start, index => index));
        _scheduler.RunUntilIdle();
        task.Abort();
        _scheduler.RunUntilIdle();

        Assert.True(task.TakeOutcome().UnwrapErr().IsCancelled());
        Assert.True(receiver.TryRecv().IsNone());
        Assert.True(reply.Send(5).IsOk());
        Assert.Equal(5, answer.TryRecv().Value);
    }

    [Fact]
    public void A_rendezvous_waits_for_a_receiver()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(0);
        Assert.True(sender.TrySend(9).Error.IsFull());
        JoinHandle<bool> sent = Send(sender, 1);
        _scheduler.RunUntilIdle();
        Assert.False(sent.Done());

        Assert.Equal(1, receiver.TryRecv().Value);
        _scheduler.RunUntilIdle();
        Assert.True(sent.TakeOutcome().Unwrap());
        JoinHandle<int> waiting = Receive(receiver);
        _scheduler.RunUntilIdle();
        Assert.True(sender.TrySend(2).IsOk());
        _scheduler.RunUntilIdle();
        Assert.Equal(2, waiting.TakeOutcome().Unwrap());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_permit_keeps_its_place_until_it_is_used_or_dropped(int capacity)
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(capacity);
        JoinHandle<SenderPermit<int>> reserved = _scheduler.Spawn(
            new ThenFrame<Result<SenderPermit<int>, SendError<Unit>>, SenderPermit<int>>(sender.Reserve, r => r.Value));
        JoinHandle<int> received = Receive(receiver);
        _scheduler.RunUntilIdle();
        SenderPermit<int> permit = reserved.TakeOutcome().Unwrap();
        Assert.True(permit.Send(5).IsOk());
        permit.Drop();
        _scheduler.RunUntilIdle();
        Assert.Equal(5, received.TakeOutcome().Unwrap());
    }

    [Fact]
    public void Of_two_receives_in_a_race_one_takes_a_message()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(4);
        (Sender<int> other, Receiver<int> otherReceiver) = ChannelModule.Create<int>(4);
        var race = new RaceOperation();
        race.Add(ReceiveFuture(receiver));
        race.Add(ReceiveFuture(otherReceiver));
        JoinHandle<long> task = _scheduler.Spawn(race);
        _scheduler.RunUntilIdle();
        other.TrySend(2);
        sender.TrySend(1);
        _scheduler.RunUntilIdle();

        Assert.Equal(0, task.TakeOutcome().Unwrap());
        Assert.Equal(0, receiver.Length());
        Assert.Equal(1, otherReceiver.Length());
        Assert.Equal(2, otherReceiver.TryRecv().Value);
    }

    [Fact]
    public void A_select_leaves_closed_channels_out_until_all_are()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(4);
        (Sender<int> other, Receiver<int> otherReceiver) = ChannelModule.Create<int>(4);
        sender.Drop();
        JoinHandle<long> open = Select(receiver.ReceiveArm(), otherReceiver.ReceiveArm());
        JoinHandle<long> end = Select(receiver.ClosedArm(), otherReceiver.ReceiveArm());
        _scheduler.RunUntilIdle();
        Assert.False(open.Done());
        Assert.Equal(0, end.TakeOutcome().Unwrap());

        other.Drop();
        _scheduler.RunUntilIdle();
        Assert.IsType<SelectClosed>(open.Failure);
    }

    [Fact]
    public void Of_two_reservations_at_a_rendezvous_one_gets_the_receiver_that_waits()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(0);
        JoinHandle<int> waiting = Receive(receiver);
        JoinHandle<SenderPermit<int>> first = Reserve(sender), second = Reserve(sender);
        _scheduler.RunUntilIdle();
        Assert.True(first.Done());
        Assert.False(second.Done());
        Assert.True(sender.TrySend(1).Error.IsFull());

        first.TakeOutcome().Unwrap().Drop();
        _scheduler.RunUntilIdle();
        Assert.True(second.TakeOutcome().Unwrap().Send(2).IsOk());
        _scheduler.RunUntilIdle();
        Assert.Equal(2, waiting.TakeOutcome().Unwrap());
        Assert.Equal(0, receiver.Length());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_select_does_not_send_by_a_sender_that_is_closed_though_the_channel_is_not(int capacity)
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(capacity);
        Sender<int> closed = sender.Clone();
        closed.Close();
        JoinHandle<int> waiting = Receive(receiver);
        _scheduler.RunUntilIdle();
        JoinHandle<long> atOnce = _scheduler.Spawn(new AsyncCall<long>(
            (Worker worker, out long winner) => SelectOperation.Start(worker, isBiased: true, hasDefault: false, [closed.SendArm(1)], out winner)).AsFuture());
        JoinHandle<long> asked = Select(closed.SendArm(1));
        _scheduler.RunUntilIdle();

        Assert.IsType<SelectClosed>(atOnce.Failure);
        Assert.IsType<SelectClosed>(asked.Failure);
        Assert.False(waiting.Done());
    }

    [Fact]
    public void A_receiver_that_finds_the_last_message_promised_does_not_outlast_a_closed_channel()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(1);
        JoinHandle<int> first = Receive(receiver);
        _scheduler.RunUntilIdle();
        sender.TrySend(1);
        sender.Close();
        JoinHandle<int> second = Receive(receiver.Clone());
        _scheduler.RunUntilIdle();

        Assert.Equal([-1, 1], new[] { first.TakeOutcome().Unwrap(), second.TakeOutcome().Unwrap() }.Order());
    }

    [Fact]
    public void A_clone_of_a_closed_sender_does_not_keep_the_channel_open()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>();
        Sender<int> other = sender.Clone();
        sender.Close();
        Sender<int> clone = sender.Clone();
        Assert.True(clone.TrySend(1).Error.IsClosed());
        clone.Drop();
        Assert.False(receiver.IsClosed());
        other.Drop();

        Assert.True(receiver.IsClosed());
    }

    [Fact]
    public void A_message_that_was_promised_to_a_receiver_which_is_cancelled_still_comes_before_later_ones()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(0);
        JoinHandle<int> first = Receive(receiver);
        _scheduler.RunUntilIdle();
        sender.TrySend(1);
        first.Abort();
        // The sender with the second message waits before the first receiver has withdrawn.
        Strand second = Send(sender, 2);
        Receiver<int> other = receiver.Clone();
        var received = new List<int>();
        _scheduler.Spawn(new LoopFrame(2, _ => new ThenFrame<Option<int>, int>(other.Recv, message =>
        {
            received.Add(message.Value);
            return 0;
        }).Start));
        _scheduler.RunUntilIdle();

        Assert.True(second.IsEnded);
        Assert.Equal([1, 2], received);
    }

    [Fact]
    public void A_oneshot_receiver_whose_wait_is_cancelled_is_gone_for_the_sender()
    {
        (OneshotSender<int> sender, OneshotReceiver<int> receiver) = ChannelModule.CreateOneshot<int>();
        JoinHandle<Result<int, RecvError>> task = _scheduler.Spawn(new AsyncCall<Result<int, RecvError>>(receiver.Recv).AsFuture());
        _scheduler.RunUntilIdle();
        task.Abort();
        _scheduler.RunUntilIdle();

        Assert.True(task.TakeOutcome().Error.IsCancelled());
        Assert.True(sender.IsClosed());
        Assert.Equal(5, sender.Send(5).Error);
    }

    [Fact]
    public void Messages_that_are_there_let_others_run_between_them()
    {
        const int Messages = 1000;
        (BroadcastSender<int> publisher, BroadcastReceiver<int> subscriber) = ChannelModule.CreateBroadcast<int>(Messages);
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(Messages);
        for (int i = 0; i < Messages; i++)
        {
            publisher.Send(i);
            sender.TrySend(i);
        }
        int published = 0, sent = 0;
        _scheduler.Spawn(new LoopFrame(Messages, _ => new ThenFrame<Result<int, RecvError>, int>(subscriber.Recv, _ => ++published).Start));
        _scheduler.Spawn(new LoopFrame(Messages, _ => new ThenFrame<Option<int>, int>(receiver.Recv, _ => ++sent).Start));
        _scheduler.Step();
        _scheduler.Step();
        Assert.InRange(published, 1, Messages - 1);
        Assert.InRange(sent, 1, Messages - 1);
        _scheduler.RunUntilIdle();
        Assert.Equal((Messages, Messages), (published, sent));
    }

    [Fact]
    public void A_send_arm_that_loses_keeps_its_value()
    {
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(1);
        sender.TrySend(1);
        JoinHandle<long> select = Select(timeout: 1, sender.SendArm(2));
        _scheduler.RunUntilIdle();

        Assert.Equal(1, select.TakeOutcome().Unwrap());
        Assert.Equal(1, receiver.TryRecv().Value);
        Assert.Equal(Received<int>.Empty, receiver.RecvNow());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public void Every_accepted_message_is_received_once_and_in_order_of_its_sender(int capacity) => Schedules.Explore(seed =>
    {
        var scheduler = new DeterministicScheduler(seed);
        var choice = new Random(seed);
        (Sender<int> sender, Receiver<int> receiver) = ChannelModule.Create<int>(capacity);
        var accepted = new List<int>();
        var received = new List<int>();
        List<JoinHandle<int>> tasks = [];
        for (int s = 0; s < 3; s++)
        {
            Sender<int> own = sender.Clone();
            int first = s * 100;
            int next = 0;
            tasks.Add(scheduler.Spawn(new LoopFrame(8, _ => (Worker worker, out int result) =>
            {
                int value = first + next++;
                return new ThenFrame<Result<Unit, SendError<int>>, int>(
                    (Worker w, out Result<Unit, SendError<int>> r) => own.Send(w, value, out r),
                    outcome =>
                    {
                        if (outcome.IsOk())
                        {
                            accepted.Add(value);
                        }
                        return 0;
                    }).Start(worker, out result);
            })));
        }
        for (int r = 0; r < 3; r++)
        {
            Receiver<int> own = receiver.Clone();
            tasks.Add(scheduler.Spawn(new LoopFrame(6, _ => (Worker worker, out int result) =>
                new ThenFrame<Option<int>, int>(own.Recv, message =>
                {
                    if (message.IsSome())
                    {
                        received.Add(message.Value);
                    }
                    return 0;
                }).Start(worker, out result))));
        }
        for (int i = 0; i < 60; i++)
        {
            scheduler.Step();
            if (choice.Next(12) == 0)
            {
                tasks[choice.Next(tasks.Count)].Abort();
            }
        }
        scheduler.RunUntilIdle();
        sender.Close();
        receiver.Close();
        scheduler.RunUntilIdle();
        Assert.All(tasks, task => Assert.True(task.Done()));
        while (receiver.TryRecv() is var left && left.IsSome())
        {
            received.Add(left.Value);
        }

        Assert.True(accepted.Order().SequenceEqual(received.Order()));
    });

    private JoinHandle<long> Select(params SelectArm[] arms) => Select(timeout: null, arms);

    private JoinHandle<long> Select(double? timeout, params SelectArm[] arms)
    {
        var select = new SelectOperation(isBiased: true, hasDefault: false);
        foreach (SelectArm arm in arms)
        {
            select.Add(arm);
        }
        if (timeout is { } seconds)
        {
            select.Add(TimeoutArm.Take(worker: null, seconds));
        }
        return _scheduler.Spawn(select);
    }

    private JoinHandle<bool> Send(Sender<int> sender, int value) => _scheduler.Spawn(new ThenFrame<Result<Unit, SendError<int>>, bool>(
        (Worker worker, out Result<Unit, SendError<int>> result) => sender.Send(worker, value, out result), outcome => outcome.IsOk()));

    private JoinHandle<SenderPermit<int>> Reserve(Sender<int> sender) => _scheduler.Spawn(
        new ThenFrame<Result<SenderPermit<int>, SendError<Unit>>, SenderPermit<int>>(sender.Reserve, permit => permit.Unwrap()));

    private JoinHandle<int> Receive(Receiver<int> receiver) => _scheduler.Spawn(ReceiveFuture(receiver));

    private static Future<int> ReceiveFuture(Receiver<int> receiver) => new ThenFrame<Option<int>, int>(receiver.Recv, message => message.IsSome() ? message.Value : -1);

    /// <summary>Steps until it is withdrawn, and then withdraws once more.</summary>
    private sealed class TwiceFrame(Func<Worker, bool> isWithdrawn, Action withdraw) : Future<int>
    {
        public override AsyncStatus Resume(Worker worker)
        {
            if (!isWithdrawn(worker))
            {
                return worker.SuspendAt(this);
            }
            withdraw();
            return AsyncStatus.Cancelled;
        }
    }
}
