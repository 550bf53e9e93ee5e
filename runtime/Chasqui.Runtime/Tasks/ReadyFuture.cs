using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Tasks;

/// <summary>A future whose value is there from the beginning.</summary>
internal sealed class ReadyFuture<T> : Future<T>
{
    internal ReadyFuture(T value) => Result = value;

    public override AsyncStatus Resume(Worker worker) => AsyncStatus.Completed;
}

/// <summary>What the compiler calls to make futures.</summary>
[MethodsOf(typeof(Type))]
public static class FutureFactory
{
    /// <summary>A plain value where a future is wanted.</summary>
    [Name("$ready")]
    public static Future<T> Ready<T>(T value) => new ReadyFuture<T>(value);
}
