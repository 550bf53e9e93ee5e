using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Chasqui.Compiler.Binding.Testing;

namespace Chasqui.Cli.Testing;

/// <summary>The files to compile for a test run, and the folder of their project.</summary>
internal sealed partial record TestDiscovery(string Root, ImmutableArray<string> Files)
{
    private const string Extension = ".incn";

    /// <summary>Folders that hold no sources of the project.</summary>
    private static readonly ImmutableHashSet<string> Skipped = ["bin", "obj", "artifacts", "node_modules", "target"];

    /// <summary>Null when there is nothing at the path.</summary>
    public static TestDiscovery? Find(string path)
    {
        string full = Path.GetFullPath(path);
        if (File.Exists(full))
        {
            return new TestDiscovery(RootOf(Path.GetDirectoryName(full) ?? full), [Shown(full)]);
        }
        return Directory.Exists(full)
            ? new TestDiscovery(RootOf(full), [.. SourcesBelow(full).Where(HasTests).Select(Shown).Order(StringComparer.Ordinal)])
            : null;
    }

    private static IEnumerable<string> SourcesBelow(string folder) => Directory.EnumerateFiles(folder, "*" + Extension)
        .Concat(Directory.EnumerateDirectories(folder)
            .Where(d => Path.GetFileName(d) is var name && !name.StartsWith('.') && !Skipped.Contains(name))
            .SelectMany(SourcesBelow));

    /// <summary>What checking one file means: with the tests in it, if there are any; null for a folder or a file without.</summary>
    public static TestDiscovery? OfFile(string path) => File.Exists(path) && HasTests(path) ? Find(path) : null;

    private static bool HasTests(string file) => TestFiles.IsTestFile(file) || HasTestBlock(file);

    /// <summary>What cannot be read has none; compiling the file says why.</summary>
    private static bool HasTestBlock(string file)
    {
        try
        {
            return TestBlock().IsMatch(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^module\s+tests\s*:", RegexOptions.Multiline)]
    private static partial Regex TestBlock();

    /// <summary>The nearest folder that looks like a project's: with a project file, a program, or a folder of sources; else the folder itself.</summary>
    private static string RootOf(string folder)
    {
        for (string? candidate = folder; candidate is not null; candidate = Path.GetDirectoryName(candidate))
        {
            if (IsProject(candidate))
            {
                return candidate;
            }
        }
        return folder;
    }

    private static bool IsProject(string folder)
    {
        string sources = Path.Combine(folder, "src");
        return Directory.EnumerateFiles(folder, "*.incnproj").Any()
            || File.Exists(Path.Combine(folder, "main" + Extension))
            || (Directory.Exists(sources) && Directory.EnumerateFiles(sources, "*" + Extension).Any());
    }

    /// <summary>As a user names it: from here, unless that would lead upwards.</summary>
    private static string Shown(string full)
    {
        string relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), full);
        return relative.StartsWith("..", StringComparison.Ordinal) ? full : relative;
    }
}
