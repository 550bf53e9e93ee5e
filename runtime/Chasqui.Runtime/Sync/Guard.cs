using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Sync;

/// <summary>What a lock gives to its holder: a view of the value, until it is dropped. Owned by one place.</summary>
public abstract class Guard<T> : IResource, IStakeholder
{
    private bool _isReleased;

    private protected Guard()
    {
    }

    Stake? IStakeholder.Stake => _isReleased ? null : new(Lock, StakePart.Lock);

    [Name("get"), Lends]
    public T Get() => Ops.Share(Value);

    public void Drop()
    {
        if (!_isReleased)
        {
            _isReleased = true;
            Release();
        }
    }

    private protected abstract object Lock { get; }

    private protected abstract ref T Value { get; }

    private protected abstract void Release();
}

/// <summary>A guard whose holder is alone, and may change the value.</summary>
public abstract class WritingGuard<T> : Guard<T>
{
    private protected WritingGuard()
    {
    }

    [Name("set")]
    public void Set([Name("value")] T value) => Ops.Drop(Replace(value));

    /// <summary>Puts a value in and gives the one before, which the caller owns.</summary>
    [Name("replace")]
    public T Replace([Name("value")] T value)
    {
        T before = Value;
        Value = value;
        return before;
    }

    /// <summary>Replaces the value by what the function makes of it.</summary>
    [Name("update")]
    public void Update([Name("f")] Func<T, T> f) => Value = f(Ops.Share(Value));
}
