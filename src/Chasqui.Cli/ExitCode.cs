namespace Chasqui.Cli;

/// <summary>What the process tells its caller, apart from the exit code of a program it ran.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int Usage = 2;
    public const int Internal = 70;
}
