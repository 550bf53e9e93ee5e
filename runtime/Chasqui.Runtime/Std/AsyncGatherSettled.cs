using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Std;

/// <summary><c>gather_settled</c>: like <c>gather</c>, but a failure is the result of the one that failed and stops no other.</summary>
[Module("std.async"), Module("std.async.task")]
public static class AsyncGatherSettled
{
    [Name("gather_settled")]
    public static Future<ValueTuple<Result<T1, TaskJoinError>>> GatherSettled<T1>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first) =>
        AsyncGather.Gather(Settled(first));

    [Name("gather_settled")]
    public static Future<(Result<T1, TaskJoinError>, Result<T2, TaskJoinError>)> GatherSettled<T1, T2>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second) =>
        AsyncGather.Gather(Settled(first), Settled(second));

    [Name("gather_settled")]
    public static Future<(Result<T1, TaskJoinError>, Result<T2, TaskJoinError>, Result<T3, TaskJoinError>)> GatherSettled<T1, T2, T3>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T3> third) =>
        AsyncGather.Gather(Settled(first), Settled(second), Settled(third));

    [Name("gather_settled")]
    public static Future<(Result<T1, TaskJoinError>, Result<T2, TaskJoinError>, Result<T3, TaskJoinError>, Result<T4, TaskJoinError>)> GatherSettled<T1, T2, T3, T4>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T3> third,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T4> fourth) =>
        AsyncGather.Gather(Settled(first), Settled(second), Settled(third), Settled(fourth));

    [Name("gather_settled")]
    public static Future<(Result<T1, TaskJoinError>, Result<T2, TaskJoinError>, Result<T3, TaskJoinError>, Result<T4, TaskJoinError>, Result<T5, TaskJoinError>)> GatherSettled<T1, T2, T3, T4, T5>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T3> third,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T4> fourth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T5> fifth) =>
        AsyncGather.Gather(Settled(first), Settled(second), Settled(third), Settled(fourth), Settled(fifth));

    [Name("gather_settled")]
    public static Future<(Result<T1, TaskJoinError>, Result<T2, TaskJoinError>, Result<T3, TaskJoinError>, Result<T4, TaskJoinError>, Result<T5, TaskJoinError>, Result<T6, TaskJoinError>)> GatherSettled<T1, T2, T3, T4, T5, T6>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T3> third,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T4> fourth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T5> fifth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T6> sixth) =>
        AsyncGather.Gather(Settled(first), Settled(second), Settled(third), Settled(fourth), Settled(fifth), Settled(sixth));

    [Name("gather_settled")]
    public static Future<(Result<T1, TaskJoinError>, Result<T2, TaskJoinError>, Result<T3, TaskJoinError>, Result<T4, TaskJoinError>, Result<T5, TaskJoinError>, Result<T6, TaskJoinError>, Result<T7, TaskJoinError>)> GatherSettled<T1, T2, T3, T4, T5, T6, T7>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T3> third,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T4> fourth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T5> fifth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T6> sixth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T7> seventh) =>
        AsyncGather.Gather(Settled(first), Settled(second), Settled(third), Settled(fourth), Settled(fifth), Settled(sixth), Settled(seventh));

    [Name("gather_settled")]
    public static Future<(Result<T1, TaskJoinError>, Result<T2, TaskJoinError>, Result<T3, TaskJoinError>, Result<T4, TaskJoinError>, Result<T5, TaskJoinError>, Result<T6, TaskJoinError>, Result<T7, TaskJoinError>, Result<T8, TaskJoinError>)> GatherSettled<T1, T2, T3, T4, T5, T6, T7, T8>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T3> third,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T4> fourth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T5> fifth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T6> sixth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T7> seventh,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T8> eighth) =>
        AsyncGather.Gather(Settled(first), Settled(second), Settled(third), Settled(fourth), Settled(fifth), Settled(sixth), Settled(seventh), Settled(eighth));

    [Name("gather_settled")]
    public static Future<ValueList<Result<T, TaskJoinError>>> GatherListSettled<T>(
        [Name("xs"), Awaitable(PassesPlainValues = true, Joins = true)] ValueList<Future<T>> futures)
    {
        var children = new List<Frame>();
        foreach (Future<T> future in futures.Items)
        {
            children.Add(Settled(future));
        }
        return new GatherOperation<ValueList<Result<T, TaskJoinError>>>(children, BranchResults.ToList<Result<T, TaskJoinError>>);
    }

    [Name("gather_settled")]
    public static Future<ValueList<Result<T, TaskJoinError>>> GatherAllSettled<T>(
        [Name("xs"), Rest, Awaitable(PassesPlainValues = true, Joins = true)] ValueList<Future<T>> futures) => GatherListSettled(futures);

    private static SettledOperation<T> Settled<T>(Future<T> future) => new(future);
}
