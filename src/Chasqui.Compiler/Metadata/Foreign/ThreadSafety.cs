using Chasqui.Compiler.Symbols;
using Mono.Cecil;

namespace Chasqui.Compiler.Metadata.Foreign;

/// <summary>What is known of the types of .NET that their metadata does not say: which are thread-safe, and which calls keep a thread.</summary>
internal static class ThreadSafety
{
    /// <summary>Reference types that are immutable or documented as safe for concurrent use; type arguments count on their own.</summary>
    private static readonly HashSet<string> Safe =
    [
        "System.Object", "System.String", "System.Type", "System.Uri", "System.Version", "System.Random", "System.TimeZoneInfo", "System.TimeProvider", "System.Lazy`1",
        "System.StringComparer", "System.OperatingSystem", "System.DBNull",
        "System.Globalization.CultureInfo", "System.Globalization.NumberFormatInfo",
        "System.Text.Encoding", "System.Text.Rune", "System.Text.RegularExpressions.Regex", "System.Text.Json.JsonSerializerOptions", "System.Text.CompositeFormat",
        "System.Net.Http.HttpClient", "System.Net.Http.HttpMessageInvoker", "System.Net.Http.HttpMethod", "System.Net.IPAddress", "System.Net.IPEndPoint",
        "System.Threading.CancellationTokenSource", "System.Threading.SemaphoreSlim", "System.Threading.ManualResetEventSlim", "System.Threading.CountdownEvent",
        "System.Threading.Barrier", "System.Threading.Lock", "System.Threading.EventWaitHandle", "System.Threading.AutoResetEvent", "System.Threading.ManualResetEvent",
        "System.Threading.Semaphore", "System.Threading.Mutex", "System.Threading.Timer", "System.Threading.PeriodicTimer",
        "System.Threading.Tasks.Task", "System.Threading.Tasks.Task`1", "System.Threading.Tasks.TaskCompletionSource", "System.Threading.Tasks.TaskCompletionSource`1",
        "System.Threading.Channels.Channel`1", "System.Threading.Channels.Channel`2", "System.Threading.Channels.ChannelReader`1", "System.Threading.Channels.ChannelWriter`1",
        "System.Collections.Concurrent.ConcurrentDictionary`2", "System.Collections.Concurrent.ConcurrentQueue`1", "System.Collections.Concurrent.ConcurrentStack`1",
        "System.Collections.Concurrent.ConcurrentBag`1", "System.Collections.Concurrent.BlockingCollection`1",
        "System.Collections.Immutable.ImmutableList`1", "System.Collections.Immutable.ImmutableDictionary`2", "System.Collections.Immutable.ImmutableHashSet`1",
        "System.Collections.Immutable.ImmutableQueue`1", "System.Collections.Immutable.ImmutableStack`1", "System.Collections.Immutable.ImmutableSortedDictionary`2",
        "System.Collections.Immutable.ImmutableSortedSet`1", "System.Collections.Frozen.FrozenDictionary`2", "System.Collections.Frozen.FrozenSet`1",
    ];

    /// <summary>Calls that wait on their thread, as <c>Type.Method</c> or <c>Type.*</c>, and what to await instead, where <c>{receiver}</c> is what the call is on.</summary>
    private static readonly Dictionary<string, string> Blocking = new()
    {
        ["System.Threading.Thread.Sleep"] = "sleep(…)",
        ["System.Threading.Thread.Join"] = "spawn_blocking",
        ["System.Threading.Tasks.Task.Wait"] = "{receiver}",
        ["System.Threading.Tasks.Task.WaitAll"] = "Task.WhenAll(…)",
        ["System.Threading.Tasks.Task.WaitAny"] = "Task.WhenAny(…)",
        ["System.Threading.Tasks.Task`1.get_Result"] = "{receiver}",
        ["System.Threading.SemaphoreSlim.Wait"] = "{receiver}.WaitAsync()",
        ["System.Threading.ManualResetEventSlim.Wait"] = "spawn_blocking",
        ["System.Threading.CountdownEvent.Wait"] = "spawn_blocking",
        ["System.Threading.Barrier.SignalAndWait"] = "spawn_blocking",
        ["System.Threading.WaitHandle.WaitOne"] = "spawn_blocking",
        ["System.Threading.Monitor.Wait"] = "spawn_blocking",
        ["System.Collections.Concurrent.BlockingCollection`1.Take"] = "spawn_blocking",
        ["System.Diagnostics.Process.WaitForExit"] = "{receiver}.WaitForExitAsync()",
        ["System.Console.ReadLine"] = "spawn_blocking",
        ["System.Net.Dns.GetHostEntry"] = "Dns.GetHostEntryAsync(…)",
        ["System.Net.Dns.GetHostAddresses"] = "Dns.GetHostAddressesAsync(…)",
        ["System.Net.Http.HttpClient.Send"] = "{receiver}.SendAsync(…)",
    };

    /// <summary>Types whose methods do I/O: a method that has an <c>Async</c> sibling waits, and the sibling is proposed.</summary>
    private static readonly HashSet<string> Synchronous =
    [
        "System.IO.File", "System.IO.Stream", "System.IO.FileStream", "System.IO.TextReader", "System.IO.StreamReader", "System.IO.StreamWriter", "System.IO.RandomAccess",
        "System.Net.Sockets.Socket", "System.Net.Sockets.TcpClient", "System.Net.Sockets.TcpListener", "System.Net.Sockets.UdpClient", "System.Net.Sockets.NetworkStream",
        "System.Net.Security.SslStream", "System.Net.NetworkInformation.Ping",
    ];

    /// <summary>Immutable or thread-safe: a known type, an enum, a delegate, a readonly struct or one of numbers; an exception; or what extends a known one.</summary>
    public static bool IsSendable(ForeignTypeSymbol type)
    {
        if (type.Lineage.Any(t => t.Reference.FullName != "System.Object" && Safe.Contains(t.Reference.FullName)) || type.IsEnum || type.IsException)
        {
            return true;
        }
        // A struct is copied when it is sent. Reference assemblies do not tell of private fields: a readonly struct is taken to be immutable.
        return type is { IsValueType: true, IsStackOnly: false }
            && (type.Clr?.CustomAttributes.Any(a => a.AttributeType.Name == "IsReadOnlyAttribute") == true || type.Fields.All(f => IsPlain(f.Type)));
    }

    /// <summary>What to await instead of the method in an async body; null where it does not wait.</summary>
    public static string? BlockingAlternative(ForeignTypeSymbol owner, MethodDefinition method)
    {
        string name = owner.Reference.FullName;
        if (Blocking.TryGetValue($"{name}.{method.Name}", out string? instead))
        {
            return instead;
        }
        return Synchronous.Contains(name) && !method.IsSpecialName && owner.Clr?.Methods.Any(m => m.Name == $"{method.Name}Async") == true
            ? $"{(method.IsStatic ? owner.Name : "{receiver}")}.{method.Name}Async(…)"
            : null;
    }

    private static bool IsPlain(TypeSymbol type) => type switch
    {
        PrimitiveTypeSymbol => true,
        NamedTypeSymbol { Definition: ForeignTypeSymbol part } => part.IsSendable == true,
        _ => false,
    };
}
