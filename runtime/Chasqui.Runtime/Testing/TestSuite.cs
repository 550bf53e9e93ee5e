using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Testing;

/// <summary>
/// The tests and fixtures of a program. A program compiled for <c>chasqui test</c> has, in place of the user's main, one that opens the suite
/// and registers what the compiler found.
/// </summary>
public sealed class TestSuite
{
    private readonly List<TestDeclaration> _tests = [];
    private readonly Dictionary<string, Fixture> _fixtures = [];
    private TestModule _module = new("", "", [], HasState: false);

    private TestSuite()
    {
    }

    internal static TestSuite? Current { get; private set; }

    internal HashSet<string> RegisteredMarkers { get; } = [];

    internal IReadOnlyDictionary<string, Fixture> Fixtures => _fixtures;

    [Name("open")]
    public static TestSuite Open() => Current = new TestSuite();

    /// <summary>A mark of a name that the user made up.</summary>
    [Name("mark")]
    public static TestMark Mark(string name) => TestMark.Custom(name);

    /// <summary>What is registered from here on belongs to this module.</summary>
    [Name("module")]
    public void BeginModule(string path, string file, ValueList<string> visible, bool hasState) =>
        _module = new TestModule(path, file, Copy(visible), hasState);

    /// <summary><c>TEST_MARKERS</c>: the names that <c>--strict-markers</c> allows.</summary>
    [Name("markers")]
    public void Markers(ValueList<string> names) => RegisteredMarkers.UnionWith(Copy(names));

    /// <summary><c>TEST_MARKS</c>: marks of every test of the module.</summary>
    [Name("default_marks")]
    public void DefaultMarks(ValueList<string> names) => _module.DefaultMarks.AddRange(Copy(names).Select(TestMark.Custom));

    [Name("fixture")]
    public void Fixture<T>(string key, string name, FixtureOptions options, ValueList<string> needs, Func<TestContext, T> make) =>
        Add(key, name, options, needs, context => Testing.Fixture.Returning(make(context)));

    [Name("yield_fixture")]
    public void YieldFixture<T>(string key, string name, FixtureOptions options, ValueList<string> needs, Func<TestContext, Iterator<T>> make) =>
        Add(key, name, options, needs, context => Testing.Fixture.Yielding(name, make(context)));

    [Name("async_fixture")]
    public void AsyncFixture<T>(string key, string name, FixtureOptions options, ValueList<string> needs, Func<TestContext, Future<T>> make) =>
        Add(key, name, options, needs, context => Testing.Fixture.Returning(Host.Program.Await(make(context))));

    [Name("async_yield_fixture")]
    public void AsyncYieldFixture(string key, string name, FixtureOptions options, ValueList<string> needs, Func<TestContext, Future<Unit>> make) =>
        Add(key, name, options, needs, context => Testing.Fixture.YieldingAsync(name, make(context)));

    [Name("test")]
    public void Test(string name, long line, ValueList<TestMark> marks, ValueList<string> needs, Func<TestContext, Unit> run) =>
        _tests.Add(new TestDeclaration(_module, name, line, Copy(marks), Copy(needs), context => run(context)));

    [Name("async_test")]
    public void AsyncTest(string name, long line, ValueList<TestMark> marks, ValueList<string> needs, Func<TestContext, Future<Unit>> run) =>
        _tests.Add(new TestDeclaration(_module, name, line, Copy(marks), Copy(needs), context => Host.Program.Await(run(context))));

    /// <summary>Begins a <c>parametrize</c> of the last test; its cases follow.</summary>
    [Name("axis")]
    public void BeginAxis(ValueList<string> names, ValueList<string> ids) => _tests[^1].Axes.Add(new CaseAxis(Copy(names), Copy(ids)));

    [Name("case")]
    public void Case<T>(T value, ValueList<TestMark> marks, string id) => _tests[^1].Axes[^1].Add(value, Copy(marks), id);

    [Name("cases")]
    public void Cases<T>(ValueList<T> values)
    {
        foreach (T value in values.Items)
        {
            _tests[^1].Axes[^1].Add(Ops.Share(value), [], "");
        }
    }

    internal IReadOnlyList<TestItem> Collect()
    {
        foreach (TestDeclaration test in _tests)
        {
            test.Axes.ForEach(axis => axis.CheckIds(test.Name));
        }
        return [.. _tests.SelectMany(t => t.Expand())];
    }

    /// <summary>The fixtures of a test, those that are kept longest first: the automatic ones in sight, then those it asks for.</summary>
    internal IEnumerable<string> NeedsOf(TestItem item) => item.Module.Visible
        .Where(key => _fixtures.TryGetValue(key, out Fixture? f) && f.IsAutomatic)
        .Concat(item.Declaration.Needs)
        .OrderByDescending(key => _fixtures.TryGetValue(key, out Fixture? f) ? f.Scope : FixtureScope.Function);

    /// <summary>All fixtures that serve a test, those that its fixtures need included.</summary>
    internal HashSet<string> ClosureOf(TestItem item)
    {
        var found = new HashSet<string>();
        var pending = new Stack<string>(NeedsOf(item));
        while (pending.TryPop(out string? key))
        {
            if (found.Add(key) && _fixtures.TryGetValue(key, out Fixture? fixture))
            {
                foreach (string need in fixture.Needs)
                {
                    pending.Push(need);
                }
            }
        }
        return found;
    }

    private void Add(string key, string name, FixtureOptions options, ValueList<string> needs, Func<TestContext, FixtureValue> setUp)
    {
        _fixtures[key] = new Fixture(key, name, options, Copy(needs), setUp);
    }

    private static T[] Copy<T>(ValueList<T> values) => values.Items.ToArray();
}
