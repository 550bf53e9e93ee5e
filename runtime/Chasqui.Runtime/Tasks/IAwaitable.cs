using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>The trait of what <c>await</c> takes.</summary>
[Module("std.async"), Module("std.async.prelude"), Module("std.async.task"), Name("Awaitable")]
public interface IAwaitable<T>
{
    [Name("__await__"), Async]
    AsyncStatus Await(Worker worker, out T result);
}
