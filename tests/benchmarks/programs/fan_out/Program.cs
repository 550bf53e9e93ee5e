using System.Threading.Channels;

Channel<long> channel = Channel.CreateBounded<long>(new BoundedChannelOptions(100) { SingleWriter = true });
Task<long>[] workers = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
{
    long total = 0;
    await foreach (long value in channel.Reader.ReadAllAsync())
    {
        total += value;
    }
    return total;
}))];
for (long i = 0; i < 4_000_000; i++)
{
    await channel.Writer.WriteAsync(i);
}
channel.Writer.Complete();
Console.WriteLine((await Task.WhenAll(workers)).Sum());
