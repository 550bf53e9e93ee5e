using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Collections;

/// <summary>The type <c>range</c>: integers from <see cref="Start"/> up to, not including, <see cref="Stop"/>.</summary>
[Module("std.builtins"), Name("range"), Name("Range"), ForwardsTo("iter")]
public readonly struct IntRange : IIterable<long>, IEquatable<IntRange>, IDebug, ISized
{
    /// <summary>A range with a step that is known not to be zero.</summary>
    public IntRange(long start, long stop, long step)
    {
        Start = start;
        Stop = stop;
        Step = step;
    }

    [Name("start")]
    public long Start { get; }

    [Name("stop")]
    public long Stop { get; }

    [Name("step")]
    public long Step { get; }

    public long Count
    {
        get
        {
            if (Step > 0 ? Start >= Stop : Start <= Stop)
            {
                return 0;
            }
            ulong distance = Step > 0 ? (ulong)Stop - (ulong)Start : (ulong)Start - (ulong)Stop;
            ulong stride = Step > 0 ? (ulong)Step : 0 - (ulong)Step;
            return checked((long)(((distance - 1) / stride) + 1));
        }
    }

    [Constructor]
    public static IntRange Create(long stop) => new(0, stop, 1);

    [Constructor]
    public static IntRange Create(long start, long stop) => new(start, stop, 1);

    [Constructor]
    public static IntRange Create(long start, long stop, long step) =>
        step == 0 ? throw new ValueError("range() arg 3 must not be zero") : new(start, stop, step);

    /// <summary><c>range(a..b)</c>.</summary>
    [Constructor]
    public static IntRange Create(IntRange range) => range;

    /// <summary><c>a..=b</c>.</summary>
    public static IntRange Inclusive(long start, long last) => new(start, checked(last + 1), 1);

    [Name("__len__"), Name("len")]
    public long Length() => Count;

    [Name("__bool__")]
    public bool IsNotEmpty() => Count != 0;

    [Name("is_empty")]
    public bool IsEmpty() => Count == 0;

    [Name("__getitem__")]
    public long Get(long index)
    {
        long count = Count;
        long at = index < 0 ? index + count : index;
        return (ulong)at < (ulong)count ? Start + (at * Step) : throw new IndexError($"index {index} out of range for range of length {count}");
    }

    [Name("__contains__"), Name("contains")]
    public bool Contains(long value) =>
        (Step > 0 ? value >= Start && value < Stop : value <= Start && value > Stop) && ((Int128)value - Start) % Step == 0;

    [Name("__iter__"), Name("iter")]
    public Iterator<long> Iterate() => new RangeIterator(this);

    public bool Equals(IntRange other)
    {
        long count = Count;
        return count == other.Count && (count == 0 || (Start == other.Start && (count == 1 || Step == other.Step)));
    }

    public override bool Equals(object? obj) => obj is IntRange other && Equals(other);

    public override int GetHashCode() => Count switch
    {
        0 => 0,
        1 => HashCode.Combine(Start),
        long count => HashCode.Combine(Start, Step, count),
    };

    public void Debug(DebugWriter writer)
    {
        string start = Formatter.Display(Start), stop = Formatter.Display(Stop);
        writer.Raw(Step == 1 ? $"{start}..{stop}" : $"range({start}, {stop}, {Formatter.Display(Step)})");
    }

    public override string ToString() => Formatter.Debug(this);
}
