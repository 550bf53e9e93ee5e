namespace Chasqui.Runtime.Scheduling;

/// <summary>Strands made runnable outside the workers.</summary>
internal sealed class InjectionQueue
{
    private readonly Lock _lock = new();
    private readonly Queue<Strand> _queue = new();
    private int _count;

    internal bool IsEmpty => Volatile.Read(ref _count) == 0;

    internal void Push(Strand strand)
    {
        lock (_lock)
        {
            _queue.Enqueue(strand);
            Volatile.Write(ref _count, _queue.Count);
        }
    }

    internal void CollectInto(List<Strand> tasks)
    {
        lock (_lock)
        {
            tasks.AddRange(_queue);
        }
    }

    internal Strand? Pop()
    {
        if (IsEmpty)
        {
            return null;
        }
        lock (_lock)
        {
            _queue.TryDequeue(out Strand? strand);
            Volatile.Write(ref _count, _queue.Count);
            return strand;
        }
    }
}
