using Chasqui.Compiler.Binding;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow;

/// <summary>What must not happen in the arms, limits and scopes of async code: a send that cancelling loses, a handle that leaves its scope.</summary>
internal sealed class AsyncBlocks(RuntimeLibrary library, DiagnosticBag diagnostics)
{
    private const string Lossy = "cancel-safe-but-lossy";

    private readonly MemberLookup _members = new(library);

    public void Check(BoundBlock function) => BoundTree.Visit(function, node =>
    {
        switch (node)
        {
            case BoundCall call:
                foreach (BoundArgument argument in call.Arguments.Where(a => a.Parameter.CanLose))
                {
                    CheckLoser(argument.Value, isSelected: call.Receiver?.Type is NamedTypeSymbol { Definition.Name: "SelectOperation" });
                }
                break;
            case BoundBlock { Statements: [BoundLocalDeclaration { Local: var manager }, .., BoundTry { Finally: not null } guarded] } block:
                CheckManaged(manager, block, guarded.Body);
                break;
        }
    });

    private void CheckLoser(BoundExpression future, bool isSelected)
    {
        if (future is BoundInvoke { Callee: BoundClosure closure })
        {
            CheckLosers(closure.Body);
        }
        else
        {
            CheckLossy(future, isSelected);
        }
    }

    /// <summary>What a body awaits itself; what its closures await is not cancelled with it.</summary>
    private void CheckLosers(BoundNode body) => BoundTree.Walk(body, node =>
    {
        if (node is BoundAwait wait)
        {
            CheckLossy(wait.Operand, isSelected: false);
        }
        return node is not BoundClosure;
    });

    private void CheckLossy(BoundExpression operation, bool isSelected)
    {
        if (operation is BoundCall { Function: ImportedFunctionSymbol { Contract.Cancellation: Lossy } function, Receiver: { } receiver }
            && !_members.FindMethods(receiver.Type, "reserve").IsEmpty)
        {
            diagnostics.Add(FlowErrors.LossyWait(operation.Span, receiver.Span.Text, function.Name, isSelected));
        }
    }

    private void CheckManaged(LocalSymbol manager, BoundBlock block, BoundBlock body)
    {
        if (manager.Type is not NamedTypeSymbol { Definition: ImportedTypeSymbol type })
        {
            return;
        }
        if (type.CanLose)
        {
            CheckLosers(body);
        }
        if (block.Statements is [_, BoundDestructuringDeclaration { Pattern: BoundBindingPattern { Local: var scope } }, ..])
        {
            CheckEscapes(scope, body);
        }
    }

    private void CheckEscapes(LocalSymbol scope, BoundBlock body)
    {
        HashSet<VariableSymbol> inside = [];
        HashSet<VariableSymbol> owned = [scope];
        BoundTree.Visit(body, node =>
        {
            if (node is BoundLocalDeclaration declaration)
            {
                inside.Add(declaration.Local);
                if (Escapes(declaration.Initializer))
                {
                    owned.Add(declaration.Local);
                }
            }
        });
        BoundTree.Visit(body, node =>
        {
            BoundExpression? leaving = node switch
            {
                BoundReturn { Value: { } value } when Escapes(value) => value,
                BoundAssignment a when Escapes(a.Value) && IsOutside(a.Target) => a.Value,
                BoundCall { Function.MutatesReceiver: true, Receiver: { } receiver } call when IsOutside(receiver) =>
                    call.Arguments.Select(a => a.Value).FirstOrDefault(Escapes),
                _ => null,
            };
            if (leaving is not null)
            {
                diagnostics.Add(FlowErrors.LeavesScope(leaving.Span, leaving.Type, scope.Name));
            }
        });

        bool Escapes(BoundExpression value) =>
            HoldsScoped(value.Type) && BoundTree.Any(value, n => n is BoundVariable { Variable: var variable } && owned.Contains(variable));

        bool IsOutside(BoundExpression place) => Root(place) is { } root && root != scope && !inside.Contains(root);
    }

    private static VariableSymbol? Root(BoundExpression place) => place switch
    {
        BoundVariable variable => variable.Variable,
        BoundFieldAccess field => Root(field.Receiver),
        BoundIndex index => Root(index.Receiver),
        BoundTupleElement element => Root(element.Receiver),
        _ => null,
    };

    private static bool HoldsScoped(TypeSymbol type) =>
        type.Resolved is NamedTypeSymbol { Definition: ImportedTypeSymbol { IsScoped: true } }
        || (type.Resolved is CompositeTypeSymbol composite && composite.Parts.Any(HoldsScoped));
}
