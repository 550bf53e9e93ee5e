using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std;

/// <summary>What the errors of std modules have in common: a kind to tell them apart by and a text for people.</summary>
public abstract record ModuleError(string ErrorKind, string Detail) : IError, IDisplay, IDebug
{
    [Name("message")]
    public virtual string Message() => Detail;

    public void Display(TextBuffer text) => text.Append(Message());

    public void Debug(DebugWriter writer)
    {
        writer.BeginStruct(TypeNames.Of(GetType()));
        writer.Field("kind", ErrorKind);
        writer.Field("message", Message());
        writer.EndStruct();
    }

    public sealed override string ToString() => Formatter.Debug(this);
}
