using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Tests.Stress;

/// <summary>A message that owns something: it is to be dropped exactly once, by whoever has it then.</summary>
internal sealed class Token(int from, int number) : IResource
{
    private int _drops;
    private int _receipts;

    internal int From => from;

    internal int Number => number;

    /// <summary>Whether the send said that it has happened. Written by the sending task.</summary>
    internal bool IsAccepted { get; set; }

    public void Drop() => Interlocked.Increment(ref _drops);

    internal void Receive()
    {
        Interlocked.Increment(ref _receipts);
        Drop();
    }

    /// <summary>What is wrong with it when all is over; null if nothing.</summary>
    /// <param name="mayBeLost">Whether its channel may have been dropped with it.</param>
    internal string? Fault(bool mayBeLost = false)
    {
        bool isRight = _drops == 1 && (IsAccepted ? _receipts == 1 || (mayBeLost && _receipts == 0) : _receipts == 0);
        return isRight ? null : $"message {number} of {from}, {(IsAccepted ? "accepted" : "refused")}, was received {_receipts} times and dropped {_drops} times";
    }
}
