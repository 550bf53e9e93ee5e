using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Flow;

/// <summary>
/// A call of an async function that changes its receiver or an argument in place borrows that place until it ends. It may be
/// awaited, and one that changes its receiver may be handed to what is awaited here; anything else would outlive the borrow.
/// </summary>
internal static class BorrowingFutures
{
    public static void Check(object body, TypeDefinitionSymbol future, DiagnosticBag diagnostics)
    {
        var allowed = new HashSet<BoundExpression>(ReferenceEqualityComparer.Instance);
        BoundTree.Visit(body, node =>
        {
            switch (node)
            {
                case BoundAwait { Operand: var operand }:
                    Await(operand);
                    break;
                case BoundCall { Function: ImportedFunctionSymbol { ReturnType: var result } } call when result.Resolved == PrimitiveTypeSymbol.Unit:
                    Lend(call);
                    break;
                case BoundCall call when !allowed.Contains(call):
                    Report(call);
                    break;
            }
        });

        void Await(BoundExpression operand)
        {
            allowed.Add(operand);
            if (operand is BoundCall { Function: ImportedFunctionSymbol } call)
            {
                Lend(call);
            }
        }

        void Lend(BoundCall call)
        {
            foreach (BoundArgument argument in call.Arguments)
            {
                foreach (BoundExpression value in argument.Value is BoundListLiteral list ? list.Elements.Select(e => e.Value) : [argument.Value])
                {
                    if (value is BoundCall lent && Is(lent.Type) && !lent.Function.Parameters.Any(p => p.Mode == Syntax.Ast.ParameterMode.Mut))
                    {
                        Await(lent);
                    }
                }
            }
        }

        bool Is(TypeSymbol type) => type.Resolved is NamedTypeSymbol { Definition: var definition } && definition == future;

        void Report(BoundCall call)
        {
            if (call.Function is not SourceFunctionSymbol { IsAsync: true } function)
            {
                return;
            }
            if (function.MutatesReceiver && call.Receiver is { IsPlace: true } receiver)
            {
                diagnostics.Add(FlowErrors.BorrowingFuture(call.Span, receiver.Span.Text));
            }
            else if (call.Arguments.FirstOrDefault(a => a.Parameter.Mode == Syntax.Ast.ParameterMode.Mut) is { } changed)
            {
                diagnostics.Add(FlowErrors.BorrowingFuture(call.Span, changed.Value.Span.Text));
            }
        }
    }
}
