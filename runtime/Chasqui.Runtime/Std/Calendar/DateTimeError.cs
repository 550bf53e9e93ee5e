using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Calendar;

/// <summary>Why something is no date or time.</summary>
[Module("std.datetime"), Name("DateTimeError")]
public sealed record DateTimeError(string Detail) : IError, IDisplay, IDebug
{
    [Name("message")]
    public string Message() => Detail;

    public void Display(TextBuffer text) => text.Append(Detail);

    public void Debug(DebugWriter writer)
    {
        writer.BeginStruct("DateTimeError");
        writer.Field("message", Detail);
        writer.EndStruct();
    }

    public override string ToString() => Formatter.Debug(this);
}
