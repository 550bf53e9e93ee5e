using System.Runtime.CompilerServices;

namespace Chasqui.Runtime.Sync;

/// <summary>
/// A lock for a few dozen instructions: nobody waits, allocates much or runs foreign code inside. One exchange to enter and one
/// write to leave. Always the innermost lock.
/// </summary>
/// <remarks>
/// Who finds it taken first backs off, so that a thread which passes again and again does so on memory that it keeps, many times in a row. Such a
/// thread would keep everybody else out for as long as it likes: so the other then says that it wants to enter, and the next to leave holds
/// back for a moment. The word may be left standing, or be lost; that costs one needless moment, or one more attempt.
/// </remarks>
internal struct SpinGate
{
    /// <summary>In normalised spins, some 40 ns each. Who has said that it wants to enter looks several times while the other holds back.</summary>
    private const int ShortPause = 4;
    private const int HeldBack = 24;

    private const int BackOffs = 5;
    private const int Requests = 8;
    private const int Yields = 2;

    private int _taken;
    private bool _isWanted;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter()
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0)
        {
            Spin();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Exit()
    {
        Volatile.Write(ref _taken, 0);
        if (Volatile.Read(ref _isWanted))
        {
            HoldBack();
        }
    }

    /// <summary>Leaves, and lets no later read happen before an earlier write is seen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ExitWithFence()
    {
        Interlocked.Exchange(ref _taken, 0);
        if (Volatile.Read(ref _isWanted))
        {
            HoldBack();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HoldBack()
    {
        Volatile.Write(ref _isWanted, false);
        Thread.SpinWait(HeldBack);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Spin()
    {
        int attempt = 0;
        do
        {
            if (attempt < BackOffs)
            {
                Thread.SpinWait(ShortPause << attempt);
            }
            else
            {
                Volatile.Write(ref _isWanted, true);
                if (attempt < BackOffs + Requests)
                {
                    Thread.SpinWait(ShortPause);
                }
                else if (attempt < BackOffs + Requests + Yields)
                {
                    Thread.Yield();
                }
                else
                {
                    // The holder has lost its processor, and needs one.
                    Thread.Sleep(1);
                    attempt = 0;
                }
            }
            attempt++;
        }
        while (Volatile.Read(ref _taken) != 0 || Interlocked.Exchange(ref _taken, 1) != 0);
    }
}
