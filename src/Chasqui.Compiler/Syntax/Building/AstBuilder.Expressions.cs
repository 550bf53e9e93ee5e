using System.Collections.Immutable;
using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using Chasqui.Compiler.Syntax.Ast;
using static Chasqui.Compiler.Syntax.Generated.ChasquiParser;

namespace Chasqui.Compiler.Syntax.Building;

internal sealed partial class AstBuilder
{
    private ExpressionSyntax? OptionalList(ExpressionListContext? context) => context is null ? null : List(context);

    private ExpressionSyntax? OptionalAt(ExpressionContext[] contexts, int index) =>
        index < contexts.Length ? Expression(contexts[index]) : null;

    private ExpressionSyntax List(ExpressionListContext context) => TupleOrOnly(context, context.target());

    private ExpressionSyntax TargetList(TargetListContext context) => TupleOrOnly(context, context.target());

    private ExpressionSyntax TupleOrOnly(ParserRuleContext context, TargetContext[] targets)
    {
        if (targets.Length == 1 && !Has(context, COMMA))
        {
            var only = Target(targets[0]);
            return only is SpreadSyntax
                ? InvalidExpression(only.Span, "`*` spreads only inside a list, a set, a tuple or a call")
                : only;
        }
        return new TupleSyntax(Span(context), [.. targets.Select(Target)]);
    }

    private ExpressionSyntax Target(TargetContext context)
    {
        var value = Expression(context.expression());
        return Has(context, STAR) ? new SpreadSyntax(Span(context), SpreadKind.Sequence, value) : value;
    }

    private ExpressionSyntax Expression(ExpressionContext context)
    {
        if (++_depth > MaxExpressionDepth)
        {
            _depth--;
            return TooDeep(context);
        }
        var result = ExpressionCore(context);
        _depth--;
        return result;
    }

    private ExpressionSyntax ExpressionCore(ExpressionContext context)
    {
        switch (context.GetChild(0))
        {
            case OperationContext operation when context.ChildCount == 1:
                return Operation(operation);
            case OperationContext:
                return new ConditionalSyntax(
                    Span(context), Operation(context.operation(1)), Operation(context.operation(0)),
                    Expression(context.expression()));
            case ClosureContext closure:
                return Closure(closure);
            case IfExpressionContext branches:
                return If(branches);
            case MatchExpressionContext match:
                return Match(match);
            case LoopExpressionContext loop:
                return new LoopSyntax(Span(loop), Suite(loop.suite()));
            case RaceExpressionContext race:
                if (race.NAME() is null && race.exception is null)
                {
                    diagnostics.Add(SyntaxErrors.InvalidForm(Span(race.RACE()), "expected a name for the value of the arm that wins", "write `race for v:`"));
                }
                return new RaceSyntax(
                    Span(race), race.NAME() is { } winner ? Name(winner) : new NameSyntax(Span(race.RACE()), "_"),
                    [.. race.raceArm().Where(a => a.exception is null).Select(RaceArm)]);
        }
        switch (context.Start.Type)
        {
            case SPAWN:
                return new SpawnSyntax(
                    Span(context), context.closure() is { } c ? Closure(c) : Operation(context.operation(0)));
            case YIELD:
                _yields = true;
                return new YieldSyntax(Span(context), context.expression() is { } v ? Expression(v) : null);
            default:
                var call = Operation(context.operation(0));
                return call is CallSyntax preset
                    ? new PartialSyntax(Span(context), preset)
                    : InvalidExpression(call.Span, "expected a call after `partial`");
        }
    }

    private ConditionSyntax Condition(ConditionContext context) => new(
        Span(context),
        context.orPattern() is { } pattern ? OrPattern(pattern) : null,
        Expression(context.expression()));

    private IfSyntax If(IfExpressionContext context)
    {
        var conditions = context.condition();
        var suites = context.suite();
        var branches = ImmutableArray.CreateBuilder<IfBranchSyntax>(conditions.Length);
        for (int i = 0; i < conditions.Length; i++)
        {
            var condition = Condition(conditions[i]);
            var body = Suite(suites[i]);
            branches.Add(new IfBranchSyntax(condition.Span.To(body.Span), condition, body));
        }
        return new IfSyntax(
            Span(context), branches.MoveToImmutable(),
            suites.Length > conditions.Length ? Suite(suites[^1]) : null);
    }

    private MatchSyntax Match(MatchExpressionContext context) => new(
        Span(context), List(context.expressionList()),
        [.. context.matchArm().Where(a => a.exception is null).Select(a => new MatchArmSyntax(
            Span(a),
            Has(a, CASE),
            PatternList(a.patternList()),
            a.expression() is { } guard ? Expression(guard) : null,
            a.suite() is { } suite ? Suite(suite) : Arm(a.armBody())))]);

    private ClosureSyntax Closure(ClosureContext context) => new(
        Span(context),
        Has(context, ASYNC),
        context.closureParameters() is { } list ? [.. list.parameter().Select(Parameter)] : [],
        OptionalType(context.type()),
        context.expression() is { } value ? Yielding(() => Expression(value)).Body : null,
        context.block() is { } block ? Yielding(() => Block(block)).Body : null);

    // ---- Primaries

    private ExpressionSyntax Primary(PrimaryContext context)
    {
        var result = Atom(context.atom());
        foreach (var postfix in context.postfix())
        {
            var span = result.Span.To(Span(postfix));
            result = postfix.Start.Type switch
            {
                DOT when postfix.NAME() is { } name => new MemberSyntax(span, result, Name(name)),
                DOT => TupleField(span, result, postfix.INT()),
                QUESTION => new PropagateSyntax(span, result),
                LBRACK => new IndexSyntax(span, result, [.. postfix.indexArgument().Select(IndexArgument)]),
                _ => new CallSyntax(span, result, [.. postfix.argument().Select(Argument)]),
            };
        }
        // The span of a parenthesised atom starts at its parenthesis.
        return context.postfix().Length > 0 ? result with { Span = Span(context) } : result;
    }

    private ExpressionSyntax TupleField(Text.SourceSpan span, ExpressionSyntax receiver, ITerminalNode index) =>
        int.TryParse(Span(index).Text, out int value)
            ? new TupleFieldSyntax(span, receiver, value, Span(index))
            : InvalidExpression(Span(index), "a tuple field is a small whole number");

    private ArgumentSyntax Argument(ArgumentContext context)
    {
        var span = Span(context);
        var value = Expression(context.expression());
        if (context.comprehensionClause() is { Length: > 0 } clauses)
        {
            value = new ComprehensionSyntax(
                span, ComprehensionKind.Generator, value, null, [.. clauses.Select(Clause)]);
        }
        return new ArgumentSyntax(
            span,
            context.NAME() is { } name ? Name(name) : null,
            Has(context, STAR) ? SpreadKind.Sequence
                : Has(context, DOUBLE_STAR) ? SpreadKind.Mapping : SpreadKind.None,
            value);
    }

    private ExpressionSyntax IndexArgument(IndexArgumentContext context)
    {
        if (context.functionType() is { } type)
        {
            return new TypeExpressionSyntax(Span(context), FunctionType(type));
        }
        if (!Has(context, COLON))
        {
            return Expression(context.expression(0));
        }
        var parts = new ExpressionSyntax?[3];
        int part = 0;
        foreach (var child in context.children)
        {
            if (child is ExpressionContext value)
            {
                parts[part] = Expression(value);
            }
            else
            {
                part++;
            }
        }
        return new SliceSyntax(Span(context), parts[0], parts[1], parts[2]);
    }

    private ExpressionSyntax Atom(AtomContext context)
    {
        if (context.fstring() is { } fstring)
        {
            return FString(fstring);
        }
        var span = Span(context);
        var clauses = context.comprehensionClause();
        switch (context.Start.Type)
        {
            case LPAREN:
                var targets = context.target();
                if (clauses.Length > 0)
                {
                    return Comprehension(span, ComprehensionKind.Generator, Target(targets[0]), null, clauses);
                }
                return targets.Length == 1 && !Has(context, COMMA)
                    ? Target(targets[0])
                    : new TupleSyntax(span, [.. targets.Select(Target)]);
            case LBRACK:
                var elements = context.element().Select(Element).ToArray();
                return clauses.Length > 0
                    ? Comprehension(span, ComprehensionKind.List, elements[0], null, clauses)
                    : new ListSyntax(span, [.. elements]);
            case LBRACE:
                return Braces(span, context.entry(), clauses);
            default:
                return Leaf((ITerminalNode)context.GetChild(0));
        }
    }

    private ExpressionSyntax Element(ElementContext context)
    {
        var value = Expression(context.expression());
        if (Has(context, DOUBLE_STAR))
        {
            return InvalidExpression(Span(context), "`**` spreads a dict, not into a list", "use `*`");
        }
        return Has(context, STAR) ? new SpreadSyntax(Span(context), SpreadKind.Sequence, value) : value;
    }

    private RaceArmSyntax RaceArm(RaceArmContext context)
    {
        var operand = Expression(context.expression(0));
        if (context.AWAIT() is null || context.expression().Length > 1)
        {
            bool isBound = context.expression().Length > 1;
            if (isBound && operand is NameExpressionSyntax { Name: var name })
            {
                diagnostics.AddUnreadName(source, name);
            }
            operand = InvalidExpression(
                operand.Span, "an arm of `race` begins with `await`",
                isBound ? "the value has the name after `race for`: write `await … => …`"
                : operand is CallSyntax && operand.Span.Length <= 40 ? $"write `await {operand.Span.Text} => …`"
                : "write `await … => …`");
        }
        return new RaceArmSyntax(Span(context), operand, Arm(context.armBody()));
    }

    private ExpressionSyntax Braces(Text.SourceSpan span, EntryContext[] entries, ComprehensionClauseContext[] clauses)
    {
        bool isDict = entries.Length == 0 || Has(entries[0], COLON) || Has(entries[0], DOUBLE_STAR);
        if (clauses.Length > 0)
        {
            var element = Expression(entries[0].expression(0));
            return isDict && entries[0].expression().Length == 2
                ? Comprehension(
                    span, ComprehensionKind.Dict, element, Expression(entries[0].expression(1)), clauses)
                : Comprehension(span, ComprehensionKind.Set, element, null, clauses);
        }
        foreach (var entry in entries)
        {
            if (isDict != (Has(entry, COLON) || Has(entry, DOUBLE_STAR)))
            {
                return InvalidExpression(
                    Span(entry), isDict ? "expected `key: value` in a dict" : "expected a single value in a set");
            }
        }
        if (isDict)
        {
            return new DictSyntax(span, [.. entries.Select(e => new DictEntrySyntax(
                Span(e),
                Has(e, COLON) ? Expression(e.expression(0)) : null,
                Expression(e.expression(e.expression().Length - 1))))]);
        }
        return new SetSyntax(span, [.. entries.Select(e => Has(e, STAR)
            ? new SpreadSyntax(Span(e), SpreadKind.Sequence, Expression(e.expression(0)))
            : Expression(e.expression(0)))]);
    }

    private ComprehensionSyntax Comprehension(
        Text.SourceSpan span, ComprehensionKind kind, ExpressionSyntax element, ExpressionSyntax? value,
        ComprehensionClauseContext[] clauses) => new(span, kind, element, value, [.. clauses.Select(Clause)]);

    private ComprehensionClauseSyntax Clause(ComprehensionClauseContext context) =>
        Has(context, FOR)
            ? new ForClauseSyntax(
                Span(context), Has(context, ASYNC), PatternList(context.patternList()), Operation(context.operation()))
            : new IfClauseSyntax(Span(context), Operation(context.operation()));
}
