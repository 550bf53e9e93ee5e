using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Sync;

/// <summary>A thread that is about to block for a lock that it holds itself.</summary>
internal static class SelfWait
{
    /// <param name="holder">The thread that holds the lock; 0 if another one may give it back.</param>
    /// <exception cref="RuntimeError">It is the current thread.</exception>
    public static void Check(int holder)
    {
        if (holder == Environment.CurrentManagedThreadId)
        {
            throw new RuntimeError("deadlock: this code waits for a lock that it holds itself");
        }
    }
}
