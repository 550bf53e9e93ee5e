using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Chasqui.Runtime.Host;

namespace Chasqui.Runtime.Tasks;

/// <summary>What the CLR does not keep of an error's way through a deep chain of suspended frames.</summary>
/// <remarks>
/// To raise an error again with its trace the CLR copies the trace, so a chain of n frames would cost n² in all. The first
/// frames are raised that way; from then on the trace so far is kept here, once, and each frame begins a new one.
/// </remarks>
internal sealed class AsyncTrace
{
    private const int FramesKeptByClr = 64;

    private static readonly ConditionalWeakTable<Exception, AsyncTrace> s_traces = [];

    private int _frames;

    /// <summary>The trace up to where it was cut off; what follows <see cref="Dropped"/> frames later is the exception's own.</summary>
    internal List<Place>? Beginning { get; private set; }

    internal int Dropped => _frames - FramesKeptByClr - 1;

    internal static AsyncTrace? CutOf(Exception error) =>
        s_traces.TryGetValue(error, out AsyncTrace? trace) && trace.Beginning is not null ? trace : null;

    /// <summary>Raises the error of an awaited frame in the frame that awaits it.</summary>
    [DoesNotReturn, StackTraceHidden]
    internal static void Rethrow(Exception error)
    {
        AsyncTrace trace = s_traces.GetOrCreateValue(error);
        if (++trace._frames <= FramesKeptByClr)
        {
            ExceptionDispatchInfo.Throw(error);
        }
        trace.Beginning ??= Place.Of(error);
        throw error;
    }
}
