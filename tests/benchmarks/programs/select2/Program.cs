using System.Threading.Channels;

Channel<long> left = Channel.CreateBounded<long>(new BoundedChannelOptions(100) { SingleReader = true, SingleWriter = true });
Channel<long> right = Channel.CreateBounded<long>(new BoundedChannelOptions(100) { SingleReader = true, SingleWriter = true });
Task[] producers = [Task.Run(() => Produce(left.Writer)), Task.Run(() => Produce(right.Writer))];
long total = 0;
Task<bool>? leftReady = null;
Task<bool>? rightReady = null;
for (int received = 0; received < 3_000_000;)
{
    if (left.Reader.TryRead(out long value))
    {
        total += value;
        received++;
    }
    else if (right.Reader.TryRead(out value))
    {
        total += 3 * value;
        received++;
    }
    else
    {
        leftReady ??= left.Reader.WaitToReadAsync().AsTask();
        rightReady ??= right.Reader.WaitToReadAsync().AsTask();
        await Task.WhenAny(leftReady, rightReady);
        leftReady = leftReady.IsCompleted ? null : leftReady;
        rightReady = rightReady.IsCompleted ? null : rightReady;
        if (left.Reader.Completion.IsCompleted && right.Reader.Completion.IsCompleted)
        {
            break;
        }
    }
}
await Task.WhenAll(producers);
Console.WriteLine(total);

static async Task Produce(ChannelWriter<long> writer)
{
    for (long i = 0; i < 1_500_000; i++)
    {
        await writer.WriteAsync(i);
    }
    writer.Complete();
}
