using System.Security.Cryptography;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Hashing;

/// <summary>A hash that is fed piece by piece; all copies of it are the same one.</summary>
[Module("std.hash"), Name("Hasher"), SharedHandle, Sendable(false)]
public sealed class HashState
{
    private readonly IncrementalHash _hash;

    private HashState(IncrementalHash hash) => _hash = hash;

    [Name("update")]
    public void Update(Bytes chunk) => _hash.AppendData(chunk.Span);

    /// <summary>The hash of everything since the start or the last call.</summary>
    [Name("finalize_bytes")]
    public Bytes FinalizeBytes() => new(_hash.GetHashAndReset());

    internal static HashState Start(HashAlgorithmName name) => new(IncrementalHash.CreateHash(Supported(name)));

    internal static Bytes Digest(HashAlgorithmName name, Bytes data) => new(CryptographicOperations.HashData(Supported(name), data.Span));

    private static HashAlgorithmName Supported(HashAlgorithmName name)
    {
        bool isSha3 = name == HashAlgorithmName.SHA3_256 || name == HashAlgorithmName.SHA3_384 || name == HashAlgorithmName.SHA3_512;
        return !isSha3 || SHA3_256.IsSupported ? name : throw new OSError($"this system has no {name.Name}");
    }
}
