using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow;

/// <summary>
/// Disposable objects of .NET that a function makes and nobody disposes of: no <c>with</c> binds them, and they are not returned, stored,
/// passed on or captured.
/// </summary>
internal static class UndisposedValues
{
    public static void Check(BoundBlock body, DiagnosticBag diagnostics)
    {
        var made = new Dictionary<VariableSymbol, BoundCall>();
        var kept = new HashSet<VariableSymbol>();
        BoundTree.Visit(body, node =>
        {
            switch (node)
            {
                case BoundLocalDeclaration { Initializer: BoundCall call } declaration when IsConstruction(call) && declaration.Local.Name.Length > 0 && !declaration.Local.Name.StartsWith('_'):
                    made.TryAdd(declaration.Local, call);
                    break;
                case BoundExpressionStatement { Expression: BoundCall call } when IsConstruction(call):
                    diagnostics.Add(FlowErrors.NeverDisposed(call.Span, call.Type, null));
                    break;
                case BoundClosure closure:
                    kept.UnionWith(closure.Captures);
                    break;
            }
        });
        if (made.Count == 0)
        {
            return;
        }
        BoundTree.Walk(body, Enter);
        foreach ((VariableSymbol local, BoundCall call) in made.Where(m => !kept.Contains(m.Key)))
        {
            diagnostics.Add(FlowErrors.NeverDisposed(call.Span, call.Type, local.Name));
        }

        // A use of the object's own members keeps it for nobody.
        bool Enter(BoundNode node)
        {
            switch (node)
            {
                case BoundCall { Receiver: BoundVariable { Variable: var receiver } } call:
                    if (call.Function.Name is "Dispose" or "DisposeAsync" or "Close")
                    {
                        kept.Add(receiver);
                    }
                    BoundTree.Walk(call.Arguments, Enter);
                    return false;
                case BoundIndex { Receiver: BoundVariable } index:
                    BoundTree.Walk(index.Index, Enter);
                    return false;
                case BoundAssignment { Target: BoundVariable } assignment:
                    BoundTree.Walk(assignment.Value, Enter);
                    return false;
                case BoundVariable variable:
                    kept.Add(variable.Variable);
                    break;
            }
            return true;
        }
    }

    private static bool IsConstruction(BoundCall call) =>
        call is { Function: ImportedFunctionSymbol { IsForeign: true, IsConstructor: true }, Type: NamedTypeSymbol { Definition: ForeignTypeSymbol { IsTask: false } type } }
        && (type.IsReleasable || type.Implements("System.IAsyncDisposable"));
}
