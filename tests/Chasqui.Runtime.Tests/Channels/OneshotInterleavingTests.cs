using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Scheduling;
using Chasqui.Runtime.Tests.Stress;
using Chasqui.Runtime.Tests.Tasks;
using Chasqui.Runtime.Timers;
using Xunit;

namespace Chasqui.Runtime.Tests.Channels;

/// <summary>Everything that may happen to the receiver of a oneshot meets a send or the end of the sender, and sometimes a cancellation.</summary>
public class OneshotInterleavingTests
{
    private static readonly string[] s_names = ["recv", "recv in a race", "recv in a select", "recv in a timeout", "try_recv", "close", "drop"];

    public static TheoryData<string> Receivers => [.. s_names];

    [Theory]
    [MemberData(nameof(Receivers))]
    public void A_value_is_received_or_dropped_or_given_back(string name) => Schedules.Explore(seed =>
    {
        var scheduler = new DeterministicScheduler(seed);
        var dice = new Random(seed);
        (OneshotSender<Token> sender, OneshotReceiver<Token> receiver) = ChannelModule.CreateOneshot<Token>();
        var token = new Token(0, 0);
        bool isSent = dice.Next(4) > 0;
        bool isOver = false;
        After(scheduler, dice, () =>
        {
            if (!isSent)
            {
                sender.Drop();
                token.Drop();
                return;
            }
            Result<Unit, Token> outcome = sender.Send(token);
            token.IsAccepted = outcome.IsOk();
            Ops.Drop(outcome);
        });
        JoinHandle<int> receives = scheduler.Spawn(new WithFrame<int>(Calls.Ready, _ => Receive(name, receiver, dice, () => isOver = true), _ => receiver.Drop(), receiver.Drop));
        bool isAborted = dice.Next(2) == 0;
        if (isAborted)
        {
            After(scheduler, dice, receives.Abort);
        }
        Schedules.Finish(scheduler);

        Assert.Null(token.Fault(mayBeLost: !isOver));
    });

    private static AsyncCall<int> Receive(string name, OneshotReceiver<Token> receiver, Random dice, Action noteOver)
    {
        Future<int> receives = new WithFrame<Result<Token, RecvError>>(receiver.Recv, outcome => Take(outcome, noteOver), _ => { });
        switch (name)
        {
            case "recv":
                return receives.Start;
            case "recv in a race":
                var race = new RaceOperation();
                race.Add(receives);
                race.Add(new LoopFrame(dice.Next(4), _ => Calls.Yield));
                return race.Map(_ => 0).Start;
            case "recv in a select":
                return new SelectFrame(dice.Next(2) == 0, hasDefault: dice.Next(4) == 0, select =>
                {
                    select.AddFuture(new LoopFrame(dice.Next(4), _ => Calls.Yield));
                    select.AddFuture(receives);
                }, _ => { }, () => { }).Start;
            case "recv in a timeout":
                return new TimeoutOperation<int>(dice.Next(2), new LoopFrame(1, _ => Calls.Yield).Then<int, int>(_ => receives.Start)).Map(_ => 0).Start;
            case "try_recv":
                return new LoopFrame(dice.Next(4), _ => Calls.Yield).Then<int, int>(_ => receiver.TryRecv() is var value && value.IsSome()
                    ? Take(Result<Token, RecvError>.Ok(value.Value), noteOver)
                    : Calls.Ready).Start;
            case "close":
                return new LoopFrame(dice.Next(4), _ => Calls.Yield).Map(_ =>
                {
                    receiver.Close();
                    return 0;
                }).Then<int, int>(_ => receives.Start).Start;
            default:
                return new LoopFrame(dice.Next(4), _ => Calls.Yield).Start;
        }
    }

    private static AsyncCall<int> Take(Result<Token, RecvError> outcome, Action noteOver)
    {
        if (outcome.IsOk())
        {
            outcome.Value.Receive();
        }
        noteOver();
        return Calls.Ready;
    }

    private static void After(DeterministicScheduler scheduler, Random dice, Action action) => scheduler.Spawn(new LoopFrame(dice.Next(5), _ => Calls.Yield).Map(_ =>
    {
        action();
        return 0;
    }));
}
