using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Foreign;

/// <summary>What an awaiter of .NET can be asked; stateless, so that the calls are resolved per awaiter type.</summary>
internal interface IAwaiterShape<TAwaiter, TResult>
    where TAwaiter : ICriticalNotifyCompletion
{
    static abstract bool IsCompleted(in TAwaiter awaiter);

    static abstract TResult GetResult(in TAwaiter awaiter);
}

internal readonly struct TaskShape : IAwaiterShape<TaskAwaiter, Unit>
{
    public static bool IsCompleted(in TaskAwaiter awaiter) => awaiter.IsCompleted;

    public static Unit GetResult(in TaskAwaiter awaiter)
    {
        awaiter.GetResult();
        return default;
    }
}

internal readonly struct TaskShape<T> : IAwaiterShape<TaskAwaiter<T>, T>
{
    public static bool IsCompleted(in TaskAwaiter<T> awaiter) => awaiter.IsCompleted;

    public static T GetResult(in TaskAwaiter<T> awaiter) => awaiter.GetResult();
}

internal readonly struct ValueTaskShape : IAwaiterShape<ValueTaskAwaiter, Unit>
{
    public static bool IsCompleted(in ValueTaskAwaiter awaiter) => awaiter.IsCompleted;

    public static Unit GetResult(in ValueTaskAwaiter awaiter)
    {
        awaiter.GetResult();
        return default;
    }
}

internal readonly struct ValueTaskShape<T> : IAwaiterShape<ValueTaskAwaiter<T>, T>
{
    public static bool IsCompleted(in ValueTaskAwaiter<T> awaiter) => awaiter.IsCompleted;

    public static T GetResult(in ValueTaskAwaiter<T> awaiter) => awaiter.GetResult();
}
