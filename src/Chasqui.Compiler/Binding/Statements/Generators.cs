using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    private BoundStatement BindYield(YieldSyntax syntax)
    {
        if (_frame.YieldType is not { } element)
        {
            return new BoundExpressionStatement(syntax.Span, Error(StatementErrors.YieldOutsideGenerator(syntax.Span)));
        }
        BoundExpression value = syntax.Value is not null ? BindAs(syntax.Value, element)
            : element.Resolved == PrimitiveTypeSymbol.Unit ? new BoundLiteral(syntax.Span, PrimitiveTypeSymbol.Unit, null)
            : Error(TypeErrors.MissingValue(syntax.Span, element));
        return _frame.Function is SourceFunctionSymbol { IsAsync: true } ? ProvideFixture(value) : YieldInPlace(syntax.Span, value);
    }

    /// <summary>What encloses the yield stays as it is while the consumer runs: a generator cannot leave its own task's state changed.</summary>
    private BoundYield YieldInPlace(SourceSpan span, BoundExpression value)
    {
        if (_frame is { IsAsync: true, Unyielding: { } form })
        {
            Report(AsyncProtocolErrors.YieldInside(span, form));
        }
        return new BoundYield(span, value, _frame.IsAsync);
    }

    private void CheckGenerator(string name, bool isAsync, TypeSymbol type, SourceSpan? span)
    {
        if (span is not { } place)
        {
            return;
        }
        if (!type.Resolved.IsError && !(isAsync ? Types.IsAsyncGenerator(type) : Types.IsIterator(type)))
        {
            Report(isAsync ? AsyncProtocolErrors.NotAsyncGeneratorType(place, name, type)
                : Types.IsAsyncGenerator(type) ? AsyncProtocolErrors.NotAsyncDef(place, name)
                : StatementErrors.NotGeneratorType(place, name, type));
        }
    }

    /// <summary>
    /// A generator without a name, called where it stands; nothing in it is evaluated before its first step.
    /// <code>
    ///   before   (e for x in xs if c)        after   (() => for x in xs: if c: yield e)()
    /// </code>
    /// One that awaits is an async generator.
    /// </summary>
    private BoundExpression BindGeneratorExpression(ComprehensionSyntax syntax, TypeSymbol? expected)
    {
        (SourceSpan Span, string Form)? wait = FirstWait(syntax);
        bool isKnown = Types.IsIterator(expected) || Types.IsAsyncGenerator(expected);
        TypeSymbol? hint = isKnown && expected is not null ? Types.YieldOf(expected) : ElementOfIterable(expected);
        if (wait is var (place, form))
        {
            RequireAsync(place, form);
            if (hint is not null && !Types.IsAsyncGenerator(expected))
            {
                return Error(AsyncProtocolErrors.GeneratorAwaits(syntax.Span, place, form));
            }
        }
        TypeSymbol element = Wanted(hint) ?? _unifier.Fresh(syntax.Element.Span);
        NamedTypeSymbol type = wait is null ? Types.Iterator(element) : Types.AsyncGenerator(element);
        BoundClosure generator = BuildClosure(
            syntax.Span, "generator", [], type, isAsync: wait is not null, () => BindGeneratorClauses(syntax, 0, element), yieldType: element);
        return new BoundInvoke(syntax.Span, type, generator, []);
    }

    /// <summary>The first place where a generator expression itself has to wait.</summary>
    private static (SourceSpan Span, string Form)? FirstWait(ComprehensionSyntax syntax)
    {
        (SourceSpan, string)? found = null;
        SyntaxWalk.Visit(syntax, node =>
        {
            found ??= node switch
            {
                AwaitSyntax wait => (wait.KeywordSpan, "await"),
                ForClauseSyntax { IsAsync: true } clause => (KeywordsOf(clause.Span, "async for"), "async for"),
                _ => null,
            };
            return found is null && node is not ClosureSyntax && (node == syntax || node is not ComprehensionSyntax { Kind: ComprehensionKind.Generator });
        });
        return found;
    }

    private ImmutableArray<BoundStatement> BindGeneratorClauses(ComprehensionSyntax syntax, int index, TypeSymbol element)
    {
        if (index == syntax.Clauses.Length)
        {
            return [new BoundYield(syntax.Element.Span, Convert(BindExpression(syntax.Element, element), element), _frame.IsAsync)];
        }
        OpenScope();
        BoundComprehensionClause clause = BindClause(syntax.Clauses[index]);
        ImmutableArray<BoundStatement> views = syntax.Clauses[index] is IfClauseSyntax filter ? Narrow(FactsOf(filter.Condition, holds: true)) : [];
        ImmutableArray<BoundStatement> inner = views.AddRange(BindGeneratorClauses(syntax, index + 1, element));
        CloseScope();
        if (clause is { Iteration: { } iteration, Target: { } target })
        {
            return [new BoundFor(clause.Span, new LoopTarget(), target, iteration, new BoundBlock(clause.Span, inner))];
        }
        BoundExpression condition = clause.Condition ?? new BoundErrorExpression(clause.Span);
        var branch = new BoundIfBranch(
            new BoundCondition(clause.Span, null, condition), new BoundBlockExpression(clause.Span, PrimitiveTypeSymbol.Unit, inner, null));
        return [new BoundExpressionStatement(clause.Span, new BoundIf(clause.Span, PrimitiveTypeSymbol.Unit, [branch], null))];
    }
}
