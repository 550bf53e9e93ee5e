using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Foreign;

/// <summary><c>async for</c> over what .NET enumerates asynchronously.</summary>
[MethodsOf(typeof(IAsyncEnumerable<>))]
public static class AsyncSequenceMethods
{
    [Name("__aiter__")]
    public static AsyncSequence<T> Iterate<T>(IAsyncEnumerable<T> sequence) => new(sequence.GetAsyncEnumerator());
}

/// <summary>The steps over an enumerator, which is disposed of where the loop ends. Not thread-safe.</summary>
public sealed class AsyncSequence<T>
{
    private readonly IAsyncEnumerator<T> _enumerator;

    internal AsyncSequence(IAsyncEnumerator<T> enumerator) => _enumerator = enumerator;

    [Name("__anext__"), Async]
    public AsyncStatus Next(Worker worker, out Option<T> result) => new Step(_enumerator).Start(worker, out result);

    [Name("__aclose__"), Async]
    public AsyncStatus Close(Worker worker, out Unit result) => ValueTaskMethods.Await(_enumerator.DisposeAsync(), worker, out result);

    private sealed class Step(IAsyncEnumerator<T> enumerator) : MappedFuture<bool, Option<T>>
    {
        private protected override AsyncStatus Begin(Worker worker, out bool value) =>
            ForeignOperation<ValueTaskAwaiter<bool>, bool, ValueTaskShape<bool>>.Await(enumerator.MoveNextAsync().GetAwaiter(), worker, out value);

        private protected override Option<T> Map(bool value) => value ? new Option<T>(enumerator.Current) : default;
    }
}

/// <summary><c>async with</c> over what .NET disposes of asynchronously: it is its own value.</summary>
[MethodsOf(typeof(IAsyncDisposable))]
public static class AsyncDisposableMethods
{
    [Name("__aenter__"), Async]
    public static AsyncStatus Enter<T>(T self, Worker worker, out T result)
        where T : IAsyncDisposable
    {
        result = self;
        return AsyncStatus.Completed;
    }

    [Name("__aexit__"), Async]
    public static AsyncStatus Exit(IAsyncDisposable self, Worker worker, out Unit result) => ValueTaskMethods.Await(self.DisposeAsync(), worker, out result);
}
