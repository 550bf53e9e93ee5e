using System.Runtime.CompilerServices;

namespace Chasqui.Runtime.Sync;

/// <summary>
/// A lock for a few dozen instructions: nobody waits, allocates much or runs foreign code inside. One exchange to enter and one
/// write to leave. Always the innermost lock.
/// </summary>
internal struct SpinGate
{
    private const int SpinsBeforeYield = 16;

    private int _taken;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter()
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0)
        {
            Spin();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Exit() => Volatile.Write(ref _taken, 0);

    /// <summary>Leaves, and lets no later read happen before an earlier write is seen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ExitWithFence() => Interlocked.Exchange(ref _taken, 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Spin()
    {
        int spins = 0;
        do
        {
            if (++spins < SpinsBeforeYield)
            {
                Thread.SpinWait(spins);
            }
            else
            {
                // The holder may have lost its processor.
                Thread.Yield();
            }
        }
        while (Volatile.Read(ref _taken) != 0 || Interlocked.Exchange(ref _taken, 1) != 0);
    }
}
