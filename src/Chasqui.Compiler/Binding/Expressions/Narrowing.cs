using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>
/// What a condition tells about variables: where it holds, the name stands for a view of the value with a narrower type.
/// <code>
///   before   if x is not None and x > 0: f(x)        after   if x is Some and { x1 = x.unwrap(); x1 > 0 }: { x2 = x.unwrap(); f(x2) }
/// </code>
/// The narrowing ends where the variable is assigned. A change through the view is written back to the variable after the statement.
/// </summary>
internal sealed partial class BodyBinder
{
    private readonly Dictionary<VariableSymbol, Narrowing> _narrowed = [];
    private readonly List<LocalSymbol> _changedViews = [];

    private sealed class Narrowing(VariableSymbol original, FunctionFrame? owner)
    {
        public VariableSymbol Original { get; } = original;

        public FunctionFrame? Owner { get; } = owner;

        public bool IsOver { get; set; }
    }

    /// <summary>A plain variable is, or is not, of a type; the types null: <c>None</c>.</summary>
    private sealed record Fact(NameExpressionSyntax Name, ExpressionSyntax? Type, bool Holds);

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
            narrowing.IsOver |= assigns;
            (variable, owner) = (narrowing.Original, narrowing.Owner);
        }
        return (variable, owner);
    }

    /// <summary>Earlier rounds of a loop may have assigned what its body assigns.</summary>
    private void EndNarrowings(SyntaxNode loop)
    {
        foreach (string name in AssignedNames.In(loop))
        {
            FindAssigned(name, assigns: true);
        }
    }

    /// <summary>Binds alternatives of which one runs: what one assigns is over afterwards, not in the others.</summary>
    private T InBranch<T>(HashSet<Narrowing> ended, Func<T> bind)
    {
        Narrowing[] active = [.. _narrowed.Values.Where(n => !n.IsOver)];
        T result = bind();
        foreach (Narrowing narrowing in active.Where(n => n.IsOver))
        {
            ended.Add(narrowing);
            narrowing.IsOver = false;
        }
        return result;
    }

    private static void End(HashSet<Narrowing> ended)
    {
        foreach (Narrowing narrowing in ended)
        {
            narrowing.IsOver = true;
        }
    }

    private IEnumerable<Fact> FactsOf(ConditionSyntax condition, bool holds) => condition.Pattern is null ? FactsOf(condition.Value, holds) : [];

    /// <summary>What is known when the condition holds, or when it does not.</summary>
    private IEnumerable<Fact> FactsOf(ExpressionSyntax condition, bool holds) => condition switch
    {
        UnarySyntax { Operator: UnaryOperator.Not } not => FactsOf(not.Operand, !holds),
        BinarySyntax { Operator: BinaryOperator.And } both when holds => [.. FactsOf(both.Left, true), .. FactsOf(both.Right, true)],
        BinarySyntax { Operator: BinaryOperator.Or } either when !holds => [.. FactsOf(either.Left, false), .. FactsOf(either.Right, false)],
        ComparisonSyntax { First: NameExpressionSyntax name, Links: [{ Operand: NoneLiteralSyntax } link] } => link.Operator switch
        {
            ComparisonOperator.Is or ComparisonOperator.Equal => [new Fact(name, null, holds)],
            ComparisonOperator.IsNot or ComparisonOperator.NotEqual => [new Fact(name, null, !holds)],
            _ => [],
        },
        CallSyntax { Arguments: [{ Value: NameExpressionSyntax name }, { Value: var type }] } call when IsInstanceTest(call.Callee) =>
            [new Fact(name, type, holds)],
        _ => [],
    };

    /// <summary>What holds behind an <c>if</c> whose branches all leave.</summary>
    private IEnumerable<Fact> FactsAfter(IfSyntax syntax, BoundExpression bound) =>
        syntax.Else is null && bound is BoundIf branches && branches.Branches.All(b => IsNever(b.Body))
            ? syntax.Branches.SelectMany(b => FactsOf(b.Condition, holds: false))
            : [];

    /// <summary>Declares the views in the current scope. That a value is there at all is used first.</summary>
    private ImmutableArray<BoundStatement> Narrow(IEnumerable<Fact> facts) =>
        [.. facts.OrderBy(f => f.Type is null ? 0 : 1).ToList().Select(Narrow).OfType<BoundStatement>()];

    private BoundLocalDeclaration? Narrow(Fact fact)
    {
        if (FindLocal(fact.Name.Name) is not { Variable: LocalSymbol or ParameterSymbol } local)
        {
            return null;
        }
        var variable = new BoundVariable(fact.Name.Span, local.Variable);
        BoundExpression? view = fact.Type is not null ? ViewAsTested(variable, fact.Type, fact.Holds)
            : !fact.Holds && Types.IsOption(variable.Type, out _) ? Unwrapped(variable)
            : null;
        return view is null ? null : DeclareView(fact.Name, local, view);
    }

    private BoundLocalDeclaration DeclareView(NameExpressionSyntax name, (VariableSymbol Variable, FunctionFrame Frame) local, BoundExpression value)
    {
        Capture(local.Variable, local.Frame);
        var view = new LocalSymbol(name.Name, value.Type, local.Variable.IsMutable, local.Variable.Span);
        _narrowed[view] = new Narrowing(local.Variable, local.Frame);
        CurrentScope.Declare(view);
        return new BoundLocalDeclaration(name.Span, view, value, IsView: true);
    }

    private BoundExpression Unwrapped(BoundExpression option) =>
        Members.FindMethods(option.Type, "unwrap") is [var unwrap, ..] ? CallMethod(option, unwrap, [], option.Span) : option;

    private BoundExpression? ViewAsTested(BoundVariable variable, ExpressionSyntax tested, bool holds)
    {
        TypeSymbol whole = Types.WithoutOption(variable.Type) ?? variable.Type;
        if (MatchingTypes(whole, tested, reports: false) is not [_, ..] types)
        {
            return null;
        }
        TypeSymbol narrow = holds ? UnionTypeSymbol.Create(types) : whole is UnionTypeSymbol union ? Without(union, types) : whole;
        bool isOptional = Types.IsOption(variable.Type, out _);
        // Of an optional value, a failed test may also mean that there is none.
        if ((isOptional && !holds) || (narrow.Equals(whole) && !isOptional) || narrow.IsError)
        {
            return null;
        }
        BoundExpression present = isOptional ? Unwrapped(variable) : variable;
        return narrow.Equals(whole) ? present : new BoundConversion(variable.Span, narrow, BoundConversionKind.FromUnion, present);
    }

    private static TypeSymbol Without(UnionTypeSymbol union, IEnumerable<TypeSymbol> removed) =>
        union.Members.Except(removed).ToList() is { Count: > 0 } rest ? UnionTypeSymbol.Create(rest) : ErrorTypeSymbol.Instance;

    /// <summary>Whether a callee is the builtin <c>isinstance</c>, bare or as <c>std.builtins.isinstance</c>.</summary>
    private bool IsInstanceTest(ExpressionSyntax callee) => callee switch
    {
        NameExpressionSyntax { Name: "isinstance" } => LocalScope.Find(_scope, "isinstance") is null && _scope.Lookup("isinstance").Count == 0,
        MemberSyntax { Name.Text: "isinstance", Receiver: MemberSyntax { Name.Text: "builtins", Receiver: NameExpressionSyntax { Name: "std" } } } => true,
        _ => false,
    };

    /// <summary><c>isinstance(x, T)</c>, <c>isinstance(x, (A, B))</c></summary>
    private BoundExpression BindIsInstance(CallSyntax syntax)
    {
        if (syntax.Arguments is not [{ Name: null, Spread: SpreadKind.None, Value: var tested }, { Name: null, Spread: SpreadKind.None, Value: var type }])
        {
            return Error(ErrorTypeErrors.IsInstanceArguments(syntax.Span));
        }
        BoundExpression value = BindExpression(tested);
        if (!IsKnown(value))
        {
            return new BoundErrorExpression(syntax.Span);
        }
        TypeSymbol whole = Types.WithoutOption(value.Type) ?? value.Type;
        if (MatchingTypes(whole, type, reports: true) is not [_, ..] types)
        {
            return new BoundErrorExpression(syntax.Span);
        }
        BoundPattern[] tests = [.. types.Select(t => t.Equals(whole)
            ? (BoundPattern)new BoundWildcardPattern(syntax.Span, whole)
            : new BoundTypePattern(syntax.Span, whole, t, new BoundWildcardPattern(syntax.Span, t)))];
        BoundPattern pattern = tests is [var only] ? only : new BoundOrPattern(syntax.Span, whole, [.. tests]);
        return new BoundPatternTest(
            syntax.Span, value.Type.Equals(whole) ? pattern : new BoundVariantPattern(syntax.Span, value.Type, Types.Some, [pattern]), value);
    }

    /// <summary>What the tested types mean for a value: of a union the members, of a trait or error its adopters. Empty after a mistake.</summary>
    private List<TypeSymbol> MatchingTypes(TypeSymbol whole, ExpressionSyntax tested, bool reports)
    {
        var found = new List<TypeSymbol>();
        foreach (ExpressionSyntax part in tested is TupleSyntax tuple ? tuple.Elements : [tested])
        {
            TypeSymbol type = part is NameExpressionSyntax && BindTarget(part, null) is TypeTarget target ? target.Type.Resolved : ResolveType(ToTypeSyntax(part));
            if (type.IsError)
            {
                return [];
            }
            List<TypeSymbol> matching = MatchingTypes(whole, type);
            if (matching.Count == 0)
            {
                if (reports)
                {
                    Report(ErrorTypeErrors.CannotBe(part.Span, whole, type));
                }
                return [];
            }
            found.AddRange(matching.Except(found));
        }
        return found;
    }

    private List<TypeSymbol> MatchingTypes(TypeSymbol whole, TypeSymbol type) => (whole, type) switch
    {
        (UnionTypeSymbol union, UnionTypeSymbol several) => [.. several.Members.Where(union.Members.Contains)],
        (UnionTypeSymbol union, _) => union.Members.FirstOrDefault(m => m.Equals(type)) is { } member ? [member]
            : [.. union.Members.Where(m => _unifier.Unify(m, type) || IsView(m, type))],
        _ when _unifier.Unify(whole, type) || IsView(whole, type) => [whole],
        (NamedTypeSymbol { Definition.Kind: TypeDefinitionKind.Trait } trait, NamedTypeSymbol adopter) when MemberLookup.ViewAs(adopter, trait.Definition) is not null => [type],
        (NamedTypeSymbol { Definition: Metadata.Foreign.ForeignTypeSymbol parent }, NamedTypeSymbol derived) when MemberLookup.ViewAs(derived, parent) is not null => [type],
        (NamedTypeSymbol { Definition: Metadata.ImportedTypeSymbol { IsException: true } }, _) when IsErrorType(type) => [type],
        _ => [],
    };

    private static bool IsView(TypeSymbol member, TypeSymbol trait) =>
        trait is NamedTypeSymbol { Definition.Kind: TypeDefinitionKind.Trait } named && MemberLookup.ViewAs(member, named.Definition) is not null;

    /// <summary>An expression that is evaluated where the facts hold.</summary>
    private BoundExpression BindWhere(IEnumerable<Fact> facts, Func<BoundExpression> bind) => InScope(() =>
    {
        ImmutableArray<BoundStatement> views = Narrow(facts);
        BoundExpression value = bind();
        return views.IsEmpty ? value : new BoundBlockExpression(value.Span, value.RawType, views, value);
    });

    /// <summary>The views that a statement has changed give their values back to the variables.</summary>
    private void WriteBack(ImmutableArray<BoundStatement>.Builder output)
    {
        foreach (LocalSymbol view in _changedViews.Distinct().ToList())
        {
            Narrowing narrowing = _narrowed[view];
            SourceSpan span = output[^1].Span;
            var value = Moved(span, new BoundVariable(span, view));
            if (!narrowing.IsOver && TryConvert(value, narrowing.Original.Type) is { } whole)
            {
                output.Add(new BoundAssignment(span, new BoundVariable(span, narrowing.Original), whole));
            }
        }
        _changedViews.Clear();
    }
}
