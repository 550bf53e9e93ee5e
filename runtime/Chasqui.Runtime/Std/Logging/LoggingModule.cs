using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Logging;

/// <summary><c>std.logging</c>: events for those who run a program.</summary>
[Module("std.logging")]
public static class LoggingModule
{
    /// <summary>What is not given becomes the default again: from WARN, short lines for people, on standard error.</summary>
    [Name("basic_config")]
    public static void Configure(
        Option<Level> level = default,
        Option<LogFormat> format = default,
        Option<LogStyle> style = default,
        Option<ColorPolicy> color = default,
        string target = "stderr")
    {
        bool toOutput = target switch
        {
            "stdout" => true,
            "stderr" => false,
            _ => throw new ValueError($"target must be `stdout` or `stderr`, found `{target}`"),
        };
        bool isTerminal = toOutput ? !Console.IsOutputRedirected : !Console.IsErrorRedirected;
        ColorPolicy policy = color.UnwrapOr(ColorPolicy.Auto);
        LogSettings.Current = new LogSettings(
            level.UnwrapOr(Level.Warn),
            format.UnwrapOr(LogFormat.Human),
            style.UnwrapOr(LogStyle.Short),
            policy.Equals(ColorPolicy.Always) || (policy.Equals(ColorPolicy.Auto) && isTerminal),
            toOutput);
    }

    /// <summary>The logger of a dotted name; without one, the root.</summary>
    [Name("get_logger")]
    public static Logger GetLogger(Option<string> name = default) => new(name.IsSome() ? Checked(name.Value) : "", new ValueDict<string, string>());

    internal static string Checked(string name) => name.Split('.').All(segment => segment.Length > 0)
        ? name
        : throw new ValueError($"`{name}` is not a logger name: its parts between dots must not be empty");
}

/// <summary>The logger known in every file.</summary>
[Module("std.builtins"), Module("std.logging")]
public static class AmbientLogger
{
    [Name("log")]
    public static Logger Log { get; } = LoggingModule.GetLogger();
}
