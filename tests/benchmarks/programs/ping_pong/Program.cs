using System.Threading.Channels;

Channel<long> there = Channel.CreateBounded<long>(1);
Channel<long> back = Channel.CreateBounded<long>(1);
Task other = Task.Run(async () =>
{
    await foreach (long ball in there.Reader.ReadAllAsync())
    {
        await back.Writer.WriteAsync(ball + 1);
    }
});
long ball = 0;
for (int i = 0; i < 1_000_000; i++)
{
    await there.Writer.WriteAsync(ball);
    ball = await back.Reader.ReadAsync();
}
there.Writer.Complete();
await other;
Console.WriteLine(ball);
