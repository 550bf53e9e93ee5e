using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Scheduling;

/// <summary>The thread's side of running tasks; passed to every async function. Owned by one thread at a time.</summary>
public sealed class Worker
{
    /// <summary>The innermost frame that has just reported <see cref="AsyncStatus.Suspended"/> and is not linked yet.</summary>
    public Frame? Suspended { get; set; }
}
