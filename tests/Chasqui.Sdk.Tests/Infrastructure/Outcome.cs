namespace Chasqui.Sdk.Tests.Infrastructure;

/// <summary>What a command left: in process or as a process of its own.</summary>
public sealed record Outcome(int ExitCode, string Out, string Error)
{
    public string[] OutLines => Out.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
