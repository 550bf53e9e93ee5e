long total = 0;
for (long i = 0; i < 200_000; i++)
{
    using var source = new CancellationTokenSource();
    Task<long> slow = Slow(source.Token).AsTask();
    Task<long> fast = Fast(i);
    Task<long> winner = await Task.WhenAny(slow, fast);
    source.Cancel();
    total += await winner;
    try
    {
        await slow;
    }
    catch (OperationCanceledException)
    {
    }
}
Console.WriteLine(total);

static async Task<long> Fast(long i)
{
    await Task.Yield();
    return i;
}

static async ValueTask<long> Slow(CancellationToken token) => await Leaf(token);

static async ValueTask<long> Leaf(CancellationToken token)
{
    await Task.Delay(TimeSpan.FromHours(1), token);
    return 1;
}
