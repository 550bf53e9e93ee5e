namespace Chasqui.Runtime.Scheduling;

/// <summary>Puts one thread to sleep until another wakes it; a wake that comes first is not lost.</summary>
internal sealed class Parker
{
    private readonly object _lock = new();
    private bool _token;

    /// <summary>Returns after a wake or when the time is over; negative waits for the wake alone.</summary>
    internal void Park(int milliseconds)
    {
        lock (_lock)
        {
            if (!_token)
            {
                Monitor.Wait(_lock, milliseconds);
            }
            _token = false;
        }
    }

    internal void Unpark()
    {
        lock (_lock)
        {
            _token = true;
            Monitor.Pulse(_lock);
        }
    }
}
