var permits = new SemaphoreSlim(8, 8);
long[] done = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
{
    long done = 0;
    for (int i = 0; i < 31_250; i++)
    {
        await permits.WaitAsync();
        try
        {
            await Task.Yield();
            done++;
        }
        finally
        {
            permits.Release();
        }
    }
    return done;
})));
Console.WriteLine(done.Sum());
