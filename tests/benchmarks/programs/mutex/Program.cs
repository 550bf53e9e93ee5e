var gate = new SemaphoreSlim(1, 1);
long counter = 0;
await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
{
    for (int i = 0; i < 1_000_000; i++)
    {
        await gate.WaitAsync();
        try
        {
            counter++;
        }
        finally
        {
            gate.Release();
        }
    }
})));
Console.WriteLine(counter);
