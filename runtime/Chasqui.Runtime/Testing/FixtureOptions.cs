using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Testing;

/// <summary>How long a fixture's value is kept.</summary>
internal enum FixtureScope
{
    Function,
    Module,
    Session,
}

/// <summary>What the decorator <c>fixture</c> says about one.</summary>
public sealed class FixtureOptions
{
    internal FixtureOptions(string scope, bool isAutomatic)
    {
        Scope = scope switch
        {
            "function" => FixtureScope.Function,
            "module" => FixtureScope.Module,
            "session" => FixtureScope.Session,
            _ => throw new ValueError($"a fixture's scope is \"function\", \"module\" or \"session\", found \"{scope}\""),
        };
        IsAutomatic = isAutomatic;
    }

    internal FixtureScope Scope { get; }

    internal bool IsAutomatic { get; }
}
