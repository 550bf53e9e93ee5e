using System.Security.Cryptography;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Hashing;

/// <summary><c>std.hash.shake128</c>.</summary>
[Module("std.hash.shake128")]
public static class Shake128Module
{
    /// <summary>A hash of any length.</summary>
    [Name("digest")]
    public static Result<Bytes, HashError> Digest(Bytes data, long length) =>
        Shake.Digest("shake128", length, Shake128.IsSupported, n => Shake128.HashData(data.Span, n));
}

/// <summary><c>std.hash.shake256</c>.</summary>
[Module("std.hash.shake256")]
public static class Shake256Module
{
    /// <summary>A hash of any length.</summary>
    [Name("digest")]
    public static Result<Bytes, HashError> Digest(Bytes data, long length) =>
        Shake.Digest("shake256", length, Shake256.IsSupported, n => Shake256.HashData(data.Span, n));
}

internal static class Shake
{
    public static Result<Bytes, HashError> Digest(string algorithm, long length, bool isSupported, Func<int, byte[]> hash) =>
        length is < 0 or > int.MaxValue ? Fail("invalid_length", $"a length of {length} bytes is not possible")
        : !isSupported ? Fail("unsupported_algorithm", $"this system has no {algorithm}")
        : Result<Bytes, HashError>.Ok(new Bytes(hash((int)length)));

    private static Result<Bytes, HashError> Fail(string kind, string detail) => Result<Bytes, HashError>.Err(new HashError(kind, detail));
}
