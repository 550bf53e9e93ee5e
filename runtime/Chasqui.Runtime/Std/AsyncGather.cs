using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Structured;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Std;

/// <summary>
/// <c>gather</c>: runs futures and handles concurrently within the task that awaits it. The results come in the order of the arguments; a
/// failure cancels the rest and is raised once they have cleaned up.
/// </summary>
[Module("std.async"), Module("std.async.task")]
public static class AsyncGather
{
    [Name("gather")]
    public static Future<ValueTuple<T1>> Gather<T1>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first) =>
        new GatherOperation<ValueTuple<T1>>([first], static b => ValueTuple.Create(b[0].Take<T1>()));

    [Name("gather")]
    public static Future<(T1, T2)> Gather<T1, T2>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second) =>
        new GatherOperation<(T1, T2)>([first, second], static b => (b[0].Take<T1>(), b[1].Take<T2>()));

    [Name("gather")]
    public static Future<(T1, T2, T3)> Gather<T1, T2, T3>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T3> third) =>
        new GatherOperation<(T1, T2, T3)>([first, second, third], static b => (b[0].Take<T1>(), b[1].Take<T2>(), b[2].Take<T3>()));

    [Name("gather")]
    public static Future<(T1, T2, T3, T4)> Gather<T1, T2, T3, T4>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T3> third,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T4> fourth) =>
        new GatherOperation<(T1, T2, T3, T4)>([first, second, third, fourth], static b => (b[0].Take<T1>(), b[1].Take<T2>(), b[2].Take<T3>(), b[3].Take<T4>()));

    [Name("gather")]
    public static Future<(T1, T2, T3, T4, T5)> Gather<T1, T2, T3, T4, T5>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T3> third,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T4> fourth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T5> fifth) =>
        new GatherOperation<(T1, T2, T3, T4, T5)>([first, second, third, fourth, fifth], static b => (b[0].Take<T1>(), b[1].Take<T2>(), b[2].Take<T3>(), b[3].Take<T4>(), b[4].Take<T5>()));

    [Name("gather")]
    public static Future<(T1, T2, T3, T4, T5, T6)> Gather<T1, T2, T3, T4, T5, T6>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T3> third,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T4> fourth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T5> fifth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T6> sixth) =>
        new GatherOperation<(T1, T2, T3, T4, T5, T6)>([first, second, third, fourth, fifth, sixth], static b => (b[0].Take<T1>(), b[1].Take<T2>(), b[2].Take<T3>(), b[3].Take<T4>(), b[4].Take<T5>(), b[5].Take<T6>()));

    [Name("gather")]
    public static Future<(T1, T2, T3, T4, T5, T6, T7)> Gather<T1, T2, T3, T4, T5, T6, T7>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T3> third,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T4> fourth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T5> fifth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T6> sixth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T7> seventh) =>
        new GatherOperation<(T1, T2, T3, T4, T5, T6, T7)>([first, second, third, fourth, fifth, sixth, seventh], static b => (b[0].Take<T1>(), b[1].Take<T2>(), b[2].Take<T3>(), b[3].Take<T4>(), b[4].Take<T5>(), b[5].Take<T6>(), b[6].Take<T7>()));

    [Name("gather")]
    public static Future<(T1, T2, T3, T4, T5, T6, T7, T8)> Gather<T1, T2, T3, T4, T5, T6, T7, T8>(
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T1> first,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T2> second,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T3> third,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T4> fourth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T5> fifth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T6> sixth,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T7> seventh,
        [Awaitable(PassesPlainValues = true, Joins = true)] Future<T8> eighth) =>
        new GatherOperation<(T1, T2, T3, T4, T5, T6, T7, T8)>([first, second, third, fourth, fifth, sixth, seventh, eighth], static b => (b[0].Take<T1>(), b[1].Take<T2>(), b[2].Take<T3>(), b[3].Take<T4>(), b[4].Take<T5>(), b[5].Take<T6>(), b[6].Take<T7>(), b[7].Take<T8>()));

    [Name("gather")]
    public static Future<ValueList<T>> GatherList<T>([Name("xs"), Awaitable(PassesPlainValues = true, Joins = true)] ValueList<Future<T>> futures) =>
        new GatherOperation<ValueList<T>>([.. futures.Items], BranchResults.ToList<T>);

    [Name("gather")]
    public static Future<ValueList<T>> GatherAll<T>([Name("xs"), Rest, Awaitable(PassesPlainValues = true, Joins = true)] ValueList<Future<T>> futures) =>
        GatherList(futures);
}
