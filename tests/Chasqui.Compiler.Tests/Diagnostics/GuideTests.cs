using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Chasqui.Compiler.Tests.Infrastructure;
using Chasqui.Compiler.Tests.Metadata;

namespace Chasqui.Compiler.Tests.Diagnostics;

/// <summary>Every <c>incn</c> block of the README and the guide is a program that compiles.</summary>
public sealed class GuideTests
{
    public static TheoryData<string> Blocks =>
        [.. Pages.SelectMany(page => Programs(page).Select((_, i) => $"{page}#{i + 1}"))];

    private static IEnumerable<string> Pages =>
        Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(Repository.PathOf("."), p).Replace('\\', '/'))
            .Where(p => !p.StartsWith("docs/diagnostics/", StringComparison.Ordinal) && !p.StartsWith("docs/decisions/", StringComparison.Ordinal))
            .Append("README.md")
            .Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void The_program_compiles(string block)
    {
        string[] parts = block.Split('#');
        string text = Programs(parts[0]).ElementAt(int.Parse(parts[1]) - 1);
        CompilationResult result = Compile(text);
        Assert.Empty(result.Diagnostics.Where(d => d.IsError).Select(d => $"{d.Span}: {d.Id}: {d.Message}"));
    }

    private static IEnumerable<string> Programs(string page) =>
        Regex.Matches(File.ReadAllText(Repository.PathOf(page)).ReplaceLineEndings("\n"), "```incn\n(.*?)```", RegexOptions.Singleline)
            .Select(m => m.Groups[1].Value);

    private static CompilationResult Compile(string text)
    {
        bool hasModule = text.Contains("\nmodule tests:", StringComparison.Ordinal);
        bool isTested = hasModule || Regex.IsMatch(text, "^(async )?def test_|^@fixture", RegexOptions.Multiline);
        string file = isTested && !hasModule ? "test_page.incn" : "main.incn";
        return Compilation.Compile(new CompilationOptions(isTested ? "." : file, RuntimeAssembly.Path)
        {
            IsDebug = true,
            Tests = isTested ? [file] : [],
            Files = ImmutableDictionary<string, string>.Empty.Add(file, text),
        });
    }
}
