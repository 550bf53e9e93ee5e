using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Tests.Infrastructure;
using Chasqui.Compiler.Tests.Metadata;

namespace Chasqui.Compiler.Tests.Diagnostics;

/// <summary>Descriptors and the pages of docs/diagnostics belong together, and the programs on the pages do what the pages say.</summary>
public sealed class DocumentationTests
{
    /// <summary>Faults that no source text can show: those of the file system, and of the compiler itself.</summary>
    private static readonly ImmutableHashSet<string> WithoutPrograms =
        ["CHQ8001", "CHQ8002", "CHQ8003", "CHQ8004", "CHQ8005", "CHQ9001"];

    private static readonly ImmutableArray<DiagnosticDescriptor> Descriptors =
        [.. Assemblies.SelectMany(a => a.GetTypes())
            .Where(t => t.Name.EndsWith("Errors", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(f => f.FieldType == typeof(DiagnosticDescriptor) ? f.GetValue(null) : null)
            .OfType<DiagnosticDescriptor>()
            .OrderBy(d => d.Id, StringComparer.Ordinal)];

    public static TheoryData<string> PagesWithPrograms => [.. Pages.Where(id => !WithoutPrograms.Contains(id))];

    private static Assembly[] Assemblies => [typeof(Compilation).Assembly, Assembly.Load("chasqui")];

    private static IEnumerable<string> Pages =>
        Directory.EnumerateFiles(Repository.PathOf("docs/diagnostics"), "CHQ*.md")
            .Select(p => Path.GetFileNameWithoutExtension(p))
            .Order(StringComparer.Ordinal);

    [Fact]
    public void Every_id_is_declared_once() =>
        Assert.Empty(Descriptors.CountBy(d => d.Id).Where(c => c.Value > 1).Select(c => c.Key));

    [Fact]
    public void Every_descriptor_has_a_page_of_its_title_and_every_page_a_descriptor() => Assert.Equal(
        Descriptors.Select(d => $"# {d.Id}: {d.Title}"),
        Pages.Select(id => Page(id).Split('\n')[0]));

    [Fact]
    public void Pages_without_programs_are_those_of_faults_that_no_program_shows() =>
        Assert.Equal(WithoutPrograms.Order(StringComparer.Ordinal), Pages.Where(id => !Page(id).Contains("```incn", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(PagesWithPrograms))]
    public void The_wrong_program_reports_the_id_and_the_right_one_nothing(string id)
    {
        string page = Page(id);
        Assert.Equal([id], Compile(Program(page, "wrong")).Diagnostics.Select(d => d.Id).Distinct());
        CompilationResult right = Compile(Program(page, "right"));
        Assert.Empty(right.Diagnostics.Select(d => $"{d.Span}: {d.Id}: {d.Message}"));
        Assert.True(right.Succeeded);
    }

    private static string Page(string id) =>
        File.ReadAllText(Repository.PathOf($"docs/diagnostics/{id}.md")).ReplaceLineEndings("\n");

    private static string Program(string page, string kind)
    {
        Match block = Assert.Single(Regex.Matches(page, $"```incn {kind}\n(.*?)```", RegexOptions.Singleline));
        return block.Groups[1].Value;
    }

    /// <summary>A program with tests in it is compiled as <c>chasqui test</c> does.</summary>
    private static CompilationResult Compile(string text)
    {
        const string File = "main.incn";
        bool isTested = text.Contains("module tests:", StringComparison.Ordinal);
        return Compilation.Compile(new CompilationOptions(isTested ? "." : File, RuntimeAssembly.Path)
        {
            IsDebug = true,
            Tests = isTested ? [File] : [],
            Files = ImmutableDictionary<string, string>.Empty.Add(File, text),
        });
    }
}
