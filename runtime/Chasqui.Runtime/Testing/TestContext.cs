using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Testing;

/// <summary>What a test or fixture is called with: the values of its parameters.</summary>
public sealed class TestContext
{
    private readonly Func<string, object?> _fixtures;
    private readonly IReadOnlyList<object?> _cases;

    internal TestContext(FixtureStore store, Func<string, object?> fixtures, IReadOnlyList<object?> cases)
    {
        Store = store;
        _fixtures = fixtures;
        _cases = cases;
    }

    /// <summary>Where what is made for this call is kept.</summary>
    internal FixtureStore Store { get; }

    [Name("fixture")]
    public T Fixture<T>(string key) => _fixtures(key) is T value ? Ops.Share(value) : default!;

    /// <summary>The value that a <c>parametrize</c> gives, counted from the topmost.</summary>
    [Name("case")]
    public T Case<T>(long axis) => _cases[(int)axis] is T value ? Ops.Share(value) : default!;

    /// <summary>A test may return a Result; an error in it is a failure.</summary>
    [Name("succeed")]
    public static void Succeed<T, E>(Result<T, E> result)
    {
        if (result.IsErr())
        {
            throw new AssertionError($"the test returned Err({Text.Formatter.Debug(result.Error)})");
        }
    }
}
