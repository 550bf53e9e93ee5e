using System.Runtime.InteropServices;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Host;

/// <summary>The running program, as far as its end may come from elsewhere than from main: by <c>exit</c> or a signal. Any thread.</summary>
internal sealed class ProgramLife : IDisposable
{
    /// <summary>What shells add to the number of a signal that ended a program.</summary>
    private const int SignalBase = 128;
    private const int InterruptSignal = 2;
    private const int TerminationSignal = 15;

    private static ProgramLife? s_current;

    private readonly ProgramLife? _outer;
    private readonly Lock _lock = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private int? _exitCode;

    private ProgramLife(ProgramLife? outer) => _outer = outer;

    /// <summary>Null where Chasqui does not own the entry point.</summary>
    internal static ProgramLife? Current => Volatile.Read(ref s_current);

    /// <summary>Set when main has ended or the end was asked for.</summary>
    internal ManualResetEventSlim Ended { get; } = new(false, spinCount: 0);

    /// <summary>The thread of a sync main: one that asks for the end itself is let unwind first.</summary>
    internal Thread? MainThread { get; set; }

    /// <summary>Drops what the program's statics own; null where they own nothing.</summary>
    internal Func<Unit>? Release { get; set; }

    /// <summary>The code of whoever asked for the end first; null if nobody has.</summary>
    internal int? ExitCode
    {
        get
        {
            lock (_lock)
            {
                return _exitCode;
            }
        }
    }

    internal static ProgramLife Begin() => s_current = new ProgramLife(s_current);

    /// <summary>Asks for the end; false if somebody has before.</summary>
    internal bool RequestExit(int code)
    {
        lock (_lock)
        {
            if (_exitCode is not null)
            {
                return false;
            }
            _exitCode = code;
        }
        if (Thread.CurrentThread != MainThread)
        {
            Ended.Set();
        }
        return true;
    }

    /// <summary>From now on an interrupt or a request to terminate lets tasks clean up. The second one ends the process at once.</summary>
    internal void WatchSignals()
    {
        lock (_lock)
        {
            if (_signals.Count == 0)
            {
                Watch(PosixSignal.SIGINT, InterruptSignal);
                Watch(PosixSignal.SIGTERM, TerminationSignal);
            }
        }
    }

    public void Dispose()
    {
        s_current = _outer;
        lock (_lock)
        {
            _signals.ForEach(signal => signal.Dispose());
        }
    }

    private void Watch(PosixSignal signal, int number) =>
        _signals.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = RequestExit(SignalBase + number)));
}
