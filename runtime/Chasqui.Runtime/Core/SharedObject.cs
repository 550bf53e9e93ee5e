namespace Chasqui.Runtime.Core;

/// <summary>
/// Base of every mutable value: collections, models, classes. Values never alias observably: copying a place sets the
/// sticky shared bit and copies the reference; a mutation goes through <see cref="Ops.Unique{T}"/>, which replaces a shared
/// object by a shallow clone first.
/// </summary>
/// <remarks>
/// The bit is only ever set, by plain writes, and always before the reference is published to another thread; a reader that holds
/// the only reference may therefore mutate in place without synchronisation.
/// </remarks>
public abstract class SharedObject
{
    private bool _shared;

    public bool IsShared => _shared;

    public void MarkShared() => _shared = true;

    /// <summary>An unshared copy of this object alone; its children are marked shared, since both copies now refer to them.</summary>
    public abstract SharedObject ShallowClone();

    /// <summary>The value itself, or its own copy if it can be changed in place.</summary>
    public static T Detached<T>(T value) => value is SharedObject shared && shared.ShallowClone() is T copy ? copy : value;
}

/// <summary>A value type or immutable object with <see cref="SharedObject"/>s inside (Option, Result, tuples, enum payloads).</summary>
public interface IShareable
{
    /// <summary>Marks every <see cref="SharedObject"/> directly inside as shared.</summary>
    void MarkShared();
}
