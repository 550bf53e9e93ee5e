using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary>One task that receives tokens from one channel in all ways, or from several by selects, to their end or up to a number.</summary>
internal sealed class Consumer(Receiver<Token>[] receivers, int sources, Action noteDisorder, Random dice)
{
    private readonly int[][] _lasts = [.. receivers.Select(_ => Enumerable.Repeat(-1, sources).ToArray())];
    private readonly bool[] _ended = new bool[receivers.Length];

    internal Receiver<Token>[] Receivers => receivers;

    internal bool IsOver => _ended.All(ended => ended);

    internal WithFrame<int> Run(int most) => new(
        Calls.Ready,
        _ => new UntilFrame(() => IsOver || most-- == 0, Next).Start,
        _ => DropReceivers(),
        DropReceivers);

    internal void DropReceivers()
    {
        foreach (Receiver<Token> receiver in receivers)
        {
            receiver.Drop();
        }
    }

    internal void NoteEnd(int channel) => _ended[channel] = true;

    /// <summary>Of each source the messages arrive in the order in which they were sent.</summary>
    internal void Take(int channel, Token token)
    {
        if (token.Number <= _lasts[channel][token.From])
        {
            noteDisorder();
        }
        _lasts[channel][token.From] = token.Number;
        token.Receive();
    }

    private int Take(Option<Token> message)
    {
        if (message.IsSome())
        {
            Take(0, message.Value);
            return 1;
        }
        NoteEnd(0);
        return 0;
    }

    private AsyncCall<int> Next()
    {
        int turned = dice.Next(receivers.Length);
        if (dice.Next(64) == 0)
        {
            Receiver<Token> clone = receivers[turned].Clone();
            receivers[turned].Drop();
            receivers[turned] = clone;
        }
        if (receivers.Length > 1)
        {
            return Select().Start;
        }
        Receiver<Token> receiver = receivers[0];
        switch (dice.Next(12))
        {
            case 0:
                if (receiver.TryRecv() is var found && found.IsSome())
                {
                    Take(found);
                }
                return Calls.Yield;
            case 1:
                Received<Token> now = receiver.RecvNow();
                if (!now.Equals(Received<Token>.Empty))
                {
                    Take(now.Equals(Received<Token>.Closed) ? default : new Option<Token>(now.Value));
                }
                return Calls.Yield;
            case 2:
                return MessageExchange.Limited(new ReceiveFrame(receiver, Take), dice);
            case 3:
                return MessageExchange.Against(new ReceiveFrame(receiver, Take), dice);
            case 4 or 5:
                return Select().Start;
            default:
                return new ReceiveFrame(receiver, Take, dice.Next(1, 20)).Start;
        }
    }

    private SelectFrame Select()
    {
        ReceiveArm<Token>[] arms = new ReceiveArm<Token>[receivers.Length];
        return new SelectFrame(
            dice.Next(2) == 0,
            hasDefault: dice.Next(8) == 0,
            select =>
            {
                for (int i = 0; i < receivers.Length; i++)
                {
                    select.Add(arms[i] = receivers[i].ReceiveArm());
                }
                foreach (Receiver<Token> receiver in receivers)
                {
                    select.Add(receiver.ClosedArm());
                }
                MessageExchange.AddOthers(select, dice);
            },
            winner =>
            {
                if (winner >= 0 && winner < arms.Length)
                {
                    Take((int)winner, arms[winner].Take());
                }
                else if (winner >= 0 && winner < 2 * arms.Length)
                {
                    NoteEnd((int)winner - arms.Length);
                }
            },
            () => { });
    }
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
