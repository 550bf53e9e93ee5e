using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

/// <summary>
/// Where a test has shown that an Option is there, its name stands for a local with the value. Assigning to the name still means
/// the Option, and from there on so does the name.
/// </summary>
internal sealed partial class BodyBinder
{
    private readonly Dictionary<VariableSymbol, Narrowing> _narrowed = [];
    private readonly Stack<NameExpressionSyntax> _pendingUnwraps = new();
    private string? _outdated;

    private sealed record Narrowing(VariableSymbol Original, FunctionFrame? Owner, int LoopDepth)
    {
        public bool IsOver { get; set; }
    }

    /// <summary>The local of a name as a read sees it.</summary>
    private (VariableSymbol Variable, FunctionFrame Frame)? FindLocal(string name)
    {
        (VariableSymbol Variable, FunctionFrame Frame)? found = LocalScope.Find(_scope, name);
        while (found is { } local && _narrowed.TryGetValue(local.Variable, out Narrowing? narrowing) && narrowing.IsOver)
        {
            found = (narrowing.Original, narrowing.Owner ?? local.Frame);
        }
        return found;
    }

    /// <summary>The local of a name as an assignment sees it. The value that a test has seen is then out of date.</summary>
    private (VariableSymbol Variable, FunctionFrame? Frame)? FindAssigned(string name, bool assigns)
    {
        if (LocalScope.Find(_scope, name) is not { } local)
        {
            return null;
        }
        (VariableSymbol variable, FunctionFrame? owner) = local;
        while (_narrowed.TryGetValue(variable, out Narrowing? narrowing))
        {
            if (assigns && !narrowing.IsOver && narrowing.LoopDepth < _frame.Loops.Count)
            {
                // Earlier rounds of the loop have already read the value as present.
                _outdated = name;
            }
            narrowing.IsOver |= assigns;
            (variable, owner) = (narrowing.Original, narrowing.Owner);
        }
        return (variable, owner);
    }

    /// <summary>The plain variable of <c>x is None</c> or <c>x is not None</c>, also written with <c>==</c>.</summary>
    private static NameExpressionSyntax? NoneTest(ConditionSyntax condition, ComparisonOperator op) =>
        condition is { Pattern: null, Value: ComparisonSyntax { First: NameExpressionSyntax name, Links: [{ Operand: NoneLiteralSyntax } link] } }
            && (link.Operator == op || (link.Operator, op) is (ComparisonOperator.Equal, ComparisonOperator.Is) or (ComparisonOperator.NotEqual, ComparisonOperator.IsNot))
            ? name
            : null;

    private LocalSymbol Narrow(string name, TypeSymbol inner, VariableSymbol original)
    {
        var present = new LocalSymbol(name, inner, isMutable: false, original.Span);
        _narrowed[present] = new Narrowing(original, LocalScope.OwnerOf(_scope, original), _frame.Loops.Count);
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

    /// <summary>After <c>if x is None: return</c> the value is there.</summary>
    private BoundLocalDeclaration? UnwrapAfter(IfSyntax syntax, BoundExpression bound) =>
        syntax is { Branches: [var branch], Else: null }
            && NoneTest(branch.Condition, ComparisonOperator.Is) is { } name
            && bound is BoundIf { Branches: [{ Body: var body }] } && IsNever(body)
                ? BindUnwrap(name)
                : null;
}
