using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow;

/// <summary>The futures that one function makes and forgets, its closures included: they never run.</summary>
internal sealed class FutureUses(TypeDefinitionSymbol future, DiagnosticBag diagnostics)
{
    private readonly List<BoundLocalDeclaration> _declared = [];
    private readonly HashSet<VariableSymbol> _read = [];

    public void Ignore(BoundExpression expression)
    {
        if (IsFuture(expression))
        {
            diagnostics.Add(FlowErrors.UnusedFuture(expression.Span));
        }
    }

    public void Declare(BoundLocalDeclaration declaration)
    {
        if (IsFuture(declaration.Initializer) && !declaration.Local.Name.StartsWith('_'))
        {
            _declared.Add(declaration);
        }
    }

    public void Read(VariableSymbol variable) => _read.Add(variable);

    public void ReportUnread()
    {
        foreach (BoundLocalDeclaration declaration in _declared.Where(d => !_read.Contains(d.Local)))
        {
            diagnostics.Add(FlowErrors.UnusedFuture(declaration.Initializer.Span));
        }
    }

    private bool IsFuture(BoundExpression expression) =>
        expression.Type is NamedTypeSymbol { Definition: var definition } && definition == future;
}
