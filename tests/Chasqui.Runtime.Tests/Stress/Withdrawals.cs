using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary>Tasks that wait at both ends of a channel which stays open, each of them aborted by another task at any moment: places and promises are conserved.</summary>
internal sealed class Withdrawals(Scheduler scheduler, int capacity, Random chance)
{
    private readonly List<List<Token>> _sent = [];
    private Sender<Token> _sender = null!;
    private Receiver<Token> _receiver = null!;
    private int _disorder;

    internal void Start(int tasks)
    {
        var channel = new Channel<Token>(capacity);
        (_sender, _receiver) = (new Sender<Token>(channel), new Receiver<Token>(channel));
        for (int i = 0; i < tasks; i++)
        {
            _sent.Add([]);
            Abort(new Producer((i, _sent[i]), [_sender.Clone()], new Random(chance.Next())).Run(int.MaxValue));
            Abort(new Consumer([_receiver.Clone()], tasks, () => Interlocked.Increment(ref _disorder), new Random(chance.Next())).Run(int.MaxValue));
        }
    }

    /// <summary>The channel has room for as many messages as in the beginning, and every message went one way.</summary>
    internal long Check()
    {
        while (_receiver.TryRecv() is var message && message.IsSome())
        {
            message.Value.Receive();
        }
        Assert.Equal(0, _disorder);
        Assert.All(_sent.SelectMany(tokens => tokens), token => Assert.Null(token.Fault()));
        int room = 0;
        while (_sender.TrySend(new Token(0, room)).IsOk())
        {
            room++;
        }
        Assert.Equal(capacity, room);
        _sender.Drop();
        _receiver.Drop();
        return _sent.Sum(tokens => tokens.Count);
    }

    private void Abort(Future<int> work)
    {
        JoinHandle<int> task = scheduler.Spawn(work);
        scheduler.Spawn(new LoopFrame(chance.Next(300), _ => Calls.Yield).Map(_ =>
        {
            task.Abort();
            task.Drop();
            return 0;
        })).Drop();
    }
}
