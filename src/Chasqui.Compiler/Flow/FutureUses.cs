using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow;

/// <summary>The futures and async generators that one function makes and forgets, its closures included: they never run.</summary>
internal sealed class FutureUses(TypeDefinitionSymbol future, TypeDefinitionSymbol generator, DiagnosticBag diagnostics)
{
    private readonly List<BoundLocalDeclaration> _declared = [];
    private readonly HashSet<VariableSymbol> _read = [];
    private readonly UnusedGuards _guards = new(future, diagnostics);

    public void Ignore(BoundExpression expression)
    {
        if (IsCold(expression))
        {
            Report(expression);
        }
        else
        {
            _guards.Ignore(expression);
        }
    }

    public void Declare(BoundLocalDeclaration declaration)
    {
        if (IsCold(declaration.Initializer) && !declaration.Local.Name.StartsWith('_'))
        {
            _declared.Add(declaration);
        }
    }

    public void Read(VariableSymbol variable) => _read.Add(variable);

    /// <summary>To be called when the errors are known of futures that may not be kept, which had better not be advised upon twice.</summary>
    public void ReportUnread()
    {
        foreach (BoundLocalDeclaration declaration in _declared.Where(d => !_read.Contains(d.Local) && !diagnostics.HasErrorAt(d.Initializer.Span)))
        {
            Report(declaration.Initializer);
        }
    }

    private bool IsCold(BoundExpression expression) => Is(expression, future) || Is(expression, generator);

    private void Report(BoundExpression expression) =>
        diagnostics.Add(Is(expression, generator) ? FlowErrors.UnusedGenerator(expression.Span) : FlowErrors.UnusedFuture(expression.Span));

    private static bool Is(BoundExpression expression, TypeDefinitionSymbol type) =>
        expression.Type is NamedTypeSymbol { Definition: var definition } && definition == type;
}
