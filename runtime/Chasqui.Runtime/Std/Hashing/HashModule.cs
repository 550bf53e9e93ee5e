using System.Security.Cryptography;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std.Files;
using Chasqui.Runtime.Std.Streams;

namespace Chasqui.Runtime.Std.Hashing;

/// <summary><c>std.hash</c>: hashes of what is read piece by piece.</summary>
[Module("std.hash")]
public static class HashModule
{
    [Name("DEFAULT_CHUNK_SIZE")]
    public const long DefaultChunkSize = 65536;

    /// <param name="path">The file.</param>
    /// <param name="algorithm">The name of its module: <c>sha256</c>.</param>
    /// <param name="chunkSize">How much is read at once.</param>
    [Name("file_digest"), Blocking("spawn_blocking")]
    public static Result<Bytes, HashError> FileDigest(PathValue path, string algorithm, long chunkSize = DefaultChunkSize)
    {
        Result<FileHandle, IoError> file = path.Open();
        if (file.IsErr())
        {
            return Failed(file.Error);
        }
        Result<Bytes, HashError> digest = ReaderDigest(file.Value, algorithm, chunkSize);
        file.Value.Drop();
        return digest;
    }

    [Name("file_digest"), Blocking("spawn_blocking")]
    public static Result<Bytes, HashError> FileDigest([Borrow] FileHandle file, string algorithm, long chunkSize = DefaultChunkSize) =>
        ReaderDigest(file, algorithm, chunkSize);

    /// <summary>Of everything that the reader still gives.</summary>
    [Name("reader_digest")]
    public static Result<Bytes, HashError> ReaderDigest([Borrow] IBinaryReader reader, string algorithm, long chunkSize = DefaultChunkSize)
    {
        if (NameOf(algorithm) is not { } name)
        {
            return Result<Bytes, HashError>.Err(new HashError("unsupported_algorithm", $"there is no hash algorithm `{algorithm}`"));
        }
        if (chunkSize <= 0)
        {
            return Result<Bytes, HashError>.Err(new HashError("invalid_chunk_size", $"a chunk of {chunkSize} bytes is not possible"));
        }
        HashState state = HashState.Start(name);
        while (true)
        {
            Result<Bytes, IoError> chunk = reader.ReadBytes(chunkSize);
            if (chunk.IsErr())
            {
                return Failed(chunk.Error);
            }
            if (chunk.Value.Count == 0)
            {
                return Result<Bytes, HashError>.Ok(state.FinalizeBytes());
            }
            state.Update(chunk.Value);
        }
    }

    private static Result<Bytes, HashError> Failed(IoError error) => Result<Bytes, HashError>.Err(new HashError("io", error.Message()));

    private static HashAlgorithmName? NameOf(string algorithm) => algorithm switch
    {
        "md5" => HashAlgorithmName.MD5,
        "sha1" => HashAlgorithmName.SHA1,
        "sha256" => HashAlgorithmName.SHA256,
        "sha384" => HashAlgorithmName.SHA384,
        "sha512" => HashAlgorithmName.SHA512,
        "sha3_256" => HashAlgorithmName.SHA3_256,
        "sha3_384" => HashAlgorithmName.SHA3_384,
        "sha3_512" => HashAlgorithmName.SHA3_512,
        _ => null,
    };
}
