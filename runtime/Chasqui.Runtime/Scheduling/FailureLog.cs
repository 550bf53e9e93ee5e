namespace Chasqui.Runtime.Scheduling;

/// <summary>The failures of tasks that nobody has looked at yet. Any thread.</summary>
internal sealed class FailureLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Strand, (long Order, Exception Error)> _unobserved = [];
    private long _sequence;
    private bool _anyReported;

    /// <summary>Told about each failure that nobody will observe.</summary>
    internal Action<Exception>? Report { get; set; }

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _unobserved.Count;
            }
        }
    }

    internal void Add(Strand strand, Exception error)
    {
        lock (_lock)
        {
            _unobserved.Add(strand, (_sequence++, error));
        }
    }

    internal void Remove(Strand strand)
    {
        lock (_lock)
        {
            _unobserved.Remove(strand);
        }
    }

    /// <summary>Nobody will ask for the outcome of this one.</summary>
    internal void ReportNow(Strand strand)
    {
        (long, Exception Error) failure;
        lock (_lock)
        {
            if (!_unobserved.Remove(strand, out failure))
            {
                return;
            }
        }
        ReportNow(failure.Error);
    }

    /// <summary>A failure that is in no task's name.</summary>
    internal void ReportNow(Exception error)
    {
        lock (_lock)
        {
            _anyReported = true;
        }
        Report?.Invoke(error);
    }

    /// <summary>Whether a failure has been reported since the last time this was asked.</summary>
    internal bool TakeReported()
    {
        lock (_lock)
        {
            bool any = _anyReported;
            _anyReported = false;
            return any;
        }
    }

    /// <summary>Reports what is left, in the order in which it happened.</summary>
    internal void ReportAll()
    {
        Strand[] left;
        lock (_lock)
        {
            left = [.. _unobserved.OrderBy(entry => entry.Value.Order).Select(entry => entry.Key)];
        }
        foreach (Strand strand in left)
        {
            ReportNow(strand);
        }
    }
}
