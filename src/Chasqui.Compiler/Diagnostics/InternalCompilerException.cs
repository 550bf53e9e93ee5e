namespace Chasqui.Compiler.Diagnostics;

/// <summary>A broken promise between phases: reported as CHQ9001, never as a bare stack trace.</summary>
public sealed class InternalCompilerException : Exception
{
    public InternalCompilerException(string message)
        : base(message)
    {
    }

    public InternalCompilerException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
