using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Scheduling;
using Chasqui.Runtime.Tests.Stress;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Channels;

/// <summary>
/// Tasks whose selects send and receive at the same two channels, all ends at once: of each select one arm happens, and where two selects could meet,
/// or a plain send or receive could meet one, nobody is left waiting.
/// </summary>
public class CrossedSelectTests
{
    private const int Tasks = 5;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void Selects_that_could_meet_do_not_wait_for_each_other(int first, int second) => Schedules.Explore(seed => new Crossing(seed, first, second).Run());

    private sealed class Crossing(int seed, int first, int second)
    {
        private readonly DeterministicScheduler _scheduler = new(seed);
        private readonly Random _dice = new(seed);
        private readonly Channel<Token>[] _channels = [new(first), new(second)];
        private readonly List<Token> _tokens = [];

        /// <summary>What each task offers and asks for while it waits: a bit for each end of each channel.</summary>
        private readonly int[] _waits = new int[Tasks];

        internal void Run()
        {
            var keepers = _channels.Select(channel => (Sender: new Sender<Token>(channel), Receiver: new Receiver<Token>(channel))).ToArray();
            var tasks = new List<JoinHandle<int>>();
            for (int i = 0; i < Tasks; i++)
            {
                int task = i;
                Sender<Token>[] senders = [.. keepers.Select(ends => ends.Sender.Clone())];
                Receiver<Token>[] receivers = [.. keepers.Select(ends => ends.Receiver.Clone())];
                void Drop()
                {
                    Array.ForEach(senders, sender => sender.Drop());
                    Array.ForEach(receivers, receiver => receiver.Drop());
                    _waits[task] = 0;
                }
                tasks.Add(_scheduler.Spawn(new WithFrame<int>(Calls.Ready, _ => new LoopFrame(4, _ => Step(task, senders, receivers)).Start, _ => Drop(), Drop)));
            }
            for (int i = _dice.Next(3); i > 0; i--)
            {
                JoinHandle<int> task = tasks[_dice.Next(Tasks)];
                _scheduler.Spawn(new LoopFrame(_dice.Next(8), _ => Calls.Yield).Map(_ =>
                {
                    task.Abort();
                    return 0;
                }));
            }
            _scheduler.RunUntilIdle();
            for (int channel = 0; channel < 2; channel++)
            {
                int sends = Offers(channel), receives = Asks(channel);
                int[] waiting = [.. Enumerable.Range(0, Tasks).Where(task => !tasks[task].IsEnded)];
                Assert.False(
                    waiting.Any(s => (_waits[s] & sends) != 0 && waiting.Any(r => r != s && (_waits[r] & receives) != 0)),
                    "a send and a receive wait for each other");
                Assert.False(waiting.Any(r => (_waits[r] & receives) != 0) && _channels[channel].Count > 0, "a receive waits though there is a message");
                Assert.False(waiting.Any(s => (_waits[s] & sends) != 0) && _channels[channel].Count < _channels[channel].Capacity, "a send waits though there is room");
            }
            tasks.ForEach(task => task.Abort());
            Array.ForEach(keepers, ends => ends.Sender.Drop());
            Schedules.Finish(_scheduler);
            foreach (Receiver<Token> receiver in keepers.Select(ends => ends.Receiver))
            {
                while (receiver.TryRecv() is var left && left.IsSome())
                {
                    left.Value.Receive();
                }
                receiver.Drop();
            }
            Assert.All(_tokens, token => Assert.Null(token.Fault()));
        }

        private static int Offers(int channel) => 1 << channel;

        private static int Asks(int channel) => 4 << channel;

        private AsyncCall<int> Step(int task, Sender<Token>[] senders, Receiver<Token>[] receivers)
        {
            int ends = _dice.Next(1, 16);
            _waits[task] = ends;
            if ((ends & (ends - 1)) == 0 && _dice.Next(2) == 0)
            {
                int channel = (ends | (ends >> 2)) >> 1 & 1;
                return ends < Asks(0)
                    ? new SendFrame(senders[channel], Make(task)).Map(_ => _waits[task] = 0).Start
                    : new ThenFrame<Option<Token>, int>(receivers[channel].Recv, message =>
                    {
                        message.Value.Receive();
                        return _waits[task] = 0;
                    }).Start;
            }
            var arms = new List<object>();
            var offered = new List<(SendArm<Token> Arm, Token Token)>();
            void Settle(object? winner)
            {
                foreach ((SendArm<Token> arm, Token token) in offered)
                {
                    token.IsAccepted = arm == winner;
                    if (token.IsAccepted)
                    {
                        arm.TakeOver(token);
                    }
                    else
                    {
                        token.Drop();
                    }
                }
                (winner as ReceiveArm<Token>)?.Take().Receive();
                _waits[task] = 0;
            }
            return new SelectFrame(
                _dice.Next(2) == 0,
                hasDefault: false,
                select =>
                {
                    for (int channel = 0; channel < 2; channel++)
                    {
                        if ((ends & Asks(channel)) != 0)
                        {
                            ReceiveArm<Token> receives = receivers[channel].ReceiveArm();
                            arms.Add(receives);
                            select.Add(receives);
                        }
                        if ((ends & Offers(channel)) != 0)
                        {
                            Token token = Make(task);
                            SendArm<Token> sends = senders[channel].SendArm(token);
                            offered.Add((sends, token));
                            arms.Add(sends);
                            select.Add(sends);
                        }
                    }
                },
                winner => Settle(arms[(int)winner]),
                () => Settle(null)).Start;
        }

        private Token Make(int from)
        {
            var token = new Token(from, _tokens.Count);
            _tokens.Add(token);
            return token;
        }
    }
}
