using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Std;

/// <summary>The functions of <c>std.async.select</c>.</summary>
[Module("std.async"), Module("std.async.select")]
public static class AsyncSelect
{
    /// <summary>
    /// Waits for the first of several and gives its index, from 0, and its value. The other waits are cancelled; the tasks behind handles
    /// go on. Of those that are ready together one is chosen at random.
    /// </summary>
    [Name("select_any")]
    public static Future<(long Index, T Value)> SelectAny<T>([Name("waits"), Awaitable] ValueList<Future<T>> waits) =>
        waits.Count > 0 ? new SelectAnyOperation<T>(waits) : throw new ValueError("select_any needs at least one thing to wait for");
}
