namespace Chasqui.Runtime.Core;

/// <summary>The command-line arguments of the program; the entry point sets them before anything else runs.</summary>
public static class ProgramArguments
{
    public static string[] Values { get; private set; } = [];

    public static void Set(string[] arguments) => Values = arguments;
}
