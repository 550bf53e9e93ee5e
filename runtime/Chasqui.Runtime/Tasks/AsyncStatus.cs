namespace Chasqui.Runtime.Tasks;

/// <summary>How a call of an async function, or a step of its frame, ended. Errors are CLR exceptions.</summary>
public enum AsyncStatus
{
    /// <summary>The result is in the <c>out</c> parameter (of a call) or in <see cref="Future{T}.Result"/> (of a frame).</summary>
    Completed,

    /// <summary>The callee's frame is in <see cref="Scheduling.Worker.Suspended"/>, to be linked under the caller's own frame.</summary>
    Suspended,

    /// <summary>The enclosing region was cancelled; the caller leaves through its cleanup and returns Cancelled too.</summary>
    Cancelled,
}
