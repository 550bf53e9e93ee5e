using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Collections;

/// <summary>
/// Access to the elements of a list that nothing adds to or takes from for a while: a loop takes the place of the first one and
/// their number once, as two locals.
/// </summary>
public static class Elements
{
    /// <summary>The place of an element; a negative index counts from the end.</summary>
    /// <remarks>The cold path never comes back from a call, so that a loop's values stay in registers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(ref T first, long count, long index)
    {
        long at = index;
        if ((ulong)at >= (ulong)count)
        {
            at += count;
            if ((ulong)at >= (ulong)count)
            {
                Errors.ThrowIndex(index, count);
            }
        }
        return ref Unsafe.Add(ref first, (nint)at);
    }

    /// <summary>The place of an element whose index is known to be one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Inside<T>(ref T first, long index) => ref Unsafe.Add(ref first, (nint)index);

    /// <summary><see cref="At"/> in what <see cref="Row"/> found for <paramref name="row"/> among so many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T AtRow<T>(ref T first, long count, long index, long rows, long row)
    {
        long at = index;
        if ((ulong)at >= (ulong)count)
        {
            at += count;
            if ((ulong)at >= (ulong)count)
            {
                ThrowRow(index, count, rows, row);
            }
        }
        return ref Unsafe.Add(ref first, (nint)at);
    }

    /// <summary>The list at an index, for use with <see cref="AtRow"/>; an empty one if there is none.</summary>
    public static ValueList<T> Row<T>(ref ValueList<T> first, long count, long index)
    {
        long at = index < 0 ? index + count : index;
        return (ulong)at < (ulong)count ? Unsafe.Add(ref first, (nint)at) : ValueList<T>.Missing;
    }

    /// <summary><see cref="Row"/>, to be changed.</summary>
    public static ValueList<T> UniqueRow<T>(ref ValueList<T> first, long count, long index)
    {
        long at = index < 0 ? index + count : index;
        return (ulong)at < (ulong)count ? Ops.Unique(ref Unsafe.Add(ref first, (nint)at)) : ValueList<T>.Missing;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Replace<T>(ref T item, T value)
    {
        Ops.Drop(item);
        item = value;
    }

    [DoesNotReturn]
    private static void ThrowRow(long index, long count, long rows, long row)
    {
        if (row >= rows || row < -rows)
        {
            Errors.ThrowIndex(row, rows);
        }
        Errors.ThrowIndex(index, count);
    }
}
