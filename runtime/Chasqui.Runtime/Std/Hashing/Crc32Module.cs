using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Hashing;

/// <summary><c>std.checksum.crc32</c>.</summary>
[Module("std.checksum.crc32")]
public static class Crc32Module
{
    [Name("value")]
    public static uint Value(Bytes data) => Over(data).Value();

    /// <summary>The checksum, big-endian.</summary>
    [Name("digest")]
    public static Bytes Digest(Bytes data) => Over(data).FinalizeBytes();

    /// <summary>A checksum to be fed piece by piece.</summary>
    [Name("new")]
    public static Crc32 Start() => new();

    private static Crc32 Over(Bytes data)
    {
        var crc = new Crc32();
        crc.Update(data);
        return crc;
    }
}
