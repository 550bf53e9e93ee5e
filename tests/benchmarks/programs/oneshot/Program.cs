using System.Threading.Channels;

Channel<Request> requests = Channel.CreateBounded<Request>(new BoundedChannelOptions(64) { SingleReader = true });
Task server = Task.Run(async () =>
{
    await foreach (Request request in requests.Reader.ReadAllAsync())
    {
        request.Reply.SetResult(request.Number * 2);
    }
});
long total = 0;
for (long i = 0; i < 2_000_000; i++)
{
    var reply = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
    await requests.Writer.WriteAsync(new Request(i, reply));
    total += await reply.Task;
}
requests.Writer.Complete();
await server;
Console.WriteLine(total);

internal readonly record struct Request(long Number, TaskCompletionSource<long> Reply);
