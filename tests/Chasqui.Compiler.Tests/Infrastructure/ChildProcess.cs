using System.Diagnostics;
using System.Text;

namespace Chasqui.Compiler.Tests.Infrastructure;

public sealed record ProcessResult(int ExitCode, string Output, string Error);

/// <summary>Runs a process to its end. One that hangs is killed, and the test that started it fails.</summary>
public static class ChildProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static ProcessResult Run(
        string file, IEnumerable<string> arguments, string folder, string input = "", TimeSpan? limit = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task fed = Feed(process, input);
        if (!Task.WaitAll([output, error, fed, process.WaitForExitAsync()], limit ?? Limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            Assert.Fail($"{file} {string.Join(' ', arguments)} was killed after {limit ?? Limit}; it had written:\n{output.Result}\n{error.Result}");
        }
        return new ProcessResult(process.ExitCode, output.Result, error.Result);
    }

    private static async Task Feed(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading all of its input, as it may.
        }
    }
}
