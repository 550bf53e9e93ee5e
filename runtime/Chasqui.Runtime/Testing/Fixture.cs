using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Testing;

/// <summary>The value of a fixture, and how to tear it down.</summary>
internal readonly record struct FixtureValue(object? Value, Action? TearDown);

/// <summary>A fixture as the compiled program registers it; each kind of fixture function has its own way to a value.</summary>
internal sealed class Fixture(string key, string name, FixtureOptions options, IReadOnlyList<string> needs, Func<TestContext, FixtureValue> setUp)
{
    internal string Key { get; } = key;

    internal string Name { get; } = name;

    internal FixtureScope Scope { get; } = options.Scope;

    internal bool IsAutomatic { get; } = options.IsAutomatic;

    /// <summary>The keys of the fixtures it asks for.</summary>
    internal IReadOnlyList<string> Needs { get; } = needs;

    internal Func<TestContext, FixtureValue> SetUp { get; } = setUp;

    internal static FixtureValue Returning<T>(T value) => new(value, null);

    /// <summary>What follows the <c>yield</c> is the tear-down.</summary>
    internal static FixtureValue Yielding<T>(string name, Iterator<T> steps)
    {
        if (!steps.MoveNext(out T value))
        {
            throw YieldedNothing(name);
        }
        return new FixtureValue(value, () =>
        {
            if (steps.MoveNext(out _))
            {
                throw YieldedAgain(name);
            }
        });
    }

    internal static FixtureValue YieldingAsync(string name, Future<Unit> body)
    {
        var handoff = new FixtureHandoff(name, body);
        return new FixtureValue(handoff.TakeValue(), handoff.Finish);
    }

    internal static RuntimeError YieldedNothing(string name) => new($"the fixture `{name}` ended without a `yield`");

    internal static RuntimeError YieldedAgain(string name) => new($"the fixture `{name}` yielded a second time");
}
