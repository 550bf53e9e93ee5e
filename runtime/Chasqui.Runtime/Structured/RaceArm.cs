using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>One arm of the call form of a race: what it waits for, and what becomes of its value if it wins.</summary>
[Module("std.async"), Module("std.async.race"), Name("RaceArm"), MoveOnly]
public abstract class RaceArm<T>
{
    internal abstract void AddTo(RaceOperation race);

    /// <summary>Takes the value of the race that this arm has won, and gives what the arm makes of it.</summary>
    internal abstract T Win(RaceOperation race, long index);

    internal abstract void Drop();
}

internal sealed class RaceArm<TValue, T>(Future<TValue> wait, Func<TValue, T> body) : RaceArm<T>
{
    internal override void AddTo(RaceOperation race) => race.Add(wait);

    internal override T Win(RaceOperation race, long index) => body(race.Take<TValue>(index));

    internal override void Drop() => wait.Drop();
}
