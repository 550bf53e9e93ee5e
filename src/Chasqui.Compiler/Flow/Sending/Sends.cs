using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Flow.Moves;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Flow.Sending;

/// <summary>What crosses from task to task over the whole program, and what must not leave the code that took a lock.</summary>
internal static class Sends
{
    public static void Check(BoundProgram program, RuntimeTypes runtime, OwnershipFacts ownership, DiagnosticBag diagnostics)
    {
        var requirements = new SendRequirements();
        var globals = new UnsendableGlobals(program);
        foreach (BoundModule module in program.Modules)
        {
            foreach (BoundFunction function in module.Functions)
            {
                new BodySends(function.Function, runtime, ownership, requirements, globals, diagnostics).Check(function.Body);
            }
            foreach (BoundGlobal global in module.Globals)
            {
                new BodySends(null, runtime, ownership, requirements, globals, diagnostics).Check(global.Initializer);
                if (TaskBoundTypes.ThreadBound(global.Initializer.Type) is { } guard)
                {
                    diagnostics.Add(SendErrors.GuardEscapes(global.Global.Span ?? global.Initializer.Span, global.Global.Name, "a static", guard.Type));
                }
            }
            foreach (SourceTypeSymbol type in module.Types)
            {
                CheckParts(type, diagnostics);
            }
        }
        requirements.Check(diagnostics);
    }

    /// <summary>No type keeps a guard.</summary>
    private static void CheckParts(SourceTypeSymbol type, DiagnosticBag diagnostics)
    {
        (string Name, SourceSpan? Span, TypeSymbol Type, string How)[] parts = type.Underlying is { } wrapped
            ? [(type.Name, type.Span, wrapped, "the name of a guard's type")]
            : [
                .. type.Fields.Select(f => (f.Name, f.Span, f.Type, "stored in a field")),
                .. type.Variants.SelectMany(v => v.Payload.Select(p => (v.Name, v.Span, p.Type, "stored in a variant"))),
            ];
        foreach ((string name, SourceSpan? span, TypeSymbol part, string how) in parts)
        {
            if (TaskBoundTypes.ThreadBound(part) is { } guard)
            {
                diagnostics.Add(SendErrors.GuardEscapes(span ?? type.Span ?? default, name, how, guard.Type));
            }
        }
    }
}
