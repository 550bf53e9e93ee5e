using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Sync;

/// <summary>A value that never changes, to be read from any task. Copies are the same object.</summary>
[Module("std.sync"), Name("Shared"), SharedHandle, Sendable(true)]
public sealed class Shared<T>
{
    private readonly T _value;

    private Shared(T value) => _value = value;

    [Constructor, Name("new"), Requires("T", "Copy")]
    public static Shared<T> Create([Name("value"), Sent("a `Shared`")] T value) => new(Ops.Share(value));

    [Name("get")]
    public T Get() => Ops.Share(_value);
}

/// <summary>
/// An <c>int</c> that tasks change without a lock. Copies are the same integer. Every operation is sequentially consistent. <c>int</c> is
/// the only type argument there is, written because others may come.
/// </summary>
[Module("std.sync"), Name("Atomic"), SharedHandle, Sendable(true)]
[InsteadOf("`{0}.load()` reads it, `{0}.store(…)` and `{0}.fetch_add(…)` change it", "value", "inc", "increment", "dec", "decrement")]
public sealed class Atomic<T>
{
    private long _value;

    private Atomic(long value) => _value = value;

    /// <exception cref="TypeError">The type argument is not <c>int</c>.</exception>
    [Constructor, Name("new")]
    public static Atomic<T> Create([Name("value")] T value) => typeof(T) == typeof(long)
        ? new(Number(value))
        : throw new TypeError("an Atomic holds an int; guard other values by a Lock");

    [Name("load"), Name("get")]
    public T Load() => Value(Volatile.Read(ref _value));

    [Name("store"), Name("set")]
    public void Store([Name("value")] T value) => Interlocked.Exchange(ref _value, Number(value));

    /// <summary>Puts a value in and gives the one before.</summary>
    [Name("swap")]
    public T Swap([Name("value")] T value) => Value(Interlocked.Exchange(ref _value, Number(value)));

    /// <summary>Adds, wrapping around at the limits, and gives the value before.</summary>
    [Name("fetch_add"), Name("add")]
    public T FetchAdd([Name("value")] T value) => Value(Interlocked.Add(ref _value, Number(value)) - Number(value));

    /// <summary>Subtracts, wrapping around at the limits, and gives the value before.</summary>
    [Name("fetch_sub"), Name("sub")]
    public T FetchSub([Name("value")] T value) => Value(Interlocked.Add(ref _value, -Number(value)) + Number(value));

    /// <summary>Puts the larger of both in and gives the value before.</summary>
    [Name("fetch_max")]
    public T FetchMax([Name("value")] T value) => Exchange(value, static (old, given) => Math.Max(old, given));

    /// <summary>Puts the smaller of both in and gives the value before.</summary>
    [Name("fetch_min")]
    public T FetchMin([Name("value")] T value) => Exchange(value, static (old, given) => Math.Min(old, given));

    /// <summary>Puts the new value in if the old one is there; true if it was.</summary>
    [Name("compare_exchange")]
    public bool CompareExchange([Name("expected")] T expected, [Name("new")] T replacement) =>
        Interlocked.CompareExchange(ref _value, Number(replacement), Number(expected)) == Number(expected);

    private T Exchange(T value, Func<long, long, long> next)
    {
        long given = Number(value), old = Volatile.Read(ref _value), seen;
        while ((seen = Interlocked.CompareExchange(ref _value, next(old, given), old)) != old)
        {
            old = seen;
        }
        return Value(old);
    }

    private static long Number(T value) => Unsafe.As<T, long>(ref value);

    private static T Value(long number) => Unsafe.As<long, T>(ref number);
}
