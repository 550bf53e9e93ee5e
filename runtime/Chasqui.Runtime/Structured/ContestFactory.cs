using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>What <c>race for</c> and <c>select</c> begin with.</summary>
[MethodsOf(typeof(Type))]
public static class ContestFactory
{
    [Name("$race")]
    public static RaceOperation Race() => new();

    [Name("$select")]
    public static SelectOperation Select(bool isBiased, bool hasDefault) => SelectOperation.Take(Worker.Current, isBiased, hasDefault);

    /// <summary>An arm of a <c>select</c> that is ready after some time, in seconds.</summary>
    [Name("$select_timeout")]
    public static TimeoutArm Timeout(double seconds) => TimeoutArm.Take(Worker.Current, seconds);

    /// <summary>A <c>select</c> without futures: gives the index of the one that has happened, or -1 for the default arm.</summary>
    [Name("$select_at_once"), Async]
    public static AsyncStatus Select(Worker worker, bool isBiased, bool hasDefault, SelectArm only, out long index) =>
        SelectOperation.Start(worker, isBiased, hasDefault, [only], out index);

    [Name("$select_at_once"), Async]
    public static AsyncStatus Select(Worker worker, bool isBiased, bool hasDefault, SelectArm first, SelectArm second, out long index) =>
        SelectOperation.Start(worker, isBiased, hasDefault, [first, second], out index);

    [Name("$select_at_once"), Async]
    public static AsyncStatus Select(Worker worker, bool isBiased, bool hasDefault, SelectArm first, SelectArm second, SelectArm third, out long index) =>
        SelectOperation.Start(worker, isBiased, hasDefault, [first, second, third], out index);

    [Name("$select_at_once"), Async]
    public static AsyncStatus Select(
        Worker worker, bool isBiased, bool hasDefault, SelectArm first, SelectArm second, SelectArm third, SelectArm fourth, out long index) =>
        SelectOperation.Start(worker, isBiased, hasDefault, [first, second, third, fourth], out index);
}
