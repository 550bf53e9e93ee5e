using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Lowering;

/// <summary>The faults of the lowering phase.</summary>
public static class LoweringErrors
{
    private static readonly DiagnosticDescriptor Unsupported = new("CHQ7001", Severity.Error, "Not supported yet");

    public static Diagnostic NotSupported(SourceSpan span, string construct) =>
        new(Unsupported, span, $"{construct} cannot be compiled yet");
}
