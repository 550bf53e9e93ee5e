using System.Numerics;

namespace Chasqui.Runtime.Scheduling;

/// <summary>The tasks started through one worker, to be asked for those that have not ended. Adding is for one thread at a time.</summary>
/// <remarks>
/// Ending a task does nothing here: a full list drops the ended ones before it grows, and one whose owner has nothing to do when as many tasks
/// have ended as would pay for the look. So it keeps at most as many of them alive as it found living ones the last time, or a few.
/// </remarks>
internal sealed class LiveTasks(int capacity = 256)
{
    private const int FewTasks = 128;

    /// <summary>Held while entries move. Adding into free room needs no lock: a reader looks only below the count.</summary>
    private readonly Lock _lock = new();
    private Entry[] _entries = new Entry[capacity];
    private int _count;

    /// <summary>How many tasks had ended anywhere at the last look in <see cref="Trim"/>.</summary>
    private long _endedBefore;

    /// <summary>How many are kept, ended ones too.</summary>
    internal int Count => Volatile.Read(ref _count);

    internal void Add(Strand task)
    {
        if (_count == _entries.Length)
        {
            DropEnded();
        }
        _entries[_count].Task = task;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Whether there may be many ended ones.</summary>
    internal bool MayTrim => Count > FewTasks;

    /// <summary>Lets go of ended tasks, and of room that is not needed any more. While nobody adds.</summary>
    /// <param name="ended">How many tasks have ended anywhere.</param>
    internal void Trim(long ended)
    {
        if (ended - _endedBefore < _count / 2)
        {
            return;
        }
        _endedBefore = ended;
        DropEnded();
        int needed = Math.Max(FewTasks, 2 * (int)BitOperations.RoundUpToPowerOf2((uint)_count));
        if (needed < _entries.Length)
        {
            lock (_lock)
            {
                Array.Resize(ref _entries, needed);
            }
        }
    }

    internal void CollectInto(List<Strand> live)
    {
        lock (_lock)
        {
            foreach (Entry entry in _entries.AsSpan(0, Volatile.Read(ref _count)))
            {
                if (!entry.Task.IsEnded)
                {
                    live.Add(entry.Task);
                }
            }
        }
    }

    /// <summary>Whether what is asked holds for all that have not ended.</summary>
    internal bool All(Func<Strand, bool> holds)
    {
        lock (_lock)
        {
            foreach (Entry entry in _entries.AsSpan(0, Volatile.Read(ref _count)))
            {
                if (!entry.Task.IsEnded && !holds(entry.Task))
                {
                    return false;
                }
            }
            return true;
        }
    }

    private void DropEnded()
    {
        lock (_lock)
        {
            int kept = 0;
            for (int i = 0; i < _count; i++)
            {
                if (!_entries[i].Task.IsEnded)
                {
                    _entries[kept++] = _entries[i];
                }
            }
            _entries.AsSpan(kept).Clear();
            _count = kept;
            if (kept > _entries.Length / 2)
            {
                Array.Resize(ref _entries, _entries.Length * 2);
            }
        }
    }

    /// <summary>A struct, so that storing needs no check of the array's element type.</summary>
    private struct Entry
    {
        internal Strand Task;
    }
}
