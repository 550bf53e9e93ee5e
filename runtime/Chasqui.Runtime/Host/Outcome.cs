using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Host;

/// <summary>Carries a result or an error from the thread that ran main to the one that waits.</summary>
[StackTraceHidden]
internal sealed class Outcome<T>
{
    private T _value = default!;
    private ExceptionDispatchInfo? _error;

    internal void Take(Func<T> main)
    {
        try
        {
            _value = main();
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    internal void Fail(Exception error) => _error = ExceptionDispatchInfo.Capture(error);

    internal T Value()
    {
        _error?.Throw();
        return _value;
    }
}

/// <summary>The root frame above an async main: the host thread waits for its end.</summary>
/// <param name="main">What runs.</param>
/// <param name="ended">Set at the end; given by who waits for something else at the same time.</param>
[StackTraceHidden]
internal sealed class EndSignal<T>(Future<T> main, ManualResetEventSlim? ended = null) : Future<bool>
{
    private readonly Outcome<T> _outcome = new();
    private readonly ManualResetEventSlim _ended = ended ?? new(false, spinCount: 0);
    private bool _begun;

    public override AsyncStatus Resume(Worker worker)
    {
        // Raising main's error here once more would only lengthen its trace, or begin a new one without main.
        if (_begun && main.Error is { } error)
        {
            _outcome.Fail(error);
            _ended.Set();
            return AsyncStatus.Completed;
        }
        AsyncStatus status = AsyncStatus.Completed;
        _outcome.Take(() =>
        {
            T result;
            status = _begun ? TakeResult(out result) : main.Start(worker, out result);
            _begun = true;
            return result;
        });
        if (status == AsyncStatus.Suspended)
        {
            Suspend(worker);
            return status;
        }
        _ended.Set();
        return status;
    }

    internal T Wait()
    {
        _ended.Wait();
        return _outcome.Value();
    }
}
