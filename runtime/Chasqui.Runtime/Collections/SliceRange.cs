using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Collections;

/// <summary>A slice <c>[start:stop:step]</c> of a sequence of known length, by Python's rules: parts clamp, only a step of 0 is an error.</summary>
internal readonly record struct SliceRange(long Start, long Step, int Count)
{
    public static SliceRange Resolve(Option<long> start, Option<long> stop, Option<long> step, long length)
    {
        long by = step.IsSome() ? step.Value : 1;
        if (by == 0)
        {
            throw new ValueError("slice step cannot be zero");
        }
        long low = by > 0 ? 0 : -1;
        long high = by > 0 ? length : length - 1;
        long from = start.IsSome() ? Clamp(start.Value) : by > 0 ? low : high;
        long to = stop.IsSome() ? Clamp(stop.Value) : by > 0 ? high : low;
        long distance = by > 0 ? to - from : from - to;
        long stride = by > 0 ? by : by == long.MinValue ? long.MaxValue : -by;
        return new SliceRange(from, by, distance <= 0 ? 0 : (int)(((distance - 1) / stride) + 1));

        long Clamp(long index) => Math.Clamp(index < 0 ? index + length : index, low, high);
    }
}
