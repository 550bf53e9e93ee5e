using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std.Json;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Logging;

/// <summary><c>Logger</c>: writes events under a name, with fields of its own. It never changes, so copies and tasks may share it.</summary>
[Module("std.logging"), Name("Logger"), SharedHandle, Sendable(true)]
public sealed class Logger : IDebug
{
    private readonly string _name;
    private readonly ValueDict<string, string> _fields;

    /// <param name="name">Dotted, or empty for the root.</param>
    /// <param name="fields">As they are written.</param>
    internal Logger(string name, ValueDict<string, string> fields)
    {
        _name = name;
        _fields = fields;
    }

    [Name("name")]
    public string LoggerName => _name;

    [Name("trace")]
    public void Trace([Displayed] string msg) => Log(Level.Trace, msg);

    [Name("trace")]
    public void Trace([Displayed] string msg, [Union(typeof(string), typeof(long), typeof(double), typeof(bool))] ValueDict<string, object> fields) => Log(Level.Trace, msg, fields);

    [Name("debug")]
    public void Debug([Displayed] string msg) => Log(Level.DebugLevel, msg);

    [Name("debug")]
    public void Debug([Displayed] string msg, [Union(typeof(string), typeof(long), typeof(double), typeof(bool))] ValueDict<string, object> fields) => Log(Level.DebugLevel, msg, fields);

    [Name("info")]
    public void Info([Displayed] string msg) => Log(Level.Info, msg);

    [Name("info")]
    public void Info([Displayed] string msg, [Union(typeof(string), typeof(long), typeof(double), typeof(bool))] ValueDict<string, object> fields) => Log(Level.Info, msg, fields);

    [Name("warning"), Name("warn")]
    public void Warning([Displayed] string msg) => Log(Level.Warn, msg);

    [Name("warning"), Name("warn")]
    public void Warning([Displayed] string msg, [Union(typeof(string), typeof(long), typeof(double), typeof(bool))] ValueDict<string, object> fields) => Log(Level.Warn, msg, fields);

    [Name("error")]
    public void Error([Displayed] string msg) => Log(Level.Error, msg);

    [Name("error")]
    public void Error([Displayed] string msg, [Union(typeof(string), typeof(long), typeof(double), typeof(bool))] ValueDict<string, object> fields) => Log(Level.Error, msg, fields);

    [Name("critical"), Name("fatal")]
    public void Critical([Displayed] string msg) => Log(Level.Fatal, msg);

    [Name("critical"), Name("fatal")]
    public void Critical([Displayed] string msg, [Union(typeof(string), typeof(long), typeof(double), typeof(bool))] ValueDict<string, object> fields) => Log(Level.Fatal, msg, fields);

    /// <summary>A logger below this one: <c>app</c> and <c>db</c> make <c>app.db</c>.</summary>
    [Name("child")]
    public Logger Child(string suffix) => new(LoggingModule.Checked(_name.Length == 0 ? suffix : $"{_name}.{suffix}"), _fields);

    /// <summary>The logger with more fields, which each of its events has; an event's own win.</summary>
    [Name("bind")]
    public Logger Bind([Union(typeof(string), typeof(long), typeof(double), typeof(bool))] ValueDict<string, object> fields) => new(_name, With(fields));

    [Name("is_enabled")]
    public bool IsEnabled(Level level) => level.CompareTo(LogSettings.Current.Threshold) >= 0;

    void IDebug.Debug(DebugWriter writer)
    {
        writer.BeginTuple("Logger");
        writer.Item(_name);
        writer.EndTuple();
    }

    private void Log(Level level, string message)
    {
        if (IsEnabled(level))
        {
            LogSettings.Current.Write(level, _name, message, _fields);
        }
    }

    private void Log<V>(Level level, string message, ValueDict<string, V> fields)
    {
        if (IsEnabled(level))
        {
            LogSettings.Current.Write(level, _name, message, With(fields));
        }
    }

    /// <summary>Values are kept as JSON, which is how both formats write them.</summary>
    private ValueDict<string, string> With<V>(ValueDict<string, V> fields)
    {
        ValueDict<string, string> all = _fields.Clone();
        int cursor = 0;
        while (fields.MoveNext(ref cursor, out string key, out V value))
        {
            all.Set(key, JsonWriter.Write(value));
        }
        return all;
    }
}
