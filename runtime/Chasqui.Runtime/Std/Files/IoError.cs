using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Files;

/// <summary>Why an operation on files failed.</summary>
[Module("std.io"), Module("std.fs"), Name("IoError")]
public sealed record IoError(string ErrorKind, string ErrorDetail, string FailedOperation, string ErrorPath) : IError, IDisplay, IDebug
{
    /// <summary><c>not_found</c>, <c>permission_denied</c>, <c>already_exists</c>, <c>invalid_input</c>, <c>invalid_data</c>, … or <c>other</c>.</summary>
    [Name("kind")]
    public string Kind => ErrorKind;

    /// <summary>What the system says.</summary>
    [Name("detail")]
    public string Detail => ErrorDetail;

    /// <summary>The method that failed, such as <c>read_text</c>.</summary>
    [Name("operation")]
    public string Operation => FailedOperation;

    [Name("path")]
    public Option<string> Path => ErrorPath.Length == 0 ? default : new(ErrorPath);

    [Name("message")]
    public string Message() => ErrorPath.Length == 0
        ? $"{FailedOperation}: {ErrorDetail}"
        : $"{FailedOperation} `{ErrorPath}`: {ErrorDetail}";

    public void Display(TextBuffer text) => text.Append(Message());

    public void Debug(DebugWriter writer)
    {
        writer.BeginStruct("IoError");
        writer.Field("kind", ErrorKind);
        writer.Field("detail", ErrorDetail);
        writer.Field("operation", FailedOperation);
        writer.Field("path", Path);
        writer.EndStruct();
    }

    public override string ToString() => Formatter.Debug(this);
}
