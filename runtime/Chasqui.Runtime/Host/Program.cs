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

    /// <summary>How often the waiting thread looks whether main waits in vain. Tasks never have to tell it anything.</summary>
    private const int DeadlockLookMilliseconds = 100;

    public static int Run(string[] arguments, Func<Unit> main) =>
        Live(arguments, life => OnLargeStack(main, life), static _ => null);

    public static int Run<E>(string[] arguments, Func<Result<Unit, E>> main) =>
        Live(arguments, life => OnLargeStack(main, life), DebugOfError);

    /// <summary>The frame is made by <paramref name="main"/>, so that an error in making it is the program's too.</summary>
    public static int RunAsync(string[] arguments, Func<Future<Unit>> main) =>
        Live(arguments, life => OnScheduler(main, life), static _ => null);

    public static int RunAsync<E>(string[] arguments, Func<Future<Result<Unit, E>>> main) =>
        Live(arguments, life => OnScheduler(main, life), DebugOfError);

    public static int RunAsync(string[] arguments, Future<Unit> main) => RunAsync(arguments, () => main);

    public static int RunAsync<E>(string[] arguments, Future<Result<Unit, E>> main) => RunAsync(arguments, () => main);

    /// <summary>What the entry point's statics own is released when the tasks have gone.</summary>
    public static void AtEnd(Func<Unit> release)
    {
        if (ProgramLife.Current is { } life)
        {
            life.Release = release;
        }
    }

    /// <summary>Ends the program from wherever it is called: the caller unwinds, and the tasks are cancelled.</summary>
    internal static void Exit(int code)
    {
        if (ProgramLife.Current is not { } life)
        {
            StandardOutput.Flush();
            Environment.Exit(code);
            return;
        }
        life.RequestExit(code);
        throw new ExitRequest();
    }

    /// <summary>Runs a future to its end while this thread, which is none of the scheduler's, waits.</summary>
    internal static T Await<T>(Future<T> future)
    {
        var end = new EndSignal<T>(future);
        Scheduler.Ambient.Spawn(end);
        return end.Wait();
    }

    private static int Live<T>(string[] arguments, Func<ProgramLife, T> main, Func<T, string?> errorText)
    {
        ProgramArguments.Set(arguments);
        using var life = ProgramLife.Begin();
        try
        {
            int code = Finish(main, errorText, life);
            code = Release(life) ? code : Failed;
            return life.ExitCode ?? code;
        }
        finally
        {
            StandardOutput.Flush();
        }
    }

    private static int Finish<T>(Func<ProgramLife, T> main, Func<T, string?> errorText, ProgramLife life)
    {
        try
        {
            string? error = errorText(main(life));
            if (error is null)
            {
                return End(scheduler => Ending.Drain(scheduler, Console.Error, () => life.ExitCode is not null)) ? 0 : Failed;
            }
            StandardOutput.Flush();
            Console.Error.WriteLine($"Error: {error}");
        }
        catch (Exception error)
        {
            if (Errors.IsError(error))
            {
                Traceback.Print(error);
            }
        }
        End(Ending.Abort);
        return Failed;
    }

    /// <summary>False if a cleanup has failed.</summary>
    private static bool Release(ProgramLife life)
    {
        try
        {
            life.Release?.Invoke();
            return true;
        }
        catch (Exception error)
        {
            if (Errors.IsError(error))
            {
                Traceback.Print(error);
            }
            return false;
        }
    }

    private static string? DebugOfError<E>(Result<Unit, E> result) => result.IsErr() ? Formatter.Debug(result.Error) : null;

    private static T OnLargeStack<T>(Func<T> main, ProgramLife life)
    {
        var outcome = new Outcome<T>();
        var thread = Scheduler.CreateThread("main", () =>
        {
            outcome.Take(main);
            life.Ended.Set();
        });
        life.MainThread = thread;
        thread.Start();
        return AwaitMain(outcome.Value, life);
    }

    private static T OnScheduler<T>(Func<Future<T>> main, ProgramLife life)
    {
        // The scheduler starts first: an error in making the frame finds it there.
        Scheduler scheduler = Scheduler.Ambient;
        life.WatchSignals();
        var end = new EndSignal<T>(main(), life.Ended);
        JoinHandle<bool> task = scheduler.Spawn(end);
        while (!life.Ended.Wait(DeadlockLookMilliseconds))
        {
            if (scheduler.IsStuck && !life.Ended.IsSet && !ForeignCallbacks.MayCome(main.Method.Module))
            {
                StandardOutput.Flush();
                Console.Error.Write(DeadlockReport.Describe(task, scheduler.CollectLive()));
                life.RequestExit(DeadlockReport.ExitCode);
            }
        }
        return AwaitMain(end.Wait, life);
    }

    private static T AwaitMain<T>(Func<T> value, ProgramLife life)
    {
        life.Ended.Wait();
        return life.ExitCode is null ? value() : throw new ExitRequest();
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
