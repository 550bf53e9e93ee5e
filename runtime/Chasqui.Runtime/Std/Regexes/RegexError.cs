using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Regexes;

/// <summary>Why a pattern is none.</summary>
[Module("std.regex"), Name("RegexError")]
public sealed record RegexError(string Detail) : IDisplay, IDebug
{
    /// <summary>Always <c>compile_error</c>.</summary>
    [Name("kind")]
    public string Kind() => "compile_error";

    [Name("message")]
    public string Message() => Detail;

    public void Display(TextBuffer text) => text.Append(Detail);

    public void Debug(DebugWriter writer)
    {
        writer.BeginStruct("RegexError");
        writer.Field("kind", Kind());
        writer.Field("message", Detail);
        writer.EndStruct();
    }

    public override string ToString() => Formatter.Debug(this);
}
