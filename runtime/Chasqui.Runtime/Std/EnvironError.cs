using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std;

/// <summary>Why an environment variable could not be read.</summary>
[Module("std.environ"), Name("EnvironError")]
public sealed record EnvironError(string ErrorKind, string Detail) : ModuleError(ErrorKind, Detail)
{
    /// <summary><c>missing</c>, <c>invalid_key</c> or <c>invalid_value</c>.</summary>
    [Name("kind")]
    public string Kind => ErrorKind;
}
