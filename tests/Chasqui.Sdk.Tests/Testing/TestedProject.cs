using System.Text.RegularExpressions;
using Chasqui.Cli;
using Chasqui.Sdk.Tests.Infrastructure;

namespace Chasqui.Sdk.Tests.Testing;

/// <summary>A folder with tests; runs of it in process, with paths and times taken out of what they print.</summary>
public sealed partial class TestedProject : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string PathOf(string name) => _folder.PathOf(name);

    public TestedProject With(string name, string text)
    {
        _folder.Write(name, text);
        return this;
    }

    public void Dispose() => _folder.Dispose();

    public Outcome Test(params string[] options) => Test(TimeProvider.System, options);

    public Outcome Test(TimeProvider time, params string[] options) => TestAt("", time, options);

    /// <summary>Tests a file or folder of the project.</summary>
    public Outcome TestAt(string name, TimeProvider time, params string[] options)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = new CommandLine(new Terminal(output, error)) { Time = time }.Run(["test", _folder.PathOf(name), .. options]);
        return new Outcome(exitCode, Plain(output), Plain(error));
    }

    private string Plain(StringWriter text) => Totals().Replace(
        text.ToString().ReplaceLineEndings("\n").Replace(_folder.Root + Path.DirectorySeparatorChar, "").Replace(_folder.Root, "."), "== $1 in TIME ==");

    /// <summary>The rule is as long as the time leaves room for.</summary>
    [GeneratedRegex(@"=+ (.+) in \d+\.\d\ds =+")]
    private static partial Regex Totals();
}
