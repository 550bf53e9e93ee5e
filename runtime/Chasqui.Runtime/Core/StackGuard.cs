using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Chasqui.Runtime.Core;

/// <summary>
/// Tells whether the stack has room for a deeper call. Asking the CLR, or as much as a thread-static, costs more than a call does.
/// So the blocks of address space that lie in a stack and have room below are kept in a table that all threads share.
/// </summary>
/// <remarks>
/// A block may also hold the end of a neighbour's stack, but the neighbour has asked, and heard no, in the block before.
/// Blocks are only kept for threads that run under <see cref="Watch"/>, which forgets them before the memory can be another's.
/// </remarks>
internal static unsafe class StackGuard
{
    /// <summary>64 KB: where the CLR says yes it has twice as much, so even the block's lowest address has room for functions that do not ask.</summary>
    private const int BlockBits = 16;

    /// <summary>Enough for stacks of 256 MB to stand side by side without taking each other's places.</summary>
    private const int Places = 4096;

    private static readonly nuint* s_blocks = (nuint*)NativeMemory.AllocZeroed(Places, (nuint)sizeof(nuint));

    /// <summary>The lowest block kept for this thread; zero where none may be.</summary>
    [ThreadStatic]
    private static nuint t_lowest;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasRoom()
    {
        byte here;
        nuint block = (nuint)(&here) >> BlockBits;
        return s_blocks[block % Places] == block || Ask(block);
    }

    /// <summary>The whole life of a thread that runs Chasqui code.</summary>
    public static void Watch(Action body)
    {
        byte here;
        nuint highest = (nuint)(&here) >> BlockBits;
        t_lowest = highest;
        try
        {
            body();
        }
        finally
        {
            for (nuint block = t_lowest; block <= highest; block++)
            {
                Interlocked.CompareExchange(ref s_blocks[block % Places], 0, block);
            }
            t_lowest = 0;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Ask(nuint block)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return false;
        }
        if (t_lowest != 0)
        {
            t_lowest = Math.Min(t_lowest, block);
            Volatile.Write(ref s_blocks[block % Places], block);
        }
        return true;
    }
}
