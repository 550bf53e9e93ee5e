using System.Buffers.Binary;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Hashing;

/// <summary>A CRC-32 (ISO-HDLC, as in zip and PNG) that is fed piece by piece; all copies of it are the same one.</summary>
[Module("std.checksum"), Module("std.checksum.crc32"), Name("Crc32"), SharedHandle, Sendable(false)]
public sealed class Crc32
{
    private static readonly uint[] Table = MakeTable();

    private uint _state = uint.MaxValue;

    [Constructor]
    public static Crc32 Start() => new();

    [Name("update")]
    public void Update(Bytes chunk)
    {
        uint state = _state;
        foreach (byte b in chunk.Span)
        {
            state = Table[(byte)(state ^ b)] ^ (state >> 8);
        }
        _state = state;
    }

    [Name("value")]
    public uint Value() => ~_state;

    /// <summary>The checksum of everything since the start or the last call, big-endian.</summary>
    [Name("finalize_bytes")]
    public Bytes FinalizeBytes()
    {
        byte[] digest = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(digest, ~_state);
        _state = uint.MaxValue;
        return new Bytes(digest);
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            }
            table[i] = value;
        }
        return table;
    }
}
