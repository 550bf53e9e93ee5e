using Chasqui.Compiler.Tests.Infrastructure;

namespace Chasqui.Compiler.Tests.Programs;

/// <summary>
/// Every folder tests/conformance/AREA/CASE does what its expected.* files say. The configurations are classes of their own, so that
/// they run side by side and no more than that.
/// </summary>
public abstract class ConformanceTests(bool isDebug)
{
    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateDirectories(Repository.PathOf("tests/conformance"))
            .SelectMany(Directory.EnumerateDirectories)
            .Select(folder => $"{Path.GetFileName(Path.GetDirectoryName(folder))}/{Path.GetFileName(folder)}")
            .Order(StringComparer.Ordinal)];

    public static TheoryData<string> Examples =>
        [.. Directory.EnumerateFiles(Repository.PathOf("examples"), "*.incn").Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case(string name) =>
        ProgramCheck.Check(ProgramCase.FromFolder(Repository.PathOf(Path.Combine("tests", "conformance", name))), isDebug);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example(string name) =>
        ProgramCheck.Check(ProgramCase.FromExample(Repository.PathOf(Path.Combine("examples", name))), isDebug);
}

public sealed class DebugConformanceTests() : ConformanceTests(isDebug: true);

public sealed class ReleaseConformanceTests() : ConformanceTests(isDebug: false);
