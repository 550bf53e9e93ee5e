using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>What <c>async with</c> enters and leaves.</summary>
[Module("std.async"), Module("std.async.prelude"), Module("std.async.task"), Name("AsyncContextManager")]
public interface IAsyncContextManager<T>
{
    /// <summary>Gives what <c>as</c> binds. If it fails or is cancelled the block is not entered, nor left.</summary>
    [Name("__aenter__"), Async]
    AsyncStatus Enter(Worker worker, out T result);

    /// <summary>Runs on every way out of the block, shielded from the cancellation that ended it.</summary>
    [Name("__aexit__"), Async]
    AsyncStatus Exit(Worker worker, out Unit result);
}
