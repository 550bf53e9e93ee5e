using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Host;

/// <summary>A place in a function of the user's, as a trace shows it.</summary>
/// <param name="Offset">Where in the method's code; of no meaning, and zero, if the line is known.</param>
internal readonly record struct Place(MethodBase Method, string Name, int Offset, string? File, int Line)
{
    /// <summary>Up to here, lines are looked up at once, so that places on one line are the same.</summary>
    private const int FewFrames = 1000;

    private static readonly MethodBase? s_rethrow = typeof(Errors).GetMethod(nameof(Errors.Rethrow));
    private static readonly ConcurrentDictionary<MethodBase, string?> s_names = new();

    /// <summary>The places an error has come through so far, innermost first.</summary>
    internal static List<Place> Of(Exception error)
    {
        StackFrame[] frames = new StackTrace(error, fNeedFileInfo: false).GetFrames();
        if (frames.Length == 0 && error.InnerException is { } inner)
        {
            // An error that the CLR raised and a handler translated was raised where the CLR's form of it says.
            return Of(inner);
        }
        bool withLines = frames.Length <= FewFrames;
        var places = new List<Place>();
        bool isRaisedAgain = false;
        foreach (StackFrame frame in withLines ? new StackTrace(error, fNeedFileInfo: true).GetFrames() : frames)
        {
            if (frame.GetMethod() is not { } method)
            {
                continue;
            }
            if (s_names.GetOrAdd(method, NameOf) is not { } name)
            {
                isRaisedAgain |= method == s_rethrow;
            }
            else if (isRaisedAgain && places.Count > 0)
            {
                // The call that raised it again after its cleanup is the one that stands there already.
                isRaisedAgain = false;
            }
            else
            {
                string? file = withLines ? frame.GetFileName() : null;
                places.Add(file is null ? new Place(method, name, frame.GetILOffset(), null, 0) : new Place(method, name, 0, file, frame.GetFileLineNumber()));
            }
        }
        return places;
    }

    public override string ToString()
    {
        (string File, int Line)? source = File is null ? SourceLines.Find(Method, Offset) : (File, Line);
        return source is { } at ? $"{Name} ({Path.GetFileName(at.File)}:{at.Line})" : Name;
    }

    /// <summary>A method's own name, or that of the async function whose frame it belongs to; null for what is not the user's.</summary>
    /// <remarks>Nor is what the compiler makes to run tests: its names begin with a character that no other name has.</remarks>
    private static string? NameOf(MethodBase method)
    {
        string? name = method.GetCustomAttribute<SourceNameAttribute>()?.Name
            ?? (method.Name == nameof(Frame.Resume) ? method.DeclaringType?.GetCustomAttribute<SourceNameAttribute>()?.Name : null);
        return name?.StartsWith('$') == true ? null : name;
    }
}
