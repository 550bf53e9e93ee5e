namespace Chasqui.Runtime.Testing;

/// <summary>The features that a test run was started with.</summary>
public static class TestFeatures
{
    private static HashSet<string> s_names = [];

    public static void Set(IEnumerable<string> names) => s_names = [.. names];

    internal static bool Contains(string name) => s_names.Contains(name);
}
