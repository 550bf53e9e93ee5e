using System.Runtime;

namespace Chasqui.Cli.Commands;

/// <summary>
/// Keeps the garbage collector from running while a large program is compiled. A compilation keeps most of what it allocates to its
/// end, so collecting before that copies much and frees little: it took a fifth of the time.
/// </summary>
internal static class CollectionPause
{
    /// <summary>What the compiler allocates for each byte of source, rounded up.</summary>
    private const long BytesPerSourceByte = 1000;

    /// <summary>The start costs a collection itself, which small programs need not pay.</summary>
    private const long SmallestProgram = 64 << 10;

    private const long LargestReserve = 1L << 30;

    /// <param name="path">A source file, or the folder of a program; what is not there is the compiler's to report.</param>
    public static void Begin(string path)
    {
        long source = SourceBytes(path);
        if (source < SmallestProgram || GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
        {
            return;
        }
        // Where the reserve is exceeded, collecting begins again.
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
        GC.TryStartNoGCRegion(Math.Min(source * BytesPerSourceByte, Math.Min(available, LargestReserve)));
    }

    /// <summary>To be called where the process goes on after compiling; where it ends soon, a collection would be in vain.</summary>
    public static void End()
    {
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
        {
            GC.EndNoGCRegion();
        }
    }

    private static long SourceBytes(string path)
    {
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        return File.Exists(path) ? new FileInfo(path).Length
            : Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles("*.incn", everywhere).Sum(f => f.Length)
            : 0;
    }
}
