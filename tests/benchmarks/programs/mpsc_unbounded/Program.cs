using System.Threading.Channels;

Channel<long> channel = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });
Task[] producers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
{
    for (long i = 0; i < 6_000_000; i++)
    {
        channel.Writer.TryWrite(i);
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
