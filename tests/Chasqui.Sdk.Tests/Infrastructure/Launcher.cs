using Chasqui.Cli;
using Chasqui.Cli.Running;

namespace Chasqui.Sdk.Tests.Infrastructure;

/// <summary>The command line inside the test's process; programs are handed over, not started.</summary>
internal static class Launcher
{
    public static Outcome Run(params string[] arguments) => Run((_, _, _) => 0, arguments);

    public static Outcome Run(ProgramHost host, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = new CommandLine(new Terminal(output, error)) { Host = host }.Run(arguments);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The command line as a process, for what programs print.</summary>
    public static Outcome Start(string folder, params string[] arguments) =>
        DotNet.Run(folder, [Path.Combine(AppContext.BaseDirectory, "chasqui.dll"), .. arguments]);
}
