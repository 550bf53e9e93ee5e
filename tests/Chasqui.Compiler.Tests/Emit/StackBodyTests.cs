using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Chasqui.Compiler.Tests.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Compiler.Tests.Emit;

public sealed class StackBodyTests
{
    private const string Source = """
        import std.async

        trait Source:
            async def next(self) -> int: ...

        model Counter with Source:
            step: int

            async def next(self) -> int:
                return self.step

            async def twice(self) -> int:
                return await self.next() + await self.next()

        async def same[T](x: T) -> T:
            return x

        async def any_of[S with Source](s: S) -> int:
            return await s.next()

        async def guarded(n: int, s: Source) -> int:
            try:
                if await same(n) < 0:
                    raise ValueError("negative")
                return await s.next()
            except ValueError as e:
                return await same(len(e.message()))
            finally:
                await same(n)

        async def down(n: int) -> int:
            if n == 0:
                return 0
            return await down(n - 1) + 1

        async def run(n: int) -> int:
            c = Counter(step=1)
            mut total = 0
            for i in range(n):
                total += await c.twice() + await any_of(c) + await guarded(i, c) + await down(3)
            return total

        async def main() -> None:
            println(await run(2))
        """;

    private delegate AsyncStatus AsyncFunction(Worker worker, long n, out long result);

    [Fact]
    public void An_await_that_does_not_suspend_allocates_nothing()
    {
        AsyncFunction run = Load("run");
        Worker worker = NewWorker();
        Assert.Equal(7 * 100, Call(run, worker, 100));
        Assert.Equal(Allocated(run, worker, 1), Allocated(run, worker, 1000));
    }

    private static long Allocated(AsyncFunction function, Worker worker, long n)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Call(function, worker, n);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static long Call(AsyncFunction function, Worker worker, long n)
    {
        Assert.Equal(AsyncStatus.Completed, function(worker, n, out long result));
        return result;
    }

    /// <summary>A worker in the middle of a task's turn: what does not suspend needs no more of it.</summary>
    private static Worker NewWorker()
    {
        var worker = (Worker)RuntimeHelpers.GetUninitializedObject(
            typeof(Worker).Assembly.GetTypes().First(t => t.IsSubclassOf(typeof(Worker)) && !t.IsAbstract));
        typeof(Worker).GetMethod("Begin", BindingFlags.NonPublic | BindingFlags.Instance)
            ?.Invoke(worker, [RuntimeHelpers.GetUninitializedObject(typeof(JoinHandle<long>))]);
        return worker;
    }

    private static AsyncFunction Load(string name)
    {
        CompilationResult result = Compilation.Compile(new CompilationOptions("main.incn", RuntimeAssembly.Path)
        {
            Files = ImmutableDictionary<string, string>.Empty.Add("main.incn", Source),
        });
        Assert.NotNull(result.Output);
        MethodInfo method = Assembly.Load(result.Output.Assembly).GetTypes().Select(t => t.GetMethod(name)).OfType<MethodInfo>().Single();
        return method.CreateDelegate<AsyncFunction>();
    }
}
