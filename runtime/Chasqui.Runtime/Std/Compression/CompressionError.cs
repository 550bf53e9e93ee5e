using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Compression;

/// <summary>Why data could not be compressed or decompressed.</summary>
[Module("std.compression"), Name("CompressionError")]
public sealed record CompressionError(string ErrorKind, string CodecName, string FailedOperation, string ErrorDetail) : IError, IDisplay, IDebug
{
    /// <summary><c>invalid_data</c>, <c>truncated_input</c> or <c>invalid_level</c>.</summary>
    [Name("kind")]
    public string Kind => ErrorKind;

    /// <summary><c>gzip</c>, <c>zlib</c> or <c>deflate</c>.</summary>
    [Name("codec")]
    public string Codec => CodecName;

    /// <summary><c>compress</c> or <c>decompress</c>.</summary>
    [Name("operation")]
    public string Operation => FailedOperation;

    [Name("detail")]
    public string Detail => ErrorDetail;

    [Name("message")]
    public string Message() => $"{CodecName} {FailedOperation}: {ErrorDetail}";

    public void Display(TextBuffer text) => text.Append(Message());

    public void Debug(DebugWriter writer)
    {
        writer.BeginStruct("CompressionError");
        writer.Field("kind", ErrorKind);
        writer.Field("codec", CodecName);
        writer.Field("operation", FailedOperation);
        writer.Field("detail", ErrorDetail);
        writer.EndStruct();
    }

    public override string ToString() => Formatter.Debug(this);
}
