using Chasqui.Runtime.Core;
using Chasqui.Runtime.Host;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Testing;

/// <summary>
/// An async fixture that yields is a task that stops at its <c>yield</c>, which compiles to an await of <see cref="Provide"/>, until the
/// value is not wanted any more. Fixtures are set up and torn down one at a time, so there is one current handoff.
/// </summary>
public sealed class FixtureHandoff
{
    private static FixtureHandoff? s_current;

    private readonly string _name;
    private readonly ManualResetEventSlim _changed = new(false, spinCount: 0);
    private readonly EndSignal<Unit> _body;
    private ProvideOperation? _waiting;
    private object? _value;

    internal FixtureHandoff(string name, Future<Unit> body)
    {
        _name = name;
        _body = new EndSignal<Unit>(body, _changed);
        s_current = this;
        Scheduler.Ambient.Spawn(_body);
    }

    [Name("provide"), Async, Cancellation("cancel-safe")]
    public static AsyncStatus Provide<T>(Worker worker, T value, out Unit result)
    {
        result = default;
        FixtureHandoff current = s_current ?? throw new RuntimeError("an async fixture yielded outside a test run");
        current._value = value;
        var operation = new ProvideOperation(worker.Strand);
        AsyncStatus status = worker.SuspendAt(operation);
        current._waiting = operation;
        current._changed.Set();
        return status;
    }

    internal object? TakeValue()
    {
        _changed.Wait();
        if (_waiting is null)
        {
            _body.Wait();
            throw Fixture.YieldedNothing(_name);
        }
        return _value;
    }

    internal void Finish()
    {
        ProvideOperation first = _waiting ?? throw Fixture.YieldedNothing(_name);
        _waiting = null;
        _changed.Reset();
        s_current = this;
        first.Release();
        _changed.Wait();
        if (_waiting is not null)
        {
            throw Fixture.YieldedAgain(_name);
        }
        _body.Wait();
    }

    /// <summary>The wait at the <c>yield</c>.</summary>
    private sealed class ProvideOperation(Strand strand) : Future<Unit>
    {
        private bool _isReleased;

        internal void Release()
        {
            Volatile.Write(ref _isReleased, true);
            strand.Wake(null);
        }

        public override AsyncStatus Resume(Worker worker) =>
            Volatile.Read(ref _isReleased) ? AsyncStatus.Completed
            : worker.IsCancelled ? AsyncStatus.Cancelled
            : worker.SuspendAt(this);
    }
}
