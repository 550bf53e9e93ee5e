using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Sync;

/// <summary>
/// A lock and the value in it. Over a resource each handle has one owner, <c>clone</c> makes another, and the last one that is dropped drops
/// the value. Over any other value nothing is counted, and dropping does nothing.
/// </summary>
/// <remarks>
/// Who drops the value: the last handle if the lock is free then, else whoever gives the lock back last. Both first do their own step and then
/// look for the other's, so that one of them sees both; the lock itself keeps the other out meanwhile.
/// </remarks>
public abstract class GuardedValue<T> : IResource
{
    private T _value;
    private int _handles = 1;
    private bool _isDropped;

    private protected GuardedValue(T value) => _value = value;

    internal ref T Value => ref _value;

    public void Drop()
    {
        if (Interlocked.Decrement(ref _handles) == 0)
        {
            DropValue();
        }
    }

    private protected void AddHandle() => Interlocked.Increment(ref _handles);

    /// <summary>After the lock was given back.</summary>
    private protected void EndHold()
    {
        if (TypeTraits<T>.MayOwn && Volatile.Read(ref _handles) <= 0)
        {
            DropValue();
        }
    }

    /// <summary>Takes the lock if nobody has it.</summary>
    private protected abstract bool TryHold();

    /// <summary>Gives it back, and does no more than that.</summary>
    private protected abstract void Unhold();

    private void DropValue()
    {
        if (!TryHold())
        {
            return;
        }
        try
        {
            if (!Interlocked.Exchange(ref _isDropped, true))
            {
                Ops.Drop(_value);
            }
        }
        finally
        {
            Unhold();
        }
    }
}
