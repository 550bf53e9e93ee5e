using System.Runtime.CompilerServices;

namespace Chasqui.Runtime.Sync;

/// <summary>
/// A lock for a few dozen instructions: nobody waits, allocates much or runs foreign code inside. One exchange to enter and one
/// write to leave. Always the innermost lock.
/// </summary>
internal struct SpinGate
{
    /// <summary>In normalised spins, some 40 ns each: long enough for who is inside to pass several times in a row, on memory that it keeps.</summary>
    private const int ShortestPause = 4;
    private const int LongestPause = 64;
    private const int Pauses = 12;
    private const int Yields = 16;

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
        int pause = ShortestPause;
        int attempt = 0;
        do
        {
            if (attempt < Pauses)
            {
                Thread.SpinWait(pause);
                pause = Math.Min(2 * pause, LongestPause);
            }
            else if (attempt < Pauses + Yields)
            {
                Thread.Yield();
            }
            else
            {
                // The holder has lost its processor, and needs one.
                Thread.Sleep(1);
            }
            attempt++;
        }
        while (Volatile.Read(ref _taken) != 0 || Interlocked.Exchange(ref _taken, 1) != 0);
    }
}
