using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Structured;

/// <summary>The wait of <c>race for</c>: gives the index of the arm that ended first. Of arms that end together the earlier one wins.</summary>
public sealed class RaceOperation() : Contest(isBiased: true, hasDefault: false)
{
    /// <summary>Adds an arm, which begins with the race.</summary>
    [Name("add_future")]
    public void Add<T>([CanLose] Future<T> arm) => AddArm(arm);
}
