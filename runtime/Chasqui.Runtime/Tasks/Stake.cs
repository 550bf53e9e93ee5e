namespace Chasqui.Runtime.Tasks;

/// <summary>What one can hold and another wait for: an end of a channel, a lock, the permits of a semaphore.</summary>
/// <param name="Of">The channel, lock or pool.</param>
/// <param name="Part">Which part of it.</param>
internal readonly record struct Stake(object Of, StakePart Part);

internal enum StakePart
{
    Sender,
    Receiver,
    Lock,
    Permits,
}

/// <summary>A value whose owner holds something that others may wait for.</summary>
internal interface IStakeholder
{
    /// <summary>Null when it has been given back.</summary>
    Stake? Stake { get; }
}
