using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

/// <summary>Blocks, and whether control reaches their end.</summary>
internal sealed partial class BodyBinder
{
    /// <summary>A branch before its value is converted to the common type of all branches.</summary>
    private sealed record Branch(BlockSyntax Syntax, ImmutableArray<BoundStatement> Statements, BoundExpression? Result, bool Ends);

    private ImmutableArray<BoundStatement> BindStatements(ImmutableArray<StatementSyntax> statements)
    {
        var bound = ImmutableArray.CreateBuilder<BoundStatement>();
        for (int i = 0; i < statements.Length; i++)
        {
            if (statements[i] is FunctionDeclarationSyntax && (i == 0 || statements[i - 1] is not FunctionDeclarationSyntax))
            {
                DeclareNestedFunctions(statements.AsSpan()[i..]);
            }
            BindStatement(statements[i], bound);
        }
        return bound.ToImmutable();
    }

    private BoundBlock BindBlock(BlockSyntax syntax) => InScope(() => new BoundBlock(syntax.Span, BindStatements(syntax.Statements)));

    /// <summary>Opens no scope: the names a condition or pattern binds are in the caller's.</summary>
    private Branch BindBranch(BlockSyntax syntax, TypeSymbol? expected, bool wantsValue)
    {
        if (wantsValue && syntax.Statements is [.., ExpressionStatementSyntax { Expression: var last }])
        {
            ImmutableArray<BoundStatement> before = BindStatements(syntax.Statements[..^1]);
            BoundExpression result = BindExpression(last, expected);
            bool diverges = result.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Never };
            return diverges
                ? new Branch(syntax, before.Add(new BoundExpressionStatement(last.Span, result)), null, Ends: true)
                : new Branch(syntax, before, result, before.Any(Diverges));
        }
        ImmutableArray<BoundStatement> statements = BindStatements(syntax.Statements);
        return new Branch(syntax, statements, null, statements.Any(Diverges));
    }

    private static BoundBlockExpression ToStatementBlock(Branch branch) => new(
        branch.Syntax.Span, branch.Ends ? PrimitiveTypeSymbol.Never : PrimitiveTypeSymbol.Unit, branch.Statements, null);

    /// <summary>Gives all branches one type; a branch that ends without a value is a mistake where a value is wanted.</summary>
    private (TypeSymbol Type, ImmutableArray<BoundBlockExpression> Blocks) UniteBranches(
        IReadOnlyList<Branch> branches, TypeSymbol? expected, bool wantsValue, string what)
    {
        if (!wantsValue)
        {
            return (branches.All(b => b.Ends) ? PrimitiveTypeSymbol.Never : PrimitiveTypeSymbol.Unit, [.. branches.Select(ToStatementBlock)]);
        }
        if (branches.All(b => b.Result is null))
        {
            if (branches.All(b => b.Ends))
            {
                return (PrimitiveTypeSymbol.Never, [.. branches.Select(ToStatementBlock)]);
            }
            if (expected?.Resolved is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit })
            {
                return (PrimitiveTypeSymbol.Unit, [.. branches.Select(ToStatementBlock)]);
            }
        }
        if (branches.FirstOrDefault(b => b.Result is null && !b.Ends) is { } lacking)
        {
            bool isUnit = branches.All(b => b.Result is null || b.Result.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit or PrimitiveKind.Never });
            if (isUnit)
            {
                return (PrimitiveTypeSymbol.Unit, [.. branches.Select(b => b.Result is null ? ToStatementBlock(b) : ToValueBlock(b, b.Result, PrimitiveTypeSymbol.Unit))]);
            }
            Report(TypeErrors.NoValue(lacking.Syntax.Statements is [.., var last] ? last.Span : lacking.Syntax.Span, $"this branch of `{what}`"));
            return (ErrorTypeSymbol.Instance, [.. branches.Select(ToStatementBlock)]);
        }
        List<Branch> withValue = [.. branches.Where(b => b.Result is not null)];
        (TypeSymbol type, List<BoundExpression> values) = Unite([.. withValue.Select(b => b.Result).OfType<BoundExpression>()], Wanted(expected));
        return (type, [.. branches.Select(b => b.Result is null ? ToStatementBlock(b) : ToValueBlock(b, values[withValue.IndexOf(b)], type))]);
    }

    private static BoundBlockExpression ToValueBlock(Branch branch, BoundExpression value, TypeSymbol type) => new(branch.Syntax.Span, type, branch.Statements, value);

    /// <summary>Whether control never comes out at the end of a statement.</summary>
    private static bool Diverges(BoundStatement statement) => statement switch
    {
        BoundReturn or BoundRaise or BoundBreak or BoundContinue => true,
        BoundExpressionStatement s => IsNever(s.Expression),
        BoundLocalDeclaration s => IsNever(s.Initializer),
        BoundBlock s => s.Statements.Any(Diverges),
        BoundTry s => (s.Finally is { } f && Diverges(f)) || ((Diverges(s.Body) || (s.Else is { } e && Diverges(e))) && s.Handlers.All(h => Diverges(h.Body))),
        _ => false,
    };

    private static bool IsNever(BoundExpression value) => value.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Never };
}
