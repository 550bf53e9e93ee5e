using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std;

/// <summary>Why something is no UUID.</summary>
[Module("std.uuid"), Name("UuidError")]
public sealed record UuidError(string ErrorKind, string Detail) : ModuleError(ErrorKind, Detail)
{
    /// <summary><c>invalid_format</c> or <c>invalid_length</c>.</summary>
    [Name("kind")]
    public string Kind() => ErrorKind;
}
