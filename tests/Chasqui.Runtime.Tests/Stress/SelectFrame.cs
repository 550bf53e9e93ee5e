using Chasqui.Runtime.Channels;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary><c>select:</c> as the compiler emits it. Its value is the number of the arm that won, or one of the two below.</summary>
/// <param name="isBiased">Whether arms are tried in order.</param>
/// <param name="hasDefault">Whether it does not wait.</param>
/// <param name="addArms">Makes the arms when the select begins.</param>
/// <param name="decide">What the arms do. Not called when the select is cancelled.</param>
/// <param name="abandon">What becomes of values when the select is cancelled or never begins.</param>
[SourceName("selecting")]
internal sealed class SelectFrame(bool isBiased, bool hasDefault, Action<SelectArms> addArms, Action<long> decide, Action abandon) : Future<int>
{
    internal const int Default = -1;
    internal const int AllClosed = -2;

    private bool _isSuspended;

    public override AsyncStatus Resume(Worker worker)
    {
        AsyncStatus status;
        long winner;
        try
        {
            status = _isSuspended ? TakeResult(out winner) : Begin(worker, out winner);
        }
        catch (SelectClosed)
        {
            decide(AllClosed);
            return Complete(AllClosed);
        }
        if (status == AsyncStatus.Suspended)
        {
            _isSuspended = true;
            Suspend(worker);
        }
        else if (status == AsyncStatus.Completed)
        {
            decide(winner);
            Result = (int)winner;
        }
        else
        {
            abandon();
        }
        return status;
    }

    public override void Drop() => abandon();

    private AsyncStatus Begin(Worker worker, out long winner)
    {
        var arms = new SelectArms();
        addArms(arms);
        return arms.Start(worker, isBiased, hasDefault, out winner);
    }
}

/// <summary>The arms of a select, which begins in one way or the other as the compiler chooses: without an operation if they are few and none is a future.</summary>
internal sealed class SelectArms
{
    private const int Few = 4;

    private readonly List<SelectArm> _others = [];
    private readonly List<Action<SelectOperation>> _all = [];

    internal void Add(SelectArm arm)
    {
        _others.Add(arm);
        _all.Add(select => select.Add(arm));
    }

    internal void AddFuture(Future<int> arm) => _all.Add(select => select.AddFuture(arm));

    internal AsyncStatus Start(Worker worker, bool isBiased, bool hasDefault, out long winner)
    {
        if (_others.Count == _all.Count && _all.Count is > 0 and <= Few)
        {
            return SelectOperation.Start(worker, isBiased, hasDefault, [.. _others], out winner);
        }
        SelectOperation select = SelectOperation.Take(worker, isBiased, hasDefault);
        _all.ForEach(add => add(select));
        return select.Start(worker, out winner);
    }
}

/// <summary><c>await sender.send(token)</c>, and so on with the tokens that are made next; one that is refused is dropped.</summary>
[SourceName("sending")]
internal sealed class SendFrame(Sender<Token> sender, Token first, int count = 1, Func<Token>? next = null) : Future<int>
{
    private Token _token = first;
    private bool _isSuspended;

    public override AsyncStatus Resume(Worker worker)
    {
        while (true)
        {
            AsyncStatus status = _isSuspended ? TakeResult(out Result<Unit, SendError<Token>> outcome) : sender.Send(worker, _token, out outcome);
            _isSuspended = status == AsyncStatus.Suspended;
            if (_isSuspended)
            {
                Suspend(worker);
            }
            if (status != AsyncStatus.Completed)
            {
                return status;
            }
            _token.IsAccepted = outcome.IsOk();
            Ops.Drop(outcome);
            if (--count == 0 || next is null)
            {
                return status;
            }
            _token = next();
        }
    }

    public override void Drop() => _token.Drop();
}

/// <summary><c>take(await receiver.recv())</c>, up to so many times, or until it gives 0.</summary>
[SourceName("receiving")]
internal sealed class ReceiveFrame(Receiver<Token> receiver, Func<Option<Token>, int> take, int count = 1) : Future<int>
{
    private bool _isSuspended;

    public override AsyncStatus Resume(Worker worker)
    {
        while (true)
        {
            AsyncStatus status = _isSuspended ? TakeResult(out Option<Token> message) : receiver.Recv(worker, out message);
            _isSuspended = status == AsyncStatus.Suspended;
            if (_isSuspended)
            {
                Suspend(worker);
            }
            if (status != AsyncStatus.Completed || take(message) == 0 || --count == 0)
            {
                return status;
            }
        }
    }
}
