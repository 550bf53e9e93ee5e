using Chasqui.Runtime.Core;
using Chasqui.Runtime.Host;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Testing;

/// <summary>
/// Runs the tests of a loaded program one after another. What starts it talks to it in JSON texts only, so that it can be driven from a
/// process that has loaded another runtime.
/// </summary>
public sealed class TestSession
{
    private readonly TestSuite _suite;
    private readonly IReadOnlyList<TestItem> _items;
    private readonly TimeProvider _time;
    private readonly FixtureStore _sessionStore = new();
    private FixtureStore _moduleStore = new();

    internal TestSession(TestSuite suite, TimeProvider time)
    {
        _suite = suite;
        _time = time;
        _items = suite.Collect();
    }

    /// <summary>Whether programs run as tests here: <c>exit</c> then is an error of the test.</summary>
    internal static bool IsActive => TestSuite.Current is not null;

    /// <summary>Initialises the program and registers its tests; the error, as text, when that fails.</summary>
    public static (TestSession? Session, string Error) Open(Func<string[], int> program, bool captures, TimeProvider time)
    {
        StandardOutput.CapturesTests = captures;
        StandardOutput.BeginCapture();
        try
        {
            return program([]) == 0 && TestSuite.Current is { } suite
                ? (new TestSession(suite, time), "")
                : (null, StandardOutput.EndCapture());
        }
        catch (ValueError error)
        {
            return (null, $"ValueError: {error.Message}\n");
        }
        finally
        {
            StandardOutput.EndCapture();
        }
    }

    /// <summary>The tests in the order of the files, and the registered markers.</summary>
    public string Describe() => TestRecords.Describe(_suite, _items);

    /// <param name="index">Of the test, in the order of <see cref="Describe"/>.</param>
    /// <param name="expectsFailures">Whether <c>xfail</c> marks count.</param>
    public string Run(int index, bool expectsFailures)
    {
        TestItem item = _items[index];
        if (item.SkipReason is { } reason)
        {
            return TestRecords.Skipped(reason);
        }
        TimeSpan? limit = item.ArgumentOf("timeout") is { } text ? Durations.Parse(text) : null;
        var store = new FixtureStore();
        TestAttempt attempt = TestAttempt.Run(_time, limit, () => SetUp(item, store), store.End);
        return TestRecords.Ended(attempt, expectsFailures ? item.ExpectedFailure : null);
    }

    /// <summary>Tears down the fixtures of the module whose tests ran last.</summary>
    public string EndModule() => End(ref _moduleStore);

    public string Close()
    {
        FixtureStore session = _sessionStore;
        return End(ref session);
    }

    private string End(ref FixtureStore store)
    {
        FixtureStore ending = store;
        store = new FixtureStore();
        return TestRecords.Ended(TestAttempt.Run(_time, null, () => static () => { }, ending.End), null);
    }

    private Action SetUp(TestItem item, FixtureStore store)
    {
        foreach (string key in _suite.NeedsOf(item))
        {
            Require(key, FixtureScope.Function, store, "the test");
        }
        var context = new TestContext(store, key => Require(key, FixtureScope.Function, store, "the test"), item.Values);
        return () => item.Declaration.Run(context);
    }

    /// <param name="asking">The scope of what asks: nothing may be kept longer than what it is made of.</param>
    private object? Require(string key, FixtureScope asking, FixtureStore function, string asker)
    {
        if (!_suite.Fixtures.TryGetValue(key, out Fixture? fixture))
        {
            // A built-in one: it is made by the call itself, for whoever asks.
            return null;
        }
        if (fixture.Scope < asking)
        {
            throw new ValueError(
                $"the fixture `{asker}` is kept for the {Name(asking)}, so it cannot use `{fixture.Name}`, which is made anew for each {Name(fixture.Scope)}");
        }
        FixtureStore store = fixture.Scope switch
        {
            FixtureScope.Session => _sessionStore,
            FixtureScope.Module => _moduleStore,
            _ => function,
        };
        return store.Require(key, () =>
        {
            foreach (string need in fixture.Needs)
            {
                Require(need, fixture.Scope, function, fixture.Name);
            }
            FixtureValue made = fixture.SetUp(new TestContext(store, need => Require(need, fixture.Scope, function, fixture.Name), []));
            if (made.TearDown is { } tearDown)
            {
                store.OnEnd(fixture.Name, tearDown);
            }
            return made.Value;
        });
    }

    private static string Name(FixtureScope scope) => scope switch
    {
        FixtureScope.Session => "session",
        FixtureScope.Module => "module",
        _ => "test",
    };
}
