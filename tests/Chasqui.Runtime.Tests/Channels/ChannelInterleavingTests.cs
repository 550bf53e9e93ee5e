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

/// <summary>
/// Every pair of operations at one channel, with a third that the seed chooses and one of them cancelled or not, in the orders that the seeds give, for a
/// rendezvous and for small channels that are empty or full. A failure names the operations, the channel and the seed.
/// </summary>
public class ChannelInterleavingTests
{
    public static TheoryData<string> Operations => [.. Scenario.Names];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Two_operations_meet(string first)
    {
        foreach (string second in Scenario.Names)
        {
            foreach (int seed in Schedules.Seeds)
            {
                // The number of the channel's kind is prime to that of the schedules.
                int capacity = seed % 3;
                bool isFull = seed % 2 == 0;
                string? fault = new Scenario(seed, capacity, isFull).Run(first, second);
                Assert.True(fault is null, $"{first} and {second}, capacity {capacity}, {(isFull ? "full" : "empty")}, {Schedules.Named(seed)}: {fault}");
            }
        }
    }

    private sealed class Scenario
    {
        internal static readonly string[] Names =
        [
            "send", "try_send", "reserve and send", "reserve and drop", "select send", "select send or receive",
            "recv", "try_recv", "select receive", "await the end",
            "close by the receiver", "drop a sender", "drop a receiver",
        ];

        private readonly Random _choice;
        private readonly DeterministicScheduler _scheduler;
        private readonly int _capacity;
        private readonly Sender<Token> _sender;
        private readonly Receiver<Token> _receiver;
        private readonly List<Token> _tokens = [];
        private readonly Dictionary<int, int> _lasts = [];
        private readonly List<JoinHandle<int>> _tasks = [];
        private string? _fault;

        internal Scenario(int seed, int capacity, bool isFull)
        {
            _choice = new Random(seed);
            _scheduler = new DeterministicScheduler(seed);
            _capacity = capacity;
            var channel = new Channel<Token>(capacity);
            (_sender, _receiver) = (new Sender<Token>(channel), new Receiver<Token>(channel));
            for (int i = 0; isFull && i < capacity; i++)
            {
                Token token = Make(from: -1);
                token.IsAccepted = _sender.TrySend(token).IsOk();
            }
        }

        /// <summary>What went wrong; null if nothing.</summary>
        internal string? Run(string first, string second)
        {
            string[] names = [first, second, Names[_choice.Next(Names.Length)]];
            for (int i = 0; i < names.Length; i++)
            {
                _tasks.Add(_scheduler.Spawn(Repeat(names[i], i)));
            }
            int cancelled = _choice.Next(2 * names.Length);
            if (cancelled < names.Length)
            {
                _scheduler.Spawn(new LoopFrame(_choice.Next(4), _ => Calls.Yield).Map(_ =>
                {
                    _tasks[cancelled].Abort();
                    return 0;
                }));
            }
            _scheduler.RunUntilIdle();
            return CheckRest() ?? CheckEnd() ?? _fault;
        }

        /// <summary>One to three times the same.</summary>
        private WithFrame<int> Repeat(string name, int from)
        {
            Sender<Token> sender = _sender.Clone();
            Receiver<Token> receiver = _receiver.Clone();
            void Drop()
            {
                sender.Drop();
                receiver.Drop();
            }
            return new WithFrame<int>(Calls.Ready, _ => new LoopFrame(_choice.Next(1, 4), _ => Step(name, from, sender, receiver)).Start, _ => Drop(), Drop);
        }

        private AsyncCall<int> Step(string name, int from, Sender<Token> sender, Receiver<Token> receiver)
        {
            switch (name)
            {
                case "send":
                    return new SendFrame(sender, Make(from)).Start;
                case "try_send":
                    Token token = Make(from);
                    Settle(token, sender.TrySend(token));
                    return Calls.Yield;
                case "reserve and send":
                    return Reserve(sender, permit =>
                    {
                        Token later = Make(from);
                        Settle(later, permit.Send(later));
                    });
                case "reserve and drop":
                    return Reserve(sender, permit => permit.Drop());
                case "select send":
                    return Select(from, sender, receiver, isBoth: false);
                case "select send or receive":
                    return Select(from, sender, receiver, isBoth: true);
                case "recv":
                    return new ThenFrame<Option<Token>, int>(receiver.Recv, Take).Start;
                case "try_recv":
                    Take(receiver.TryRecv());
                    return Calls.Yield;
                case "select receive":
                    return SelectReceive(receiver);
                case "await the end":
                    return new SelectFrame(true, false, select => select.Add(receiver.ClosedArm()), _ => Expect(receiver.IsClosed() && receiver.Length() == 0, "the end was not there"), () => { }).Start;
                case "close by the receiver":
                    receiver.Close();
                    return Calls.Yield;
                case "drop a sender":
                    sender.Drop();
                    return Calls.Yield;
                default:
                    receiver.Drop();
                    return Calls.Yield;
            }
        }

        private static AsyncCall<int> Reserve(Sender<Token> sender, Action<SenderPermit<Token>> use) =>
            new ThenFrame<Result<SenderPermit<Token>, SendError<Unit>>, int>(sender.Reserve, permit =>
            {
                if (permit.IsOk())
                {
                    use(permit.Value);
                }
                return 0;
            }).Start;

        private AsyncCall<int> Select(int from, Sender<Token> sender, Receiver<Token> receiver, bool isBoth)
        {
            Token token = Make(from);
            SendArm<Token>? sends = null;
            ReceiveArm<Token>? receives = null;
            return new SelectFrame(
                _choice.Next(2) == 0,
                hasDefault: false,
                select =>
                {
                    select.Add(sends = sender.SendArm(token));
                    if (isBoth)
                    {
                        select.Add(receives = receiver.ReceiveArm());
                    }
                },
                winner =>
                {
                    token.IsAccepted = winner == 0;
                    if (winner == 0)
                    {
                        sends?.TakeOver(token);
                    }
                    else
                    {
                        token.Drop();
                    }
                    if (winner == 1 && receives is not null)
                    {
                        Take(new Option<Token>(receives.Take()));
                    }
                },
                token.Drop).Start;
        }

        private AsyncCall<int> SelectReceive(Receiver<Token> receiver)
        {
            ReceiveArm<Token>? receives = null;
            return new SelectFrame(
                false,
                hasDefault: false,
                select => select.Add(receives = receiver.ReceiveArm()),
                winner => Take(winner == 0 && receives is not null ? new Option<Token>(receives.Take()) : default),
                () => { }).Start;
        }

        /// <summary>Whoever waits does so for a reason.</summary>
        private string? CheckRest()
        {
            bool isAnyWaiting = _tasks.Exists(task => !task.IsEnded);
            if (_receiver.IsClosed() && isAnyWaiting && _receiver.Length() == 0)
            {
                return "somebody waits at a closed channel";
            }
            bool canReceive = _tasks.Exists(task => !task.IsEnded && task.Leaf is ReceiveOperation<Token>);
            bool canSend = _tasks.Exists(task => !task.IsEnded && task.Leaf is SendOperation<Token> or ReserveOperation<Token>);
            return canReceive && canSend ? "a sender and a receiver wait for each other"
                : canReceive && _receiver.Length() > 0 ? "a receiver waits though there is a message"
                : canSend && _capacity > 0 && _receiver.Length() < _capacity ? "a sender waits though there is room" : null;
        }

        private string? CheckEnd()
        {
            _tasks.ForEach(task => task.Abort());
            _scheduler.RunUntilIdle();
            if (_scheduler.LiveCount != 0)
            {
                return "a task that was aborted does not end";
            }
            while (_receiver.TryRecv() is var message && message.IsSome())
            {
                Take(message);
            }
            int room = 0;
            while (!_receiver.IsClosed() && room <= _capacity && _sender.TrySend(new Token(0, 0)).IsOk())
            {
                room++;
            }
            if (!_receiver.IsClosed() && room != _capacity)
            {
                return $"there was room for {room} messages in the end";
            }
            _receiver.Drop();
            return _tokens.Select(token => token.Fault()).FirstOrDefault(fault => fault is not null);
        }

        private Token Make(int from)
        {
            var token = new Token(from, _tokens.Count);
            _tokens.Add(token);
            return token;
        }

        private static void Settle<R>(Token token, Result<Unit, R> outcome)
        {
            token.IsAccepted = outcome.IsOk();
            Ops.Drop(outcome);
        }

        private int Take(Option<Token> message)
        {
            if (message.IsSome())
            {
                Token token = message.Value;
                Expect(token.Number > _lasts.GetValueOrDefault(token.From, -1), "a later message of the same sender came first");
                _lasts[token.From] = token.Number;
                token.Receive();
            }
            return 0;
        }

        private void Expect(bool isRight, string fault) => _fault ??= isRight ? null : fault;
    }
}
