using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Std;

/// <summary><c>select_timeout</c>, in the modules that are looked in for it.</summary>
[Module("std.async"), Module("std.async.time"), Module("std.async.select")]
public static class AsyncSelectTimeout
{
    /// <summary>Runs a future for at most so many seconds. None when the time was over: the future has been cancelled then, and has cleaned up.</summary>
    [Name("select_timeout"), Cancellation("cancel-safe")]
    public static Future<Option<T>> SelectTimeout<T>([Name("seconds")] double seconds, [Name("task"), Awaitable] Future<T> task) =>
        new OptionalOperation<T>(new TimeoutOperation<T>(seconds, task));
}
