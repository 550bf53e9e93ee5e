long total = 0;
for (int batch = 0; batch < 100; batch++)
{
    var tasks = new Task<long>[10_000];
    for (int i = 0; i < tasks.Length; i++)
    {
        tasks[i] = Work(i);
    }
    foreach (Task<long> task in tasks)
    {
        total += await task;
    }
}
Console.WriteLine(total);

static async Task<long> Work(long i)
{
    await Task.Yield();
    return i;
}
