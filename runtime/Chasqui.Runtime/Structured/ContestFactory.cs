using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;

namespace Chasqui.Runtime.Structured;

/// <summary>What <c>race for</c> and <c>select</c> begin with.</summary>
[MethodsOf(typeof(Type))]
public static class ContestFactory
{
    [Name("$race")]
    public static RaceOperation Race() => new();

    [Name("$select")]
    public static SelectOperation Select(bool isBiased, bool hasDefault) => SelectOperation.Take(Worker.Current, isBiased, hasDefault);
}
