using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Std;

/// <summary>What is at home among the selects and among the time limits.</summary>
[Module("std.async"), Module("std.async.select"), Module("std.async.time")]
public static class AsyncTimedSelect
{
    /// <summary>Runs a future for at most so many seconds; None when the time is over.</summary>
    [Name("select_timeout")]
    public static Future<Option<T>> SelectTimeout<T>([Name("seconds")] double seconds, [Name("task"), Awaitable, CanLose] Future<T> task) =>
        new TimedOption<T>(seconds, task);
}
