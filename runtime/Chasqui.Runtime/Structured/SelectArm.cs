using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Structured;

/// <summary>What a <c>select</c> waits for that is no future: an operation at a channel, or the end of a time.</summary>
/// <remarks>
/// The select itself asks its arms, in its task's turns: an arm is no branch and has no turns of its own. At most one arm of a select happens;
/// what the others stood in line for they leave, having taken nothing from a channel and given nothing to it.
/// </remarks>
public abstract class SelectArm
{
    private protected SelectArm()
    {
    }

    /// <summary>What it waits for, in the user's terms.</summary>
    internal abstract string Awaits { get; }

    /// <summary>Whether another task may carry the operation out while the <c>select</c> sleeps, as a receiver does with a send at a rendezvous.</summary>
    internal virtual bool IsClaimable => false;

    /// <summary>Whether something else than a task may make it happen.</summary>
    internal virtual bool AwaitsOutside => false;

    /// <summary>The wait it is an arm of.</summary>
    internal Contest? Contest { get; set; }

    /// <summary>Decides the <c>select</c> for this arm, from any thread; false if it is awake or decided.</summary>
    internal bool TryClaim() => Contest?.TryClaim(this) ?? false;

    /// <summary>Happens if it can at once, without standing in line.</summary>
    internal abstract ArmState Poll(Worker worker);

    /// <summary>Happens if its turn has come; otherwise it stands in line when this returns, and its turn wakes the task.</summary>
    internal abstract ArmState Step(Worker worker);

    /// <summary>It has not happened and never will: gives its place in line to the next. Once, for every arm but the one that won.</summary>
    internal abstract void Leave(Worker? by);
}

internal enum ArmState
{
    Waits,
    Happened,

    /// <summary>It will never happen, because the channel is closed.</summary>
    Out,
}
