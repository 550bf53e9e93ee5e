using System.Diagnostics;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Host;

/// <summary>
/// The life of a program around its <c>main</c>; the assembly's entry point calls one of the overloads and returns what it returns.
/// </summary>
[StackTraceHidden]
public static class Program
{
    private const int Failed = 1;

    public static int Run(string[] arguments, Func<Unit> main) =>
        Live(arguments, () => OnLargeStack(main), static _ => null);

    public static int Run<E>(string[] arguments, Func<Result<Unit, E>> main) =>
        Live(arguments, () => OnLargeStack(main), DebugOfError);

    /// <summary>The frame is made by <paramref name="main"/>, so that an error in making it is the program's too.</summary>
    public static int RunAsync(string[] arguments, Func<Future<Unit>> main) =>
        Live(arguments, () => OnScheduler(main), static _ => null);

    public static int RunAsync<E>(string[] arguments, Func<Future<Result<Unit, E>>> main) =>
        Live(arguments, () => OnScheduler(main), DebugOfError);

    public static int RunAsync(string[] arguments, Future<Unit> main) => RunAsync(arguments, () => main);

    public static int RunAsync<E>(string[] arguments, Future<Result<Unit, E>> main) => RunAsync(arguments, () => main);

    private static int Live<T>(string[] arguments, Func<T> main, Func<T, string?> errorText)
    {
        ProgramArguments.Set(arguments);
        try
        {
            string? error = errorText(main());
            if (error is not null)
            {
                StandardOutput.Flush();
                Console.Error.WriteLine($"Error: {error}");
                End(Ending.Abort);
                return Failed;
            }
            return End(scheduler => Ending.Drain(scheduler, Console.Error)) ? 0 : Failed;
        }
        catch (Exception error)
        {
            Traceback.Print(error);
            End(Ending.Abort);
            return Failed;
        }
        finally
        {
            StandardOutput.Flush();
        }
    }

    private static string? DebugOfError<E>(Result<Unit, E> result) => result.IsErr() ? Formatter.Debug(result.Error) : null;

    private static T OnLargeStack<T>(Func<T> main)
    {
        var outcome = new Outcome<T>();
        var thread = Scheduler.CreateThread("main", () => outcome.Take(main));
        thread.Start();
        thread.Join();
        return outcome.Value();
    }

    private static T OnScheduler<T>(Func<Future<T>> main)
    {
        // The scheduler starts first: an error in making the frame finds it there.
        _ = Scheduler.Ambient;
        return Await(main());
    }

    /// <summary>Runs a future to its end while this thread, which is none of the scheduler's, waits.</summary>
    internal static T Await<T>(Future<T> future)
    {
        var end = new EndSignal<T>(future);
        Scheduler.Ambient.Spawn(end);
        return end.Wait();
    }

    /// <summary>Deals with the tasks that are left. False if a task failed and nobody looked.</summary>
    private static bool End(Action<Scheduler> finish)
    {
        if (!Scheduler.IsDefaultStarted)
        {
            return true;
        }
        finish(Scheduler.Ambient);
        return !Scheduler.Ambient.Failures.TakeReported();
    }
}
