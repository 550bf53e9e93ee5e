using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Testing;

/// <summary>The value of the fixture <c>env</c>: environment variables whose changes end with the test.</summary>
[Module("std.testing"), Name("TestEnv"), SharedHandle]
public sealed class TestEnvironment
{
    private readonly Dictionary<string, string?> _before = [];

    [Name("get")]
    public Option<string> Get(string name) => Environment.GetEnvironmentVariable(name) is { } value ? new(value) : default;

    [Name("set")]
    public void Set(string name, string value) => Change(name, value);

    [Name("unset"), Name("remove")]
    public void Unset(string name) => Change(name, null);

    internal void Restore()
    {
        foreach ((string name, string? value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    private void Change(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
