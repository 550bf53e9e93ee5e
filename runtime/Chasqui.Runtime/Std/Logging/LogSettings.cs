using System.Globalization;
using System.Text;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Std.Calendar;
using Chasqui.Runtime.Std.Json;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Logging;

/// <summary>What <c>basic_config</c> chooses: which events are written, where and how.</summary>
internal sealed record LogSettings(Level Threshold, LogFormat Format, LogStyle Style, bool IsColored, bool ToOutput)
{
    /// <summary>Replaced as a whole; readers take it once per event.</summary>
    public static LogSettings Current { get; set; } = new(Level.Warn, LogFormat.Human, LogStyle.Short, false, false);

    public void Write(Level level, string logger, string message, ValueDict<string, string> fields)
    {
        string line = (Format.Equals(LogFormat.Json) ? Json(level, logger, message, fields) : Human(level, logger, message, fields)) + "\n";
        if (ToOutput)
        {
            StandardOutput.Write(line);
            return;
        }
        StandardOutput.Flush();
        Console.Error.Write(line);
    }

    private string Human(Level level, string logger, string message, ValueDict<string, string> fields)
    {
        var line = new StringBuilder();
        DateTime now = WallClock.Current.GetUtcNow().UtcDateTime;
        if (Style.Tag > LogStyle.Minimal.Tag)
        {
            string format = Style.Equals(LogStyle.Verbose) ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z' " : "HH:mm:ss ";
            line.Append(now.ToString(format, CultureInfo.InvariantCulture));
        }
        line.Append(IsColored ? $"\e[{Color(level)}m[{level}]\e[0m " : $"[{level}] ");
        if (Style.Tag >= LogStyle.Complete.Tag && logger.Length > 0)
        {
            line.Append(logger).Append(": ");
        }
        line.Append(message);
        if (fields.Count > 0)
        {
            line.Append(" fields={").AppendJoin(", ", fields.Items().Items.ToArray().Select(f => $"{f.Item1}={f.Item2}")).Append('}');
        }
        return line.ToString();
    }

    private static string Json(Level level, string logger, string message, ValueDict<string, string> fields) => JsonWriter.Write(new LogEvent(
        WallClock.Current.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        level, logger, message, fields));

    private static int Color(Level level) => level.Tag switch
    {
        <= 1 => 90,
        2 => 32,
        3 => 33,
        _ => 31,
    };

    private sealed record LogEvent(string Time, Level Level, string Logger, string Message, ValueDict<string, string> Fields) : ISerialize
    {
        public void WriteJson(JsonWriter writer)
        {
            writer.BeginObject();
            writer.Field("timestamp", Time);
            writer.Field("level", Level.DisplayName());
            if (Logger.Length > 0)
            {
                writer.Field("logger", Logger);
            }
            writer.Field("message", Message);
            foreach ((string key, string value) in Fields.Items().Items)
            {
                writer.Key(key);
                writer.Raw(value);
            }
            writer.EndObject();
        }
    }
}
