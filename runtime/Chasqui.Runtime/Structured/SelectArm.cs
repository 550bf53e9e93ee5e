using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>
/// What a <c>select</c> waits for at a channel. Its result tells whether it happened: false means that it never will, because the
/// channel is closed, and leaves the arm out. Cancelling it while it waits takes nothing from the channel and gives nothing to it.
/// </summary>
public abstract class SelectArm : Future<bool>;
