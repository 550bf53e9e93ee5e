using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>The trait of what <c>await</c> takes, and uses up: its values have one owner, as futures have.</summary>
[Module("std.async"), Module("std.async.prelude"), Module("std.async.task"), Name("Awaitable"), MoveOnly]
public interface IAwaitable<T>
{
    [Name("__await__"), Async]
    AsyncStatus Await(Worker worker, out T result);
}
