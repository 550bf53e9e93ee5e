using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow;

/// <summary>
/// Statements whose value is wanted for as long as it is there, and which let it go at once: guards and permits, and what stands in the
/// header of a block.
/// </summary>
internal sealed class UnusedGuards(TypeDefinitionSymbol future, DiagnosticBag diagnostics)
{
    public void Ignore(BoundExpression value)
    {
        if (Unused(value) is not { } unused)
        {
            return;
        }
        if (Enters(unused, "__aenter__") || Enters(unused, "__enter__"))
        {
            diagnostics.Add(FlowErrors.BlockWithoutBody(value.Span, unused, Enters(unused, "__aenter__")));
        }
        else
        {
            diagnostics.Add(FlowErrors.ReleasedAtOnce(value.Span, unused, isInside: unused != value.Type));
        }
    }

    private NamedTypeSymbol? Unused(BoundExpression value) =>
        value is BoundCall { Function: ImportedFunctionSymbol { Contract.MustUse: true }, Type: NamedTypeSymbol made } ? made : Unused(value.Type);

    /// <summary>The guard itself, or the one that an Option or a Result has.</summary>
    private NamedTypeSymbol? Unused(TypeSymbol type) => type.Resolved switch
    {
        NamedTypeSymbol { Definition: ImportedTypeSymbol { Kind: TypeDefinitionKind.Enum } } choice => choice.Arguments.Select(Unused).FirstOrDefault(u => u is not null),
        NamedTypeSymbol { Definition: ImportedTypeSymbol { MustUse: true } definition } named when definition != future => named,
        _ => null,
    };

    private static bool Enters(NamedTypeSymbol type, string method) => type.Definition.FindMethods(method).Any();
}
