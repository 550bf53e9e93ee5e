using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Hashing;

/// <summary>Why something could not be hashed.</summary>
[Module("std.hash"), Name("HashError")]
public sealed record HashError(string ErrorKind, string Detail) : ModuleError(ErrorKind, Detail)
{
    /// <summary><c>unsupported_algorithm</c>, <c>invalid_length</c>, <c>invalid_chunk_size</c> or <c>io</c>.</summary>
    [Name("kind")]
    public string Kind => ErrorKind;
}
