var clients = new Task<long>[1_000];
for (int i = 0; i < clients.Length; i++)
{
    clients[i] = Client();
}
long total = 0;
foreach (Task<long> client in clients)
{
    total += await client;
}
Console.WriteLine(total);

static async Task<long> Client()
{
    long expired = 0;
    for (int i = 0; i < 100; i++)
    {
        using var source = new CancellationTokenSource(1);
        try
        {
            await Work(source.Token);
        }
        catch (OperationCanceledException)
        {
            expired++;
        }
    }
    return expired;
}

static async ValueTask<long> Work(CancellationToken token) => await Leaf(token);

static async ValueTask<long> Leaf(CancellationToken token)
{
    await Task.Delay(TimeSpan.FromHours(1), token);
    return 1;
}
