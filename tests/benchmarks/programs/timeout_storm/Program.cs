long total = 0;
var limit = TimeSpan.FromSeconds(10);
for (long i = 0; i < 2_000_000; i++)
{
    total += await Work(i).WaitAsync(limit);
}
Console.WriteLine(total);

static async Task<long> Work(long i)
{
    await Task.Yield();
    return i;
}
