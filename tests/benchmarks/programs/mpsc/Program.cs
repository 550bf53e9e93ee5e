using System.Threading.Channels;

Channel<long> channel = Channel.CreateBounded<long>(new BoundedChannelOptions(100) { SingleReader = true });
Task[] producers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
{
    for (long i = 0; i < 2_000_000; i++)
    {
        await channel.Writer.WriteAsync(i);
    }
}))];
Task end = Task.WhenAll(producers).ContinueWith(_ => channel.Writer.Complete());
long total = 0;
await foreach (long value in channel.Reader.ReadAllAsync())
{
    total += value;
}
await end;
Console.WriteLine(total);
