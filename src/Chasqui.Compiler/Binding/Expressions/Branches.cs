using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

/// <summary><c>if</c>, <c>match</c>, <c>loop</c>, as statements and as values.</summary>
internal sealed partial class BodyBinder
{
    private BoundExpression BindIf(IfSyntax syntax, TypeSymbol? expected, bool wantsValue)
    {
        wantsValue &= syntax.Else is not null;
        var conditions = new List<BoundCondition>();
        var branches = new List<Branch>();
        // What the failed conditions tell holds in the branches that follow.
        var facts = new List<Fact>();
        var ended = new HashSet<Narrowing>();
        foreach (IfBranchSyntax branch in syntax.Branches)
        {
            OpenScope();
            ImmutableArray<BoundStatement> known = Narrow(facts);
            BoundCondition condition = BindCondition(branch.Condition);
            conditions.Add(known.IsEmpty
                ? condition
                : condition with { Value = new BoundBlockExpression(condition.Span, condition.Value.RawType, known, condition.Value) });
            branches.Add(InBranch(ended, () => BindNarrowed(branch.Body, FactsOf(branch.Condition, holds: true), expected, wantsValue)));
            CloseScope();
            facts.AddRange(FactsOf(branch.Condition, holds: false));
        }
        if (syntax.Else is { } last)
        {
            branches.Add(InScope(() => InBranch(ended, () => BindNarrowed(last, facts, expected, wantsValue))));
        }
        End(ended);
        (TypeSymbol type, ImmutableArray<BoundBlockExpression> blocks) = UniteBranches(branches, expected, wantsValue, "if");
        BoundBlockExpression? otherwise = syntax.Else is null ? null : blocks[^1];
        if (otherwise is null)
        {
            type = PrimitiveTypeSymbol.Unit;
        }
        return new BoundIf(syntax.Span, type, [.. conditions.Select((c, i) => new BoundIfBranch(c, blocks[i]))], otherwise);
    }

    private Branch BindNarrowed(BlockSyntax block, IEnumerable<Fact> facts, TypeSymbol? expected, bool wantsValue)
    {
        ImmutableArray<BoundStatement> views = Narrow(facts);
        Branch branch = BindBranch(block, expected, wantsValue);
        return branch with { Statements = branch.Statements.InsertRange(0, views) };
    }

    private BoundCondition BindCondition(ConditionSyntax syntax)
    {
        if (syntax.Pattern is { } pattern)
        {
            BoundExpression subject = BindSubject(syntax.Value, pattern);
            return new BoundCondition(syntax.Span, BindPattern(pattern, subject.Type), subject);
        }
        return new BoundCondition(syntax.Span, null, BindBool(syntax.Value, acceptsHook: true));
    }

    private BoundExpression BindMatch(MatchSyntax syntax, TypeSymbol? expected, bool wantsValue)
    {
        BoundExpression subject = BindSubject(syntax.Subject, syntax.Arms.Select(a => a.Pattern));
        var patterns = new List<(BoundPattern Pattern, BoundExpression? Guard)>();
        var branches = new List<Branch>();
        var ended = new HashSet<Narrowing>();
        TypeSymbol rest = subject.Type;
        foreach (MatchArmSyntax arm in syntax.Arms)
        {
            OpenScope();
            BoundPattern pattern = BindPattern(arm.Pattern, subject.Type, rest);
            (BoundExpression? Guard, Branch Body) bound = InBranch(ended, () => BindArm(arm, syntax.Subject, pattern, rest, expected, wantsValue));
            patterns.Add((pattern, bound.Guard));
            branches.Add(bound.Body);
            CloseScope();
            if (arm.Guard is null && rest is UnionTypeSymbol union)
            {
                rest = Without(union, CoveredMembers(pattern));
            }
        }
        End(ended);
        (TypeSymbol type, ImmutableArray<BoundBlockExpression> blocks) = UniteBranches(branches, expected, wantsValue, "match");
        return new BoundMatch(
            syntax.Span, type, subject,
            [.. syntax.Arms.Select((a, i) => new BoundMatchArm(a.Span, patterns[i].Pattern, patterns[i].Guard, blocks[i]))]);
    }

    /// <summary>In an arm, a variable that is matched on is of the member that the arm takes.</summary>
    private (BoundExpression? Guard, Branch Body) BindArm(
        MatchArmSyntax arm, ExpressionSyntax subject, BoundPattern pattern, TypeSymbol rest, TypeSymbol? expected, bool wantsValue)
    {
        TypeSymbol taken = pattern is BoundTypePattern type ? type.Type : rest;
        ImmutableArray<BoundStatement> views = subject is NameExpressionSyntax name && NarrowTo(name, taken) is { } view ? [view] : [];
        BoundExpression? guard = arm.Guard is null ? null : BindBool(arm.Guard, acceptsHook: true);
        if (guard is not null && !views.IsEmpty)
        {
            guard = new BoundBlockExpression(guard.Span, guard.RawType, views, guard);
            views = [];
        }
        Branch branch = BindNarrowed(arm.Body, arm.Guard is null ? [] : FactsOf(arm.Guard, holds: true), expected, wantsValue);
        return (guard, branch with { Statements = branch.Statements.InsertRange(0, views) });
    }

    private BoundLocalDeclaration? NarrowTo(NameExpressionSyntax name, TypeSymbol type) =>
        FindLocal(name.Name) is { Variable: LocalSymbol or ParameterSymbol } local
            && local.Variable.Type.Resolved is UnionTypeSymbol whole && !type.IsError && !whole.Equals(type)
            ? DeclareView(name, local, new BoundConversion(name.Span, type, BoundConversionKind.FromUnion, new BoundVariable(name.Span, local.Variable)))
            : null;

    private static bool IsIrrefutable(BoundPattern pattern) => pattern switch
    {
        BoundWildcardPattern => true,
        BoundBindingPattern binding => binding.Inner is null || IsIrrefutable(binding.Inner),
        BoundFieldsPattern fields => fields.Fields.All(f => IsIrrefutable(f.Pattern)),
        BoundTuplePattern tuple => tuple.Elements.All(IsIrrefutable),
        _ => false,
    };

    /// <summary>The members of a union that a pattern takes whatever their value.</summary>
    private static IEnumerable<TypeSymbol> CoveredMembers(BoundPattern pattern) => pattern switch
    {
        BoundTypePattern type when IsIrrefutable(type.Inner) => [type.Type],
        BoundOrPattern or => or.Alternatives.SelectMany(CoveredMembers),
        BoundBindingPattern { Inner: { } inner } => CoveredMembers(inner),
        _ => [],
    };

    private BoundExpression BindLoop(LoopSyntax syntax, TypeSymbol? expected)
    {
        var loop = new LoopFrame { IsLoopExpression = true, ValueType = Wanted(expected) ?? _unifier.Fresh(syntax.Span) };
        EndNarrowings(syntax.Body);
        _frame.Loops.Push(loop);
        BoundBlock body = BindBlock(syntax.Body);
        _frame.Loops.Pop();
        if (!loop.HasValue && loop.ValueType is InferenceTypeSymbol unused)
        {
            unused.Solution ??= PrimitiveTypeSymbol.Unit;
        }
        TypeSymbol type = !loop.HasBreak ? PrimitiveTypeSymbol.Never : loop.HasValue ? loop.ValueType : PrimitiveTypeSymbol.Unit;
        return new BoundLoop(syntax.Span, type, loop.Target, body);
    }
}
