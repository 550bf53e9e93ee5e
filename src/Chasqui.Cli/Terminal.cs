using System.Reflection;
using System.Runtime.InteropServices;

namespace Chasqui.Cli;

/// <summary>Where the command line writes. Tests hand in their own.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error)
{
    /// <summary>Whether colour is wanted when the user asks for neither: a terminal, and <c>NO_COLOR</c> is not set.</summary>
    public bool PrefersColor { get; init; }

    public static Terminal OfProcess() => new(Console.Out, Console.Error)
    {
        PrefersColor = WantsColor(Console.IsErrorRedirected, Environment.GetEnvironmentVariable("NO_COLOR")),
    };

    public static bool WantsColor(bool isRedirected, string? noColor) => !isRedirected && string.IsNullOrEmpty(noColor);

    /// <summary>What a report of an internal error needs beside its CHQ9001: the versions and, when wanted, the detail.</summary>
    public int ReportFault(Exception fault, bool isVerbose)
    {
        Error.WriteLine($"chasqui {Version} on {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        if (isVerbose)
        {
            Error.WriteLine(fault);
        }
        return ExitCode.Internal;
    }

    private static string? Version =>
        typeof(Terminal).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
