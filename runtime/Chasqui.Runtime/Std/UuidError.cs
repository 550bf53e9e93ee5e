using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std;

/// <summary>Why something is no UUID.</summary>
[Module("std.uuid"), Name("UuidError")]
public sealed record UuidError(string ErrorKind, string Detail) : IDisplay, IDebug
{
    /// <summary><c>invalid_format</c> or <c>invalid_length</c>.</summary>
    [Name("kind")]
    public string Kind() => ErrorKind;

    [Name("message")]
    public string Message() => Detail;

    public void Display(TextBuffer text) => text.Append(Detail);

    public void Debug(DebugWriter writer)
    {
        writer.BeginStruct("UuidError");
        writer.Field("kind", ErrorKind);
        writer.Field("message", Detail);
        writer.EndStruct();
    }

    public override string ToString() => Formatter.Debug(this);
}
