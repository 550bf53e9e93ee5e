using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Sync;

/// <summary>A value that never changes, to be read from any task. Copies are the same object.</summary>
[Module("std.sync"), Name("Shared"), SharedHandle, Sendable(true)]
public sealed class Shared<T>
{
    private readonly T _value;

    private Shared(T value) => _value = value;

    [Constructor, Name("new")]
    public static Shared<T> Create([Name("value")] T value) => new(Ops.Share(value));

    [Name("get")]
    public T Get() => Ops.Share(_value);
}

/// <summary>An integer that tasks change without a lock. Copies are the same integer. Every operation is sequentially consistent.</summary>
[Module("std.sync"), Name("Atomic"), SharedHandle, Sendable(true)]
public sealed class Atomic<T>
{
    private long _value;

    private Atomic(long value) => _value = value;

    /// <summary>The type argument is always <c>int</c>.</summary>
    [Constructor, Name("new")]
    public static Atomic<long> Create([Name("value")] long value = 0) => new(value);

    [Name("load"), Name("get")]
    public long Load() => Volatile.Read(ref _value);

    [Name("store"), Name("set")]
    public void Store([Name("value")] long value) => Interlocked.Exchange(ref _value, value);

    /// <summary>Puts a value in and gives the one before.</summary>
    [Name("swap")]
    public long Swap([Name("value")] long value) => Interlocked.Exchange(ref _value, value);

    /// <summary>Adds, wrapping around at the limits, and gives the value before.</summary>
    [Name("fetch_add"), Name("add")]
    public long FetchAdd([Name("value")] long value = 1) => Interlocked.Add(ref _value, value) - value;

    /// <summary>Subtracts, wrapping around at the limits, and gives the value before.</summary>
    [Name("fetch_sub"), Name("sub")]
    public long FetchSub([Name("value")] long value = 1) => Interlocked.Add(ref _value, -value) + value;

    /// <summary>Puts the new value in if the old one is there; true if it was.</summary>
    [Name("compare_exchange")]
    public bool CompareExchange([Name("expected")] long expected, [Name("new")] long replacement) =>
        Interlocked.CompareExchange(ref _value, replacement, expected) == expected;
}
