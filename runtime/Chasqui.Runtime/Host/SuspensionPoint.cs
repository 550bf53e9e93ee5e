using System.Buffers.Binary;
using System.Reflection;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Host;

/// <summary>Finds the source line at which a compiled frame is suspended: its state selects a target of the switch that its code begins with.</summary>
internal static class SuspensionPoint
{
    private const string StateField = "$state";
    private const byte Switch = 0x45;

    /// <summary>How far behind a target the switch inside a protected region may stand: the loading of the state.</summary>
    private const int RegionPrologue = 8;

    /// <summary>Null for the runtime's own operations, and where there are no symbols.</summary>
    internal static (string File, int Line)? Of(Frame frame)
    {
        Type type = frame.GetType();
        if (type.GetField(StateField, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)?.GetValue(frame) is not int state
            || type.GetMethod(nameof(Frame.Resume), [typeof(Scheduling.Worker)]) is not { } method
            || method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            return null;
        }
        int? target = null;
        int start = 0, end = code.Length;
        while (FindTarget(code, start, end, state) is { } next)
        {
            target = next;
            (start, end) = (next, Math.Min(next + RegionPrologue, code.Length));
        }
        return target is { } offset ? SourceLines.Find(method, offset) : null;
    }

    /// <summary>Where the first switch in a range of the code leads for a state. A byte that only looks like one has no sensible count.</summary>
    private static int? FindTarget(byte[] code, int start, int end, int state)
    {
        for (int at = start; at < end && at + 5 <= code.Length; at++)
        {
            if (code[at] != Switch)
            {
                continue;
            }
            uint count = BinaryPrimitives.ReadUInt32LittleEndian(code.AsSpan(at + 1));
            if (state >= 0 && state < count && count <= (code.Length - at - 5) / 4)
            {
                int target = at + 5 + (4 * (int)count) + BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at + 5 + (4 * state)));
                return target >= 0 && target < code.Length ? target : null;
            }
        }
        return null;
    }
}
