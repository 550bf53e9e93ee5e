using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary>Clients that send requests with the sender of a oneshot inside, servers that answer or do not, and waits for answers that are cut short or aborted.</summary>
internal sealed class Requests(Scheduler scheduler, Random chance)
{
    private readonly List<List<Request>> _made = [];

    internal void Start(int clients, int servers, int requests)
    {
        var channel = new Channel<Request>(chance.Next(20));
        (var sender, var receiver) = (new Sender<Request>(channel), new Receiver<Request>(channel));
        for (int i = 0; i < clients; i++)
        {
            var dice = new Random(chance.Next());
            var made = new List<Request>();
            _made.Add(made);
            Sender<Request> own = sender.Clone();
            JoinHandle<int> client = scheduler.Spawn(new WithFrame<int>(Calls.Ready, _ => new LoopFrame(requests, _ => Ask(own, made, dice)).Start, _ => own.Drop(), own.Drop));
            if (i % 4 == 0)
            {
                scheduler.Spawn(new LoopFrame(dice.Next(requests), _ => Calls.Yield).Map(_ =>
                {
                    client.Abort();
                    return 0;
                })).Drop();
            }
            client.Drop();
        }
        for (int i = 0; i < servers; i++)
        {
            scheduler.Spawn(Serve(receiver.Clone(), new Random(chance.Next()))).Drop();
        }
        sender.Drop();
        receiver.Drop();
    }

    /// <summary>How many answers were accepted: each was received once, or dropped with a wait that was given up.</summary>
    internal long Check()
    {
        foreach (Request request in _made.SelectMany(made => made))
        {
            Assert.Null(request.Answer.Fault(mayBeLost: !request.IsSettled));
        }
        return _made.Sum(made => made.LongCount(request => request.Answer.IsAccepted));
    }

    private static AsyncCall<int> Ask(Sender<Request> sender, List<Request> made, Random dice)
    {
        (OneshotSender<Token> answers, OneshotReceiver<Token> receiver) = ChannelModule.CreateOneshot<Token>();
        var request = new Request(answers, made.Count);
        made.Add(request);
        int patience = dice.Next(8);
        Future<int> wait = new WithFrame<Result<Token, RecvError>>(
            receiver.Recv,
            outcome =>
            {
                request.IsSettled = true;
                if (outcome.IsOk())
                {
                    outcome.Value.Receive();
                }
                return Calls.Ready;
            },
            _ => { },
            receiver.Drop);
        return new WithFrame<Result<Unit, SendError<Request>>>(
            (Worker worker, out Result<Unit, SendError<Request>> result) => sender.Send(worker, request, out result),
            outcome =>
            {
                Ops.Drop(outcome);
                return patience switch
                {
                    0 => MessageExchange.Limited(wait, dice),
                    1 => MessageExchange.Against(wait, dice),
                    _ => wait.Start,
                };
            },
            _ => receiver.Drop(),
            request.Drop).Start;
    }

    private static WithFrame<int> Serve(Receiver<Request> receiver, Random dice)
    {
        bool isOver = false;
        return new(Calls.Ready, _ => new UntilFrame(() => isOver, () => new AsyncCall<Option<Request>>(receiver.Recv).AsFuture().Then<Option<Request>, int>(request =>
        {
            isOver = request.IsNone();
            return isOver ? Calls.Ready : new LoopFrame(dice.Next(3) / 2, _ => Calls.Yield).Map(_ =>
            {
                if (dice.Next(8) == 0)
                {
                    request.Value.Drop();
                }
                else
                {
                    request.Value.Reply();
                }
                return 0;
            }).Start;
        }).Start).Start, _ => receiver.Drop(), receiver.Drop);
    }

    /// <summary>The sender of an answer, with the answer: one of the two is used up by whoever has the request.</summary>
    private sealed class Request(OneshotSender<Token> answers, int number) : IResource
    {
        internal Token Answer { get; } = new(0, number);

        /// <summary>Whether the client was told what has become of it.</summary>
        internal bool IsSettled { get; set; }

        public void Drop()
        {
            answers.Drop();
            Answer.Drop();
        }

        internal void Reply()
        {
            Result<Unit, Token> outcome = answers.Send(Answer);
            Answer.IsAccepted = outcome.IsOk();
            Ops.Drop(outcome);
        }
    }
}
