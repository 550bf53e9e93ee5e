long total = 0;
for (long i = 0; i < 10_000_000; i++)
{
    await Task.Yield();
    total = (total + i) % 1_000_007;
}
Console.WriteLine(total);
