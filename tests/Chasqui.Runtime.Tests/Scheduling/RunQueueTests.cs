using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tests.Tasks;
using Xunit;

namespace Chasqui.Runtime.Tests.Scheduling;

public class RunQueueTests
{
    private readonly DeterministicScheduler _scheduler = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Nothing_is_lost_or_doubled_or_reordered_through_wrapping_growing_and_stealing(int seed)
    {
        var random = new Random(seed);
        var own = new RunQueue();
        var thief = new RunQueue();
        var pushed = new Queue<Strand>();
        for (int round = 0; round < 400; round++)
        {
            for (int i = random.Next(200); i > 0; i--)
            {
                Strand strand = _scheduler.Spawn(new LoopFrame(0, _ => Calls.Ready));
                own.Push(strand);
                pushed.Enqueue(strand);
            }
            while (random.Next(4) != 0 && own.StealInto(thief) is { } first)
            {
                Assert.Same(pushed.Dequeue(), first);
                while (thief.Pop() is { } next)
                {
                    Assert.Same(pushed.Dequeue(), next);
                }
            }
            for (int i = random.Next(150); i > 0 && pushed.Count > 0; i--)
            {
                Assert.Same(pushed.Dequeue(), own.Pop());
            }
        }
        while (pushed.Count > 0)
        {
            Assert.Same(pushed.Dequeue(), own.Pop());
        }
        Assert.Null(own.Pop());
    }
}
