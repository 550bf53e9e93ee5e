using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Scheduling;

/// <content>What the code of a strand stands in: its regions, from the innermost outwards, and its context. All of it belongs to the running thread.</content>
public abstract partial class Strand
{
    /// <summary>Made when the first of its parts is set: most tasks never have any.</summary>
    private Surroundings? _surroundings;

    /// <summary>The innermost region entered; null when only the task itself can be cancelled.</summary>
    internal Region? Region
    {
        get => _surroundings?.Region;
        private set
        {
            if (value is not null || _surroundings is not null)
            {
                Around().Region = value;
            }
        }
    }

    /// <summary>What the task carries about; null for nothing. Belongs to the thread that runs the strand.</summary>
    internal TaskContext? Context
    {
        get => _surroundings?.Context;
        set
        {
            if (value is not null || _surroundings is not null)
            {
                Around().Context = value;
            }
        }
    }

    /// <summary>Whether the code that runs now has been cancelled. For the running thread.</summary>
    internal bool IsCancelled => (Volatile.Read(ref _state) & (CancelRequested | RegionCancelled)) != 0 && FindsCancellation();

    /// <summary>The number of the present wait, if only another task can end it; null if the strand runs or something else may wake it. Any thread.</summary>
    internal int? WaitForTask
    {
        get
        {
            int state = Volatile.Read(ref _state);
            if ((state & Active) != 0 || Leaf is not { AwaitsOutside: false })
            {
                return null;
            }
            for (Region? region = Region; region is not null; region = region.Outer)
            {
                if (region.IsTimed)
                {
                    return null;
                }
            }
            return state;
        }
    }

    /// <summary>A region of this strand has been marked: its code has to look.</summary>
    internal void NoteCancelledRegion(Worker? by)
    {
        Interlocked.Or(ref _state, RegionCancelled);
        Wake(by);
    }

    internal void EnterRegion(Region region)
    {
        region.Outer = Region;
        Region = region;
    }

    /// <summary>Takes a region out of the stack. Only shields may stand further in: a block's exit runs inside one.</summary>
    internal void LeaveRegion(Region region)
    {
        if (Region == region)
        {
            Region = region.Outer;
        }
        else
        {
            Region inner = Region ?? throw new InvalidOperationException("the region has not been entered");
            while (inner.Outer != region)
            {
                inner = inner.Outer ?? throw new InvalidOperationException("the region has not been entered");
            }
            inner.Outer = region.Outer;
        }
        if (region.Cleanups is { } left)
        {
            region.Cleanups = null;
            CleanupsIn(region.Outer).Add(left);
        }
        if (Region is null && (Volatile.Read(ref _state) & RegionCancelled) != 0)
        {
            Interlocked.And(ref _state, ~RegionCancelled);
        }
    }

    /// <summary>A task cleans up after what the running code has dropped: the innermost region waits for it at its end, or else the strand.</summary>
    internal void AddCleanup(Strand task)
    {
        if (task != Task)
        {
            CleanupsIn(Region).Add(task);
        }
    }

    private Cleanups CleanupsIn(Region? region)
    {
        while (region is { IsShield: true })
        {
            region = region.Outer;
        }
        return region is null ? Around().Cleanups ??= new Cleanups() : region.Cleanups ??= new Cleanups();
    }

    /// <summary>What the strand itself has to wait for; null for nothing.</summary>
    private Cleanups? TakeCleanups()
    {
        if (_surroundings is not { Cleanups: { } cleanups } around)
        {
            return null;
        }
        around.Cleanups = null;
        return cleanups;
    }

    /// <summary>Whether what stands around a region, shields of its own cleanup apart, has been cancelled.</summary>
    internal bool IsCancelledAround(Region? region)
    {
        for (; region is not null; region = region.Outer)
        {
            if (region.IsShield || region.IsCancelled)
            {
                return !region.IsShield;
            }
        }
        return IsCancelRequested;
    }

    private bool FindsCancellation() => IsCancelledAround(Region);

    private Surroundings Around() =>
        _surroundings ?? Interlocked.CompareExchange(ref _surroundings, new Surroundings(), null) ?? _surroundings;

    /// <summary>What few strands have: an id that was asked for, by any thread, and what their code stands in, which belongs to the running one.</summary>
    private sealed class Surroundings
    {
        internal int Id;

        internal Region? Region { get; set; }

        internal TaskContext? Context { get; set; }

        /// <summary>What cleans up after what was dropped outside all regions.</summary>
        internal Cleanups? Cleanups { get; set; }

        /// <summary>What .NET code changed, to be restored at the next turn.</summary>
        internal ExecutionContext? ExecutionContext { get; set; }
    }
}
