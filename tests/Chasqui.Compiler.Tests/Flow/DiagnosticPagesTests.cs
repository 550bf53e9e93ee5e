using System.Text.RegularExpressions;
using Chasqui.Compiler.Binding;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Flow;
using Chasqui.Compiler.Tests.Declarations;
using Chasqui.Compiler.Tests.Infrastructure;

namespace Chasqui.Compiler.Tests.Flow;

/// <summary>The programs on the pages of the declare and flow phases do what the pages say.</summary>
public sealed class DiagnosticPagesTests
{
    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Repository.PathOf("docs/diagnostics"), "CHQ*.md")
            .Select(p => Path.GetFileNameWithoutExtension(p))
            .Where(id => Regex.IsMatch(id, "^CHQ(20|60|52)"))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_wrong_program_reports_the_id_and_the_right_one_nothing(string id)
    {
        string page = File.ReadAllText(Repository.PathOf($"docs/diagnostics/{id}.md"));
        Assert.StartsWith($"# {id}: ", page, StringComparison.Ordinal);
        Assert.Equal([id], Analyze(Program(page, "wrong")).Select(d => d.Id));
        Assert.Empty(Analyze(Program(page, "right")).Select(d => $"{d.Span}: {d.Id}: {d.Message}"));
    }

    private static string Program(string page, string kind) =>
        Regex.Match(page, $"```incn {kind}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    private static IEnumerable<Diagnostic> Analyze(string text)
    {
        var diagnostics = new DiagnosticBag();
        var program = Declared.Program(diagnostics, ("main.incn", text));
        if (!diagnostics.HasErrors)
        {
            FlowAnalyzer.Analyze(Binder.Bind(program, program.Library, diagnostics), program.Library, diagnostics);
        }
        return diagnostics.ToSortedArray();
    }
}
