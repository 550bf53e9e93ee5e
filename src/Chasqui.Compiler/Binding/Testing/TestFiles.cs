namespace Chasqui.Compiler.Binding.Testing;

/// <summary>Which files are of tests, by their names.</summary>
public static class TestFiles
{
    /// <summary>Has fixtures for the tests of its folder and all below.</summary>
    public const string Conftest = "conftest.incn";

    public static bool IsTestFile(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return name.StartsWith("test_", StringComparison.Ordinal) || name.EndsWith("_test", StringComparison.Ordinal);
    }
}
