using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Std;

/// <summary>The functions of <c>std.async.race</c>: <c>race for</c> as calls.</summary>
[Module("std.async"), Module("std.async.race")]
public static class AsyncRace
{
    /// <summary>Something to wait for, and a function that takes its value if it wins.</summary>
    [Name("arm")]
    public static RaceArm<T> Arm<TValue, T>([Name("wait"), Awaitable, CanLose] Future<TValue> wait, [Name("body")] Func<TValue, T> body) =>
        new RaceArm<TValue, T>(wait, body);

    /// <summary>Runs a future for at most so many seconds; None when the time is over.</summary>
    [Name("race_timeout")]
    public static Future<Option<T>> RaceTimeout<T>([Name("seconds")] double seconds, [Name("task"), Awaitable, CanLose] Future<T> task) =>
        new TimedOption<T>(seconds, task);

    /// <summary>Starts the arms together; the first to finish wins and the others are cancelled. Of arms that end together the earlier one wins.</summary>
    [Name("race")]
    public static Future<T> Race<T>([Name("arms"), Rest] ValueList<RaceArm<T>> arms) =>
        arms.Count > 0 ? new RaceCall<T>(arms) : throw new ValueError("a race needs at least one arm");
}
