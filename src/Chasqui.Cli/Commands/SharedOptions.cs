using System.CommandLine;

namespace Chasqui.Cli.Commands;

/// <summary>Options that several commands have; made anew for each, since a command owns its options.</summary>
internal static class SharedOptions
{
    public static Option<string> Format()
    {
        var format = new Option<string>("--format")
        {
            Description = "how diagnostics are written",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json", "msbuild");
        return format;
    }

    public static Option<string> Color()
    {
        var color = new Option<string>("--color")
        {
            Description = "when diagnostics are coloured; NO_COLOR is respected",
            DefaultValueFactory = _ => "auto",
        };
        color.AcceptOnlyFromAmong("auto", "always", "never");
        return color;
    }

    /// <summary>Understood by every command, at any place; read by its name.</summary>
    public static Option<bool> Verbose() => new(VerboseName)
    {
        Description = "print the detail behind an internal compiler error",
        Recursive = true,
    };

    public static Option<bool> Timings() => new("--timings") { Description = "print what each phase of the compiler took" };

    public const string VerboseName = "--verbose";

    public static Option<bool> Release() => new("--release") { Description = "optimise, and keep less for the debugger" };
}
