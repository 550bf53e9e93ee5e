using System.Collections.Immutable;
using Antlr4.Runtime;
using Chasqui.Compiler.Syntax.Ast;
using static Chasqui.Compiler.Syntax.Generated.ChasquiParser;

namespace Chasqui.Compiler.Syntax.Building;

internal sealed partial class AstBuilder
{
    private ImmutableArray<StatementSyntax> Statements(StatementContext[] contexts)
    {
        var result = ImmutableArray.CreateBuilder<StatementSyntax>(contexts.Length);
        StatementContext? previous = null;
        foreach (var context in contexts)
        {
            if (context.strayBlock() is { } stray && previous is { exception: null } && previous.strayBlock() is null)
            {
                ReportMissingColon(stray);
                result[^1] = result[^1] is FunctionDeclarationSyntax { Body: null } header ? WithUnreadBody(header, stray) : result[^1];
            }
            result.Add(Statement(context));
            previous = context;
        }
        return result.MoveToImmutable();
    }

    /// <summary>A function without body is a sound line, so the parser reads its colonless header without a fault.</summary>
    private void ReportMissingColon(StrayBlockContext stray) => diagnostics.Add(SyntaxErrors.Unexpected(
        source.Span(stray.Start.StartIndex, 0), "expected `:` before the indented block, found the end of the line", null));

    private FunctionDeclarationSyntax WithUnreadBody(FunctionDeclarationSyntax header, StrayBlockContext stray) =>
        header with { Body = new BlockSyntax(Span(stray), [new ErrorStatementSyntax(Span(stray))]) };

    private StatementSyntax Statement(StatementContext context)
    {
        if (context.exception is not null || context.strayBlock() is not null)
        {
            return new ErrorStatementSyntax(Span(context));
        }
        return context.declaration() is { } declaration ? Declaration(declaration) : Simple(context.simpleStatement());
    }

    private StatementSyntax Simple(SimpleStatementContext context)
    {
        var span = Span(context);
        return context.GetChild(0) switch
        {
            BindingStatementContext binding => Binding(binding),
            ExpressionStatementContext expression => ExpressionOrAssignment(expression),
            ReturnStatementContext r => new ReturnSyntax(span, OptionalList(r.expressionList())),
            RaiseStatementContext r => new RaiseSyntax(
                span, OptionalAt(r.expression(), 0), OptionalAt(r.expression(), 1)),
            AssertStatementContext a => Assert(a),
            WhileStatementContext w => new WhileSyntax(span, Condition(w.condition()), Suite(w.suite())),
            ForStatementContext f => new ForSyntax(
                span, Has(f, ASYNC), PatternList(f.patternList()), List(f.expressionList()), Suite(f.suite())),
            TryStatementContext t => Try(t),
            WithStatementContext w => new WithSyntax(
                span, Has(w, ASYNC), [.. w.withItem().Select(WithItem)], Suite(w.suite())),
            SelectStatementContext s => Select(s),
            ConcurrentStatementContext c => Concurrent(c),
            _ => context.Start.Type switch
            {
                BREAK => new BreakSyntax(span, OptionalList(context.expressionList())),
                CONTINUE => new ContinueSyntax(span),
                DEL => new DelSyntax(span, [.. context.target().Select(t => AsTarget(Target(t)))]),
                _ => new PassSyntax(span),
            },
        };
    }

    private BlockSyntax Suite(SuiteContext context)
    {
        if (context.block() is { } block)
        {
            return Block(block);
        }
        var statement = Simple(context.simpleStatement());
        return new BlockSyntax(statement.Span, [statement]);
    }

    private BlockSyntax Block(BlockContext context)
    {
        var statements = Statements(context.statement());
        var span = statements.IsEmpty ? Span(context) : statements[0].Span.To(statements[^1].Span);
        return new BlockSyntax(span, statements);
    }

    private BlockSyntax Arm(ArmBodyContext context)
    {
        if (context.block() is { } block)
        {
            return Block(block);
        }
        var statement = Simple(context.simpleStatement());
        return new BlockSyntax(statement.Span, [statement]);
    }

    private AssignmentSyntax Binding(BindingStatementContext context) => new(
        Span(context),
        Has(context, LET) ? BindingKind.Let : BindingKind.Mut,
        [AsTarget(TargetList(context.targetList()))],
        OptionalType(context.typeAnnotation()?.type()),
        List(context.expressionList()));

    private StatementSyntax ExpressionOrAssignment(ExpressionStatementContext context)
    {
        var span = Span(context);
        var first = TargetList(context.targetList());
        if (context.AUGMENTED_ASSIGN() is { } op)
        {
            return new AugmentedAssignmentSyntax(
                span, AsTarget(first), AugmentedOperator(Span(op).Text), Span(op), List(context.expressionList()));
        }
        var values = context.assigned();
        if (values.Length == 0)
        {
            return new ExpressionStatementSyntax(span, first);
        }
        if (values.Length == 1 && context.typeAnnotation() is null && first is NameExpressionSyntax name
            && AliasOrPartial(span, DeclarationModifiers.None, new NameSyntax(name.Span, name.Name), values[0])
                is { } declaration)
        {
            return declaration;
        }
        var targets = ImmutableArray.CreateBuilder<ExpressionSyntax>(values.Length);
        targets.Add(AsTarget(first));
        for (int i = 0; i < values.Length - 1; i++)
        {
            targets.Add(AsTarget(Assigned(values[i])));
        }
        return new AssignmentSyntax(
            span, BindingKind.Plain, targets.ToImmutable(), OptionalType(context.typeAnnotation()?.type()),
            Assigned(values[^1]));
    }

    private ExpressionSyntax Assigned(AssignedContext context) =>
        context.expressionList() is { } list
            ? List(list)
            : InvalidExpression(Span(context), "an alias names a symbol: `name = alias other`");

    /// <summary><c>x = alias y</c> declares anywhere; <c>x = partial f()</c> is a value, which the binder may promote.</summary>
    private AliasDeclarationSyntax? AliasOrPartial(
        Text.SourceSpan span, DeclarationModifiers modifiers, NameSyntax name, AssignedContext value) =>
        value.path() is { } path ? new AliasDeclarationSyntax(span, modifiers, name, Path(path)) : null;

    /// <summary>Reports what cannot be assigned to and returns the target to go on with.</summary>
    private ExpressionSyntax AsTarget(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case TupleSyntax or ListSyntax:
                foreach (var element in expression is TupleSyntax tuple ? tuple.Elements : ((ListSyntax)expression).Elements)
                {
                    AsTarget(element);
                }
                return expression;
            case SpreadSyntax { Kind: SpreadKind.Sequence } spread:
                AsTarget(spread.Value);
                return expression;
            case NameExpressionSyntax or MemberSyntax or IndexSyntax or TupleFieldSyntax or ErrorExpressionSyntax:
                return expression;
            default:
                diagnostics.Add(SyntaxErrors.InvalidTarget(expression.Span));
                return new ErrorExpressionSyntax(expression.Span);
        }
    }

    private AssertSyntax Assert(AssertStatementContext context)
    {
        var condition = Expression(context.expression(0));
        PatternSyntax? pattern = null;
        if (condition is ComparisonSyntax { Links: [{ Operator: ComparisonOperator.Is } link] } test
            && link.Operand is CallSyntax or NoneLiteralSyntax && AsPattern(link.Operand) is { } found)
        {
            condition = test.First;
            pattern = found;
        }
        return new AssertSyntax(
            Span(context), condition, pattern, OptionalType(context.type()), OptionalAt(context.expression(), 1));
    }

    /// <summary><c>assert x is Some(v)</c> and select arms read a pattern where the grammar read an expression.</summary>
    private PatternSyntax? AsPattern(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case NameExpressionSyntax { Name: "_" }:
                return new WildcardPatternSyntax(expression.Span);
            case NameExpressionSyntax name:
                return new NamePatternSyntax(name.Span, name.Name);
            case NoneLiteralSyntax:
                return new ConstructorPatternSyntax(
                    expression.Span, [new NameSyntax(expression.Span, "None")], [], false);
            case IntLiteralSyntax or FloatLiteralSyntax or BoolLiteralSyntax or StringLiteralSyntax or BytesLiteralSyntax:
                return new LiteralPatternSyntax(expression.Span, expression);
            case TupleSyntax tuple when tuple.Elements.Select(AsPattern).ToArray() is var elements
                && elements.All(e => e is not null):
                return new TuplePatternSyntax(tuple.Span, [.. elements.OfType<PatternSyntax>()]);
            case MemberSyntax when NamePath(expression) is { } path:
                return new ConstructorPatternSyntax(expression.Span, [.. path], [], false);
            case CallSyntax call when NamePath(call.Callee) is { } path
                && call.Arguments.All(a => a.Spread == SpreadKind.None):
                var arguments = ImmutableArray.CreateBuilder<PatternArgumentSyntax>();
                foreach (var argument in call.Arguments)
                {
                    if (AsPattern(argument.Value) is not { } inner)
                    {
                        return null;
                    }
                    arguments.Add(new PatternArgumentSyntax(argument.Span, argument.Name, inner));
                }
                return new ConstructorPatternSyntax(call.Span, [.. path], arguments.ToImmutable(), true);
            default:
                return null;
        }
    }

    private static List<NameSyntax>? NamePath(ExpressionSyntax expression)
    {
        var path = new List<NameSyntax>();
        while (expression is MemberSyntax member)
        {
            path.Insert(0, member.Name);
            expression = member.Receiver;
        }
        if (expression is not NameExpressionSyntax first)
        {
            return null;
        }
        path.Insert(0, new NameSyntax(first.Span, first.Name));
        return path;
    }

    private TrySyntax Try(TryStatementContext context)
    {
        var suites = context.suite();
        int next = 1;
        var otherwise = Has(context, ELSE) ? Suite(suites[next++]) : null;
        var last = Has(context, FINALLY) ? Suite(suites[next]) : null;
        if (context.exceptClause().Length == 0 && last is null)
        {
            diagnostics.Add(SyntaxErrors.InvalidForm(
                Span(context.Start), "expected `except` or `finally` after the block of `try`"));
        }
        return new TrySyntax(
            Span(context), Suite(suites[0]), [.. context.exceptClause().Select(Except)], otherwise, last);
    }

    private ExceptSyntax Except(ExceptClauseContext context) => new(
        Span(context),
        context.exceptTypes() is { } types ? [.. types.type().Select(Type)] : [],
        context.NAME() is { } name ? Name(name) : null,
        Suite(context.suite()));

    private WithItemSyntax WithItem(WithItemContext context) => new(
        Span(context), Expression(context.expression()), context.pattern() is { } p ? Pattern(p) : null);

    private ConcurrentSyntax Concurrent(ConcurrentStatementContext context)
    {
        var mode = ConcurrentMode.All;
        ExpressionSyntax? seconds = context.expression() is { } e ? Expression(e) : null;
        if (context.NAME() is { } word)
        {
            mode = Span(word).Text switch
            {
                "cancel_on_error" => ConcurrentMode.CancelOnError,
                "first" => ConcurrentMode.First,
                "timeout" => ConcurrentMode.Timeout,
                _ => ConcurrentMode.All,
            };
            if (mode == ConcurrentMode.All || (mode == ConcurrentMode.Timeout) != (seconds is not null))
            {
                diagnostics.Add(SyntaxErrors.InvalidForm(
                    Span(word), "expected `cancel_on_error`, `first` or `timeout(seconds)` after `concurrent`"));
            }
        }
        return new ConcurrentSyntax(Span(context), mode, seconds, Suite(context.suite()));
    }

    private SelectSyntax Select(SelectStatementContext context)
    {
        if (context.NAME() is { } word && Span(word).Text != "biased")
        {
            diagnostics.Add(SyntaxErrors.InvalidForm(Span(word), "expected `:` or `biased` after `select`"));
        }
        return new SelectSyntax(
            Span(context), context.NAME() is not null,
            [.. context.selectArm().Where(a => a.exception is null).Select(SelectArm)]);
    }

    private SelectArmSyntax SelectArm(SelectArmContext context)
    {
        var span = Span(context);
        var head = TargetList(context.targetList());
        var body = Arm(context.armBody());
        if (context.expression() is { } other)
        {
            var operand = Expression(other);
            if (Has(context, FROM) && head is NameExpressionSyntax { Name: "closed" })
            {
                return new SelectClosedSyntax(span, operand, body);
            }
            var target = AsPattern(head) ?? InvalidPattern(head.Span);
            if (Has(context, FROM))
            {
                return new SelectReceiveSyntax(span, target, operand, body);
            }
            return new SelectAwaitSyntax(span, target, Awaited(operand), body);
        }
        switch (head)
        {
            case NameExpressionSyntax { Name: "_" }:
                return new SelectDefaultSyntax(span, body);
            case AwaitSyntax await:
                return new SelectAwaitSyntax(span, null, await.Operand, body);
            case CallSyntax { Callee: NameExpressionSyntax { Name: "timeout" }, Arguments: [{ Name: null } seconds] }:
                return new SelectTimeoutSyntax(span, seconds.Value, body);
            case CallSyntax { Callee: MemberSyntax { Name.Text: "send" } } send:
                return new SelectSendSyntax(span, send, body);
            default:
                return new SelectAwaitSyntax(span, null, Awaited(head), body);
        }
    }

    private ExpressionSyntax Awaited(ExpressionSyntax expression) =>
        expression is AwaitSyntax await
            ? await.Operand
            : InvalidExpression(
                expression.Span, "this is not an arm of `select`",
                expression is CallSyntax { Callee: MemberSyntax { Name.Text: "recv", Receiver: var receiver } } ? $"write `v from {receiver.Span.Text}`"
                : expression is CallSyntax && expression.Span.Length <= 40 ? $"write `await {expression.Span.Text}`"
                : "write `v from rx`, `closed from rx`, `tx.send(v)`, `v = await f`, `timeout(s)` or `_`");

    private ErrorPatternSyntax InvalidPattern(Text.SourceSpan span)
    {
        diagnostics.Add(SyntaxErrors.InvalidForm(span, "expected a name, `_` or a tuple of them"));
        return new ErrorPatternSyntax(span);
    }
}
