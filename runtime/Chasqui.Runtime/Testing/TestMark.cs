using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Testing;

/// <summary>What a mark does to the test that carries it.</summary>
internal enum MarkEffect
{
    /// <summary>It is only a name to select tests by.</summary>
    None,
    Skip,
    ExpectFailure,
}

/// <summary>A mark on a test: what a marker decorator of <c>std.testing</c> evaluates to when tests are collected.</summary>
public sealed class TestMark
{
    internal TestMark(string name, MarkEffect effect = MarkEffect.None, bool isActive = true, string reason = "", string argument = "")
    {
        Name = name;
        Effect = effect;
        IsActive = isActive;
        Reason = reason;
        Argument = argument;
    }

    /// <summary>What <c>-m</c> selects by.</summary>
    internal string Name { get; }

    internal MarkEffect Effect { get; }

    /// <summary>False for a condition that does not hold.</summary>
    internal bool IsActive { get; }

    internal string Reason { get; }

    /// <summary>Of <c>resource</c> its name, of <c>timeout</c> the time.</summary>
    internal string Argument { get; }

    /// <summary>Whether the user made up the name, so that <c>--strict-markers</c> wants it registered.</summary>
    internal bool IsCustom { get; init; }

    internal static TestMark Custom(string name) => new(name) { IsCustom = true };
}
