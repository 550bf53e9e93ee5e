using System.Security.Cryptography;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Hashing;

/// <summary><c>std.hash.md5</c>.</summary>
[Module("std.hash.md5")]
public static class Md5Module
{
    /// <summary>The hash of the bytes, 16 bytes long.</summary>
    [Name("digest")]
    public static Bytes Digest(Bytes data) => HashState.Digest(HashAlgorithmName.MD5, data);

    /// <summary>A hash to be fed piece by piece.</summary>
    [Name("new")]
    public static HashState Start() => HashState.Start(HashAlgorithmName.MD5);
}

/// <summary><c>std.hash.sha1</c>.</summary>
[Module("std.hash.sha1")]
public static class Sha1Module
{
    /// <summary>The hash of the bytes, 20 bytes long.</summary>
    [Name("digest")]
    public static Bytes Digest(Bytes data) => HashState.Digest(HashAlgorithmName.SHA1, data);

    /// <summary>A hash to be fed piece by piece.</summary>
    [Name("new")]
    public static HashState Start() => HashState.Start(HashAlgorithmName.SHA1);
}

/// <summary><c>std.hash.sha256</c>.</summary>
[Module("std.hash.sha256")]
public static class Sha256Module
{
    /// <summary>The hash of the bytes, 32 bytes long.</summary>
    [Name("digest")]
    public static Bytes Digest(Bytes data) => HashState.Digest(HashAlgorithmName.SHA256, data);

    /// <summary>A hash to be fed piece by piece.</summary>
    [Name("new")]
    public static HashState Start() => HashState.Start(HashAlgorithmName.SHA256);
}

/// <summary><c>std.hash.sha384</c>.</summary>
[Module("std.hash.sha384")]
public static class Sha384Module
{
    /// <summary>The hash of the bytes, 48 bytes long.</summary>
    [Name("digest")]
    public static Bytes Digest(Bytes data) => HashState.Digest(HashAlgorithmName.SHA384, data);

    /// <summary>A hash to be fed piece by piece.</summary>
    [Name("new")]
    public static HashState Start() => HashState.Start(HashAlgorithmName.SHA384);
}

/// <summary><c>std.hash.sha512</c>.</summary>
[Module("std.hash.sha512")]
public static class Sha512Module
{
    /// <summary>The hash of the bytes, 64 bytes long.</summary>
    [Name("digest")]
    public static Bytes Digest(Bytes data) => HashState.Digest(HashAlgorithmName.SHA512, data);

    /// <summary>A hash to be fed piece by piece.</summary>
    [Name("new")]
    public static HashState Start() => HashState.Start(HashAlgorithmName.SHA512);
}
