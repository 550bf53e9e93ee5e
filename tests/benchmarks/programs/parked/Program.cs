var gate = new SemaphoreSlim(0);
var tasks = new Task<long>[1_000_000];
for (int i = 0; i < tasks.Length; i++)
{
    tasks[i] = Waiter(gate, i);
}
gate.Release(tasks.Length);
long total = 0;
foreach (Task<long> task in tasks)
{
    total += await task;
}
Console.WriteLine(total);

static async Task<long> Waiter(SemaphoreSlim gate, long i)
{
    await gate.WaitAsync();
    return i;
}
