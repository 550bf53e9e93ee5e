using System.Diagnostics;
using System.Reflection;
using System.Text;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Host;

/// <summary>The text of an uncaught error: kind and message, then where it happened, in the user's names only.</summary>
internal static class Traceback
{
    internal static string Describe(Exception error)
    {
        var text = new StringBuilder();
        text.Append(Errors.KindOf(error)).Append(": ").Append(Errors.MessageOf(error)).Append('\n');
        AppendFrames(text, error);
        for (Exception? cause = CauseOf(error); cause is not null; cause = CauseOf(cause))
        {
            text.Append("caused by ").Append(Errors.KindOf(cause)).Append(": ").Append(Errors.MessageOf(cause)).Append('\n');
            AppendFrames(text, cause);
        }
        return text.ToString();
    }

    /// <summary>The error named by <c>raise … from</c>; the CLR's own form of the same error is not one.</summary>
    private static Exception? CauseOf(Exception error) =>
        error.InnerException is { } inner && Errors.Normalize(inner) == inner ? inner : null;

    private static void AppendFrames(StringBuilder text, Exception error)
    {
        string? last = null;
        int repeats = 0;
        foreach (StackFrame frame in FramesOf(error))
        {
            if (Line(frame) is not { } line)
            {
                continue;
            }
            if (line == last)
            {
                repeats++;
                continue;
            }
            AppendRepeats(text, repeats);
            text.Append(line);
            (last, repeats) = (line, 0);
        }
        AppendRepeats(text, repeats);
    }

    /// <summary>An error that the CLR raised and a handler translated was raised where the CLR's form of it says.</summary>
    private static StackFrame[] FramesOf(Exception error)
    {
        StackFrame[] frames = new StackTrace(error, fNeedFileInfo: true).GetFrames();
        return frames.Length > 0 || error.InnerException is not { } inner ? frames : FramesOf(inner);
    }

    private static void AppendRepeats(StringBuilder text, int repeats)
    {
        if (repeats > 0)
        {
            text.Append("  … repeated ").Append(repeats).Append(repeats == 1 ? " more time\n" : " more times\n");
        }
    }

    private static string? Line(StackFrame frame)
    {
        if (frame.GetMethod() is not { } method || NameOf(method) is not { } name)
        {
            return null;
        }
        string? file = Path.GetFileName(frame.GetFileName());
        return file is null ? $"  at {name}\n" : $"  at {name} ({file}:{frame.GetFileLineNumber()})\n";
    }

    /// <summary>A method's own name, or that of the async function whose frame it belongs to.</summary>
    private static string? NameOf(MethodBase method) =>
        method.GetCustomAttribute<SourceNameAttribute>()?.Name
        ?? (method.Name == nameof(Tasks.Frame.Resume) ? method.DeclaringType?.GetCustomAttribute<SourceNameAttribute>()?.Name : null);
}
