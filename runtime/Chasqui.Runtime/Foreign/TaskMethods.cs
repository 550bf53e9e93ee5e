using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Foreign;

/// <summary><c>await</c> of the tasks of .NET. An error of theirs is raised at the await; their synchronisation contexts are not.</summary>
[MethodsOf(typeof(Task))]
public static class TaskMethods
{
    [Name("__await__"), Async]
    public static AsyncStatus Await(Task task, Worker worker, out Unit result) =>
        ForeignOperation<TaskAwaiter, Unit, TaskShape>.Await(task.GetAwaiter(), worker, out result);
}

[MethodsOf(typeof(Task<>))]
public static class TaskOfMethods
{
    [Name("__await__"), Async]
    public static AsyncStatus Await<T>(Task<T> task, Worker worker, out T result) =>
        ForeignOperation<TaskAwaiter<T>, T, TaskShape<T>>.Await(task.GetAwaiter(), worker, out result);
}

[MethodsOf(typeof(ValueTask))]
public static class ValueTaskMethods
{
    [Name("__await__"), Async]
    public static AsyncStatus Await(ValueTask task, Worker worker, out Unit result) =>
        ForeignOperation<ValueTaskAwaiter, Unit, ValueTaskShape>.Await(task.GetAwaiter(), worker, out result);
}

[MethodsOf(typeof(ValueTask<>))]
public static class ValueTaskOfMethods
{
    [Name("__await__"), Async]
    public static AsyncStatus Await<T>(ValueTask<T> task, Worker worker, out T result) =>
        ForeignOperation<ValueTaskAwaiter<T>, T, ValueTaskShape<T>>.Await(task.GetAwaiter(), worker, out result);
}
