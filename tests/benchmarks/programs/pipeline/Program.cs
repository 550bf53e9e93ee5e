using System.Threading.Channels;

Channel<long> first = Create();
Task producer = Task.Run(async () =>
{
    for (long i = 0; i < 500_000; i++)
    {
        await first.Writer.WriteAsync(i);
    }
    first.Writer.Complete();
});
Channel<long> last = first;
for (int stage = 0; stage < 16; stage++)
{
    Channel<long> from = last;
    Channel<long> to = Create();
    _ = Task.Run(async () =>
    {
        await foreach (long value in from.Reader.ReadAllAsync())
        {
            await to.Writer.WriteAsync(value + 1);
        }
        to.Writer.Complete();
    });
    last = to;
}
long total = 0;
await foreach (long value in last.Reader.ReadAllAsync())
{
    total += value;
}
await producer;
Console.WriteLine(total);

static Channel<long> Create() => Channel.CreateBounded<long>(new BoundedChannelOptions(100) { SingleReader = true, SingleWriter = true });
