using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Regexes;

/// <summary>Why a pattern is none.</summary>
[Module("std.regex"), Name("RegexError")]
public sealed record RegexError(string Detail) : ModuleError("compile_error", Detail)
{
    /// <summary>Always <c>compile_error</c>.</summary>
    [Name("kind")]
    public string Kind() => ErrorKind;
}
