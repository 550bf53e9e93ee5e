using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Tests.Tasks;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary>One task that sends tokens through some channels, in all ways.</summary>
internal sealed class Producer((int From, List<Token> Tokens) sent, Sender<Token>[] senders, Random dice)
{
    internal WithFrame<int> Run(int messages) => new(Calls.Ready, _ => new LoopFrame(messages, _ => Next()).Start, _ => DropSenders(), DropSenders);

    private void DropSenders()
    {
        foreach (Sender<Token> sender in senders)
        {
            sender.Drop();
        }
    }

    private AsyncCall<int> Next()
    {
        int channel = dice.Next(senders.Length);
        if (dice.Next(64) == 0)
        {
            Sender<Token> clone = senders[channel].Clone();
            senders[channel].Drop();
            senders[channel] = clone;
        }
        Sender<Token> sender = senders[channel];
        switch (dice.Next(10))
        {
            case 0:
                Token token = Make();
                Result<Unit, TrySendError<Token>> outcome = sender.TrySend(token);
                token.IsAccepted = outcome.IsOk();
                Ops.Drop(outcome);
                return Calls.Yield;
            case 1:
                return Reserve(sender);
            case 2:
                return MessageExchange.Limited(new SendFrame(sender, Make()), dice);
            case 3:
                return MessageExchange.Against(new SendFrame(sender, Make()), dice);
            case 4 or 5:
                return Select(senders).Start;
            case 6:
                return Select([sender]).Start;
            default:
                return new SendFrame(sender, Make(), dice.Next(1, 20), Make).Start;
        }
    }

    private AsyncCall<int> Reserve(Sender<Token> sender)
    {
        bool isGivenBack = dice.Next(3) == 0;
        return new ThenFrame<Result<SenderPermit<Token>, SendError<Unit>>, int>(sender.Reserve, permit =>
        {
            if (permit.IsErr() || isGivenBack)
            {
                Ops.Drop(permit);
                return 0;
            }
            Token token = Make();
            Result<Unit, SendError<Token>> outcome = permit.Value.Send(token);
            token.IsAccepted = outcome.IsOk();
            Ops.Drop(outcome);
            return 1;
        }).Start;
    }

    /// <summary>A value for each channel; those that are not sent are still the select's own.</summary>
    private SelectFrame Select(Sender<Token>[] offered)
    {
        Token[] tokens = [.. offered.Select(_ => Make())];
        SendArm<Token>[] arms = [];
        void DropOthers(long winner)
        {
            for (int i = 0; i < tokens.Length; i++)
            {
                tokens[i].IsAccepted = i == winner;
                if (i == winner)
                {
                    arms[i].TakeOver(tokens[i]);
                }
                else
                {
                    tokens[i].Drop();
                }
            }
        }
        return new SelectFrame(
            dice.Next(2) == 0,
            hasDefault: dice.Next(4) == 0,
            select =>
            {
                arms = [.. offered.Select((sender, i) => sender.SendArm(tokens[i]))];
                Array.ForEach(arms, select.Add);
                MessageExchange.AddOthers(select, dice);
            },
            DropOthers,
            () => DropOthers(SelectFrame.Default));
    }

    private Token Make()
    {
        var token = new Token(sent.From, sent.Tokens.Count);
        sent.Tokens.Add(token);
        return token;
    }
}

/// <summary>One task that receives from one channel and sends through another in the same select, to the end of the first.</summary>
internal sealed class Relay((int From, List<Token> Tokens) sent, Consumer consumer, Sender<Token> sender, int seed)
{
    private readonly Random _dice = new(seed);

    internal WithFrame<int> Run(int messages) => new(
        Calls.Ready,
        _ => new UntilFrame(() => consumer.IsOver || messages-- == 0, () => Select().Start).Start,
        _ => Drop(),
        Drop);

    private void Drop()
    {
        consumer.DropReceivers();
        sender.Drop();
    }

    private SelectFrame Select()
    {
        var token = new Token(sent.From, sent.Tokens.Count);
        sent.Tokens.Add(token);
        ReceiveArm<Token>? receives = null;
        SendArm<Token>? sends = null;
        return new SelectFrame(
            _dice.Next(2) == 0,
            hasDefault: false,
            select =>
            {
                select.Add(receives = consumer.Receivers[0].ReceiveArm());
                select.Add(sends = sender.SendArm(token));
                select.Add(consumer.Receivers[0].ClosedArm());
                MessageExchange.AddOthers(select, _dice);
            },
            winner =>
            {
                token.IsAccepted = winner == 1;
                if (winner == 1)
                {
                    sends?.TakeOver(token);
                }
                else
                {
                    token.Drop();
                }
                if (winner == 0 && receives is not null)
                {
                    consumer.Take(0, receives.Take());
                }
                else if (winner is 2 or SelectFrame.AllClosed)
                {
                    consumer.NoteEnd(0);
                }
            },
            token.Drop);
    }
}
