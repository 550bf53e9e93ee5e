namespace Chasqui.Runtime.Testing;

/// <summary>A file's tests, or those of its <c>module tests:</c> block.</summary>
/// <param name="Visible">The keys of the fixtures in sight, those of outer folders last; the automatic ones among them serve every test.</param>
/// <param name="HasState">Whether its tests may see each other's changes of a static, so that they belong together and in order.</param>
internal sealed record TestModule(string Path, string File, IReadOnlyList<string> Visible, bool HasState)
{
    /// <summary>From <c>TEST_MARKS</c>.</summary>
    internal List<TestMark> DefaultMarks { get; } = [];
}
