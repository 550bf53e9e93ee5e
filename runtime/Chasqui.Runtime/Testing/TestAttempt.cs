using Chasqui.Runtime.Core;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Testing;

/// <summary>What went wrong in a test, and in which part of it.</summary>
internal sealed record TestFailure(string Phase, Exception Error);

/// <summary>One run of one test on a thread of its own: fixtures, body, tear-down. Over when it ends, or when its time does.</summary>
internal sealed class TestAttempt
{
    private readonly TimeProvider _time;
    private readonly TimeSpan? _limit;
    private readonly ManualResetEventSlim _over = new(false, spinCount: 0);
    private readonly List<TestFailure> _failures = [];
    private bool _hasTimedOut;

    private TestAttempt(TimeProvider time, TimeSpan? limit)
    {
        _time = time;
        _limit = limit;
    }

    internal bool HasTimedOut => Volatile.Read(ref _hasTimedOut);

    internal IReadOnlyList<TestFailure> Failures
    {
        get
        {
            lock (_failures)
            {
                return [.. _failures];
            }
        }
    }

    internal string Output { get; private set; } = "";

    internal double Milliseconds { get; private set; }

    /// <param name="setUp">Makes the fixtures and gives the test's body.</param>
    /// <param name="tearDown">Told how to report what fails in it.</param>
    internal static TestAttempt Run(TimeProvider time, TimeSpan? limit, Func<Action> setUp, Action<Action<string, Exception>> tearDown)
    {
        var attempt = new TestAttempt(time, limit);
        long started = time.GetTimestamp();
        StandardOutput.BeginCapture();
        Scheduler.CreateThread("test", () => attempt.RunParts(setUp, tearDown)).Start();
        attempt.AwaitEnd();
        attempt.Output = StandardOutput.EndCapture();
        attempt.Milliseconds = time.GetElapsedTime(started).TotalMilliseconds;
        return attempt;
    }

    private void AwaitEnd()
    {
        using ITimer? timer = _limit is { } limit
            ? _time.CreateTimer(_ => TimeOut(limit), null, limit, Timeout.InfiniteTimeSpan)
            : null;
        _over.Wait();
    }

    private void TimeOut(TimeSpan limit)
    {
        lock (_failures)
        {
            if (_over.IsSet)
            {
                return;
            }
            Volatile.Write(ref _hasTimedOut, true);
            _failures.Add(new TestFailure("call", new RuntimeError($"the test took longer than {Durations.Text(limit)}")));
        }
        _over.Set();
    }

    private void RunParts(Func<Action> setUp, Action<Action<string, Exception>> tearDown)
    {
        if (Attempt("setup", setUp) is { } body)
        {
            Attempt("call", () =>
            {
                body();
                return body;
            });
        }
        tearDown((fixture, error) => Record($"teardown of {fixture}", error));
        lock (_failures)
        {
            _over.Set();
        }
    }

    private Action? Attempt(string phase, Func<Action> part)
    {
        try
        {
            return part();
        }
        catch (Exception error)
        {
            Record(phase, error);
            return null;
        }
    }

    private void Record(string phase, Exception error)
    {
        lock (_failures)
        {
            // What a test does after its time is over is of no interest.
            if (!_hasTimedOut)
            {
                _failures.Add(new TestFailure(phase, error));
            }
        }
    }
}
