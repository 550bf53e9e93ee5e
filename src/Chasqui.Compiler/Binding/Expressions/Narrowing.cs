using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

/// <summary>
/// Where a test has shown that an Option is there, its name stands for a local with the value. Assigning to the name still means
/// the Option.
/// </summary>
internal sealed partial class BodyBinder
{
    private readonly Dictionary<VariableSymbol, VariableSymbol> _narrowed = [];
    private readonly Stack<NameExpressionSyntax> _pendingUnwraps = new();

    /// <summary>The plain variable of <c>x is None</c> or <c>x is not None</c>, also written with <c>==</c>.</summary>
    private static NameExpressionSyntax? NoneTest(ConditionSyntax condition, ComparisonOperator op) =>
        condition is { Pattern: null, Value: ComparisonSyntax { First: NameExpressionSyntax name, Links: [{ Operand: NoneLiteralSyntax } link] } }
            && (link.Operator == op || (link.Operator, op) is (ComparisonOperator.Equal, ComparisonOperator.Is) or (ComparisonOperator.NotEqual, ComparisonOperator.IsNot))
            ? name
            : null;

    private LocalSymbol Narrow(string name, TypeSymbol inner, VariableSymbol original)
    {
        var present = new LocalSymbol(name, inner, isMutable: false, original.Span);
        _narrowed[present] = original;
        CurrentScope.Declare(present);
        return present;
    }

    /// <summary>The else branch after <c>x is None</c> begins by taking x out.</summary>
    private Branch BindUnwrapped(BlockSyntax block, TypeSymbol? expected, bool wantsValue, int narrowed)
    {
        var unwraps = ImmutableArray.CreateBuilder<BoundStatement>();
        foreach (NameExpressionSyntax name in _pendingUnwraps.Take(narrowed).Reverse())
        {
            if (BindUnwrap(name) is { } unwrap)
            {
                unwraps.Add(unwrap);
            }
        }
        Branch branch = BindBranch(block, expected, wantsValue);
        return branch with { Statements = branch.Statements.InsertRange(0, unwraps) };
    }

    private BoundLocalDeclaration? BindUnwrap(NameExpressionSyntax name)
    {
        if (BindExpression(name) is not BoundVariable { Variable: LocalSymbol or ParameterSymbol } variable
            || !Types.IsOption(variable.Type, out TypeSymbol? inner)
            || Members.FindMethods(variable.Type, "unwrap") is not [var unwrap, ..])
        {
            return null;
        }
        return new BoundLocalDeclaration(name.Span, Narrow(name.Name, inner, variable.Variable), CallMethod(variable, unwrap, [], name.Span));
    }
}
