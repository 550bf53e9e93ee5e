using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Timers;

namespace Chasqui.Runtime.Structured;

/// <summary>
/// The wait of <c>select</c>: gives the index of the arm that is to run, or -1 for the default arm. Arms that are ready together are
/// chosen at random, so that none starves; a biased select prefers the earlier.
/// </summary>
/// <param name="isBiased">Whether arms are tried in the order of the source.</param>
/// <param name="hasDefault">Whether there is an arm for when no other is ready.</param>
public sealed class SelectOperation(bool isBiased, bool hasDefault) : Contest
{
    /// <summary>An arm that waits for any awaitable.</summary>
    [Name("add_future")]
    public void AddFuture<T>([CanLose] Future<T> arm) => AddArm(arm);

    /// <summary>An arm that is ready after some time, in seconds.</summary>
    [Name("add_timeout")]
    public void AddTimeout(double seconds) => AddArm(new SleepFuture(seconds));

    /// <summary>An arm at a channel.</summary>
    [Name("add")]
    public void Add(SelectArm arm)
    {
        arm.Contest = this;
        AddArm(arm);
    }

    private protected override int[] Order()
    {
        int[] order = base.Order();
        if (!isBiased)
        {
            Random.Shared.Shuffle(order);
        }
        return order;
    }

    private protected override bool Decides(Branch ended) => ended.Root is not SelectArm { Result: false };

    private protected override bool EndsUndecided(int live) => hasDefault || live == 0;

    /// <exception cref="SelectClosed">Every channel is closed, and there is no default arm.</exception>
    private protected override void Conclude(int winner)
    {
        if (winner == NoArm && !hasDefault)
        {
            throw new SelectClosed();
        }
    }
}
