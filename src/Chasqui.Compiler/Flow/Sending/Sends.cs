using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow.Sending;

/// <summary>What crosses from task to task over the whole program, and what must not leave the code that took a lock.</summary>
internal static class Sends
{
    public static void Check(BoundProgram program, TypeDefinitionSymbol future, ResourceTypes resources, DiagnosticBag diagnostics)
    {
        var requirements = new SendRequirements();
        foreach (BoundModule module in program.Modules)
        {
            foreach (BoundFunction function in module.Functions)
            {
                new BodySends(function.Function, future, resources, requirements, diagnostics).Check(function.Body);
            }
            foreach (FieldSymbol field in module.Types.SelectMany(t => t.Fields))
            {
                if (TaskBoundTypes.ThreadBound(field.Type) is { } guard)
                {
                    diagnostics.Add(SendErrors.GuardEscapes(field.Span ?? field.ContainingType.Span ?? default, field.Name, "stored in a field", guard.Type));
                }
            }
        }
        requirements.Check(diagnostics);
    }
}
