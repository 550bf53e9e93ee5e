using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>A part of what one task does that can be cancelled by itself: the body of a timeout or of a group.</summary>
/// <remarks>
/// The regions of a strand form a stack, linked from the innermost outwards, which belongs to the thread that runs the strand. Only the
/// mark of cancellation is set by others: first the mark, then the strand's bit, then the wake. Whoever has entered a region
/// leaves it on every path, and then decides what becomes of a cancellation that was for this region only.
/// </remarks>
public class Region
{
    private Strand _strand;
    private bool _cancelled;

    private protected Region(Strand strand) => _strand = strand;

    /// <summary>Gives a region that was left to another strand.</summary>
    private protected void MoveTo(Strand strand) => _strand = strand;

    internal Region? Outer { get; set; }

    /// <summary>What cleans up after what was dropped inside; null for nothing. Belongs to the thread that runs the strand.</summary>
    internal Cleanups? Cleanups { get; set; }

    /// <summary>Whether cancellations from further out do not reach what runs inside.</summary>
    internal virtual bool IsShield => false;

    /// <summary>Whether a timer is armed that will cancel the region.</summary>
    internal virtual bool IsTimed => false;

    internal bool IsCancelled => Volatile.Read(ref _cancelled);

    /// <summary>Asks what runs inside to unwind. Any thread, any number of times, also after the region was left.</summary>
    internal void Cancel(Worker? by)
    {
        Volatile.Write(ref _cancelled, true);
        _strand.NoteCancelledRegion(by);
    }
}

/// <summary>Cleanup that waits: it runs to its end, and a cancellation that is under way or arrives meanwhile takes effect afterwards.</summary>
/// <remarks>Nobody keeps one, so a worker has one to spare: a cleanup whose awaits are ready allocates nothing.</remarks>
internal sealed class Shield(Strand strand) : Region(strand)
{
    internal Shield For(Strand strand)
    {
        MoveTo(strand);
        return this;
    }

    internal override bool IsShield => true;
}
