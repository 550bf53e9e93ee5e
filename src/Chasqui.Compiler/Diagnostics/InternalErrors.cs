using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Diagnostics;

/// <summary>Faults of the compiler itself.</summary>
public static class InternalErrors
{
    private static readonly DiagnosticDescriptor Internal = new("CHQ9001", Severity.Error, "Internal compiler error");

    public static Diagnostic Failed(SourceText source, string phase, Exception exception) =>
        new(Internal, source.Span(0, 0), $"the compiler failed in phase {phase}: {exception.Message}")
        {
            Help = "this is a fault of the compiler; please report it with this file and the trace printed below",
        };
}
