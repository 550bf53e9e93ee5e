using System.Runtime.CompilerServices;
using System.Text;

namespace Chasqui.Compiler.Tests.Infrastructure;

/// <summary>
/// Compares text with a committed file, in Verify's convention: <c>Class.Name.verified.txt</c> beside the test's
/// source, <c>.received.</c> written next to it when they differ. <c>./build.sh goldens</c> accepts what was received.
/// </summary>
public static class GoldenFile
{
    public static void Verify(string actual, string name, [CallerFilePath] string testFile = "")
    {
        string stem = Path.Combine(
            Path.GetDirectoryName(testFile) ?? "", $"{Path.GetFileNameWithoutExtension(testFile)}.{name}");
        VerifyFile(actual, stem + ".verified.txt");
    }

    /// <summary>For goldens that stand elsewhere, as those of the conformance cases do.</summary>
    public static void VerifyFile(string actual, string verifiedPath)
    {
        string receivedPath = verifiedPath.Replace(".verified.", ".received.", StringComparison.Ordinal);
        string text = actual.ReplaceLineEndings("\n");
        string? expected = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath).ReplaceLineEndings("\n") : null;
        if (text == expected)
        {
            File.Delete(receivedPath);
            return;
        }
        // A build server only compares; what it would have received is in the message.
        if (Environment.GetEnvironmentVariable("CI") is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(verifiedPath) ?? ".");
            File.WriteAllText(receivedPath, text, new UTF8Encoding(false));
        }
        Assert.Fail(expected is null
            ? $"{verifiedPath} does not exist; `./build.sh goldens` accepts:\n{text}"
            : $"{verifiedPath} differs; `./build.sh goldens` accepts the received text.\n{Difference(expected, text)}");
    }

    private static string Difference(string expected, string actual)
    {
        string[] old = expected.Split('\n');
        string[] now = actual.Split('\n');
        int first = 0;
        while (first < old.Length && first < now.Length && old[first] == now[first])
        {
            first++;
        }
        return $"first difference in line {first + 1}:\n"
            + $"- {(first < old.Length ? old[first] : "(end of text)")}\n"
            + $"+ {(first < now.Length ? now[first] : "(end of text)")}\n"
            + $"--- received ---\n{actual}";
    }
}
