using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Core;

/// <summary>The trait <c>Error</c>: what adopts it can be raised, and stands for failures in Results.</summary>
[Module("std.builtins"), Module("std.traits.error"), Name("Error")]
public interface IError
{
    [Name("message")]
    string Message();

    /// <summary>The error behind this one.</summary>
    [Name("source")]
    Option<IError> Source() => default;
}

/// <summary>The language's own errors, which are exceptions already.</summary>
public interface IBuiltInError : IError
{
    string IError.Message() => Errors.MessageOf((Exception)this);
}

/// <summary>Carries a value of a user's error type from <c>raise</c> to <c>except</c>.</summary>
public sealed class RaisedError(IError value) : Exception
{
    public IError Value { get; } = value;

    public override string Message => Value.Message();
}

/// <summary>An exception of .NET as an <c>Error</c>.</summary>
internal sealed class ForeignError(Exception exception) : IError, IDebug
{
    public Exception Exception { get; } = exception;

    public string Message() => Errors.MessageOf(Exception);

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple(Errors.KindOf(Exception));
        writer.Item(Message());
        writer.EndTuple();
    }

    public override string ToString() => Message();
}
