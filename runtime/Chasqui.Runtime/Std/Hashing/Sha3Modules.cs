using System.Security.Cryptography;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Hashing;

/// <summary><c>std.hash.sha3_256</c>.</summary>
[Module("std.hash.sha3_256")]
public static class Sha3x256Module
{
    /// <summary>The hash of the bytes, 32 bytes long. OSError where the system has no SHA-3.</summary>
    [Name("digest")]
    public static Bytes Digest(Bytes data) => HashState.Digest(HashAlgorithmName.SHA3_256, data);

    /// <summary>A hash to be fed piece by piece.</summary>
    [Name("new")]
    public static HashState Start() => HashState.Start(HashAlgorithmName.SHA3_256);
}

/// <summary><c>std.hash.sha3_384</c>.</summary>
[Module("std.hash.sha3_384")]
public static class Sha3x384Module
{
    /// <summary>The hash of the bytes, 48 bytes long. OSError where the system has no SHA-3.</summary>
    [Name("digest")]
    public static Bytes Digest(Bytes data) => HashState.Digest(HashAlgorithmName.SHA3_384, data);

    /// <summary>A hash to be fed piece by piece.</summary>
    [Name("new")]
    public static HashState Start() => HashState.Start(HashAlgorithmName.SHA3_384);
}

/// <summary><c>std.hash.sha3_512</c>.</summary>
[Module("std.hash.sha3_512")]
public static class Sha3x512Module
{
    /// <summary>The hash of the bytes, 64 bytes long. OSError where the system has no SHA-3.</summary>
    [Name("digest")]
    public static Bytes Digest(Bytes data) => HashState.Digest(HashAlgorithmName.SHA3_512, data);

    /// <summary>A hash to be fed piece by piece.</summary>
    [Name("new")]
    public static HashState Start() => HashState.Start(HashAlgorithmName.SHA3_512);
}
