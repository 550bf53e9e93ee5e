using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Encodings;

/// <summary>Why a text could not be decoded.</summary>
[Module("std.encoding"), Name("EncodingError")]
public sealed record EncodingError(string EncodingName, string ErrorKind, string ErrorDetail, long ErrorPosition) : IError, IDisplay, IDebug
{
    /// <summary><c>hex</c>, <c>base32</c> or <c>base64</c>.</summary>
    [Name("encoding")]
    public string Encoding => EncodingName;

    /// <summary><c>invalid_length</c>, <c>invalid_character</c> or <c>invalid_padding</c>.</summary>
    [Name("kind")]
    public string Kind => ErrorKind;

    [Name("detail")]
    public string Detail => ErrorDetail;

    /// <summary>The index of the character in question; −1 when it is none in particular.</summary>
    [Name("position")]
    public long Position => ErrorPosition;

    [Name("message")]
    public string Message() => $"{EncodingName}: {ErrorDetail}";

    public void Display(TextBuffer text) => text.Append(Message());

    public void Debug(DebugWriter writer)
    {
        writer.BeginStruct("EncodingError");
        writer.Field("encoding", EncodingName);
        writer.Field("kind", ErrorKind);
        writer.Field("detail", ErrorDetail);
        writer.Field("position", ErrorPosition);
        writer.EndStruct();
    }

    public override string ToString() => Formatter.Debug(this);
}
