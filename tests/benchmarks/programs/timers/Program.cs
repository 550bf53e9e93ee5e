long total = 0;
for (int round = 0; round < 5; round++)
{
    var tasks = new Task<long>[200_000];
    for (int i = 0; i < tasks.Length; i++)
    {
        tasks[i] = Nap(i);
    }
    foreach (Task<long> task in tasks)
    {
        total += await task;
    }
}
Console.WriteLine(total);

static async Task<long> Nap(long i)
{
    await Task.Delay(10);
    return i;
}
