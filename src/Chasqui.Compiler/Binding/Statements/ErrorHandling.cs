using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary><c>raise</c>, <c>try</c> and <c>with</c>.</summary>
internal sealed partial class BodyBinder
{
    private BoundStatement BindRaise(RaiseSyntax syntax)
    {
        if (syntax.Value is null && _frame.Handlers == 0)
        {
            Report(StatementErrors.RaiseOutsideExcept(syntax.Span));
        }
        BoundExpression? value = syntax.Value is null ? null : BindRaised(syntax.Value);
        return new BoundRaise(syntax.Span, value, syntax.Cause is null ? null : BindRaised(syntax.Cause));
    }

    private BoundExpression BindRaised(ExpressionSyntax syntax)
    {
        // `raise ValueError` means `raise ValueError()`, as in Python.
        BoundExpression value = syntax is NameExpressionSyntax && BindTarget(syntax, null) is TypeTarget type
            ? BindTypeCall(type, [], syntax.Span, null)
            : BindExpression(syntax);
        return IsKnown(value) && !IsErrorType(value.Type) ? Error(ErrorTypeErrors.NotRaisable(value.Span, value.Type)) : value;
    }

    private BoundStatement BindTry(TrySyntax syntax)
    {
        // `else` follows the whole body, so it sees the body's names, as in Python.
        (BoundBlock body, BoundBlock? otherwise) = InScope(() => (
            new BoundBlock(syntax.Body.Span, BindStatements(syntax.Body.Statements)),
            syntax.Else is null ? null : BindBlock(syntax.Else)));
        var handlers = ImmutableArray.CreateBuilder<BoundExcept>();
        foreach (ExceptSyntax handler in syntax.Handlers)
        {
            OpenScope();
            ImmutableArray<TypeSymbol> types = [.. handler.Types.Select(ResolveErrorType)];
            LocalSymbol? local = handler.Name is { } name
                ? DeclareName(name.Text, types is [var only] ? only : ExceptionType(name.Span), name.Span)
                : null;
            _frame.Handlers++;
            handlers.Add(new BoundExcept(handler.Span, types, local, BindBlock(handler.Body)));
            _frame.Handlers--;
            CloseScope();
        }
        return new BoundTry(
            syntax.Span, body, handlers.ToImmutable(),
            otherwise,
            syntax.Finally is null ? null : BindUnyielding("`finally`", () => BindBlock(syntax.Finally)));
    }

    private T BindUnyielding<T>(string? form, Func<T> bind)
    {
        string? outer = _frame.Unyielding;
        _frame.Unyielding = form ?? outer;
        T bound = bind();
        _frame.Unyielding = outer;
        return bound;
    }

    private TypeSymbol ExceptionType(SourceSpan span) =>
        ToTarget(_context.Library.Builtins("Exception"), "Exception", span) is TypeTarget type ? type.Type : ErrorTypeSymbol.Instance;

    private TypeSymbol ResolveErrorType(TypeSyntax syntax)
    {
        TypeSymbol type = ResolveType(syntax);
        if (!type.IsError && !IsErrorType(type))
        {
            Report(ErrorTypeErrors.NotCatchable(syntax.Span, type));
            return ErrorTypeSymbol.Instance;
        }
        return type;
    }

    /// <summary>An exception, the trait <c>Error</c>, or what adopts it.</summary>
    private bool IsErrorType(TypeSymbol type) => type.Resolved switch
    {
        PrimitiveTypeSymbol { Kind: PrimitiveKind.Never } or ErrorTypeSymbol => true,
        NamedTypeSymbol { Definition: ImportedTypeSymbol { IsException: true } } => true,
        UnionTypeSymbol union => union.Members.All(IsErrorType),
        TypeSymbol other => _context.Library.Builtins("Error") is [TypeDefinitionSymbol error, ..] && MemberLookup.ViewAs(other, error) is not null,
    };

    /// <summary>
    /// <code>
    ///   before   with a as x, b: body        after   $a = a; x = $a.__enter__()
    ///                                                try: $b = b; $b.__enter__(); try: body finally: $b.__exit__()
    ///                                                finally: $a.__exit__()       // a resource is its own x, and is dropped
    ///   before   async with a as x: body     after   $a = a; x = await $a.__aenter__()
    ///                                                try: body finally: await $a.__aexit__()
    /// </code>
    /// </summary>
    private BoundStatement BindWith(WithSyntax syntax)
    {
        if (syntax.IsAsync)
        {
            RequireAsync(KeywordsOf(syntax.Span, "async with"), "async with");
        }
        OpenScope();
        BoundBlock block = BindWithItems(syntax, 0);
        CloseScope();
        return block;
    }

    private BoundBlock BindWithItems(WithSyntax syntax, int index)
    {
        if (index == syntax.Items.Length)
        {
            return BindBlock(syntax.Body);
        }
        WithItemSyntax item = syntax.Items[index];
        BoundExpression value = BindExpression(item.Value);
        var context = new LocalSymbol("", value.RawType, isMutable: true);
        var read = new BoundVariable(item.Value.Span, context);
        var statements = ImmutableArray.CreateBuilder<BoundStatement>();
        statements.Add(new BoundLocalDeclaration(item.Span, context, value));
        (BoundExpression entered, BoundStatement exit) = syntax.IsAsync
            ? EnterAndExitAsync(value, read, item.Value.Span)
            : EnterAndExit(value, read, context, item.Value.Span);
        if (item.Target is { } target)
        {
            statements.Add(new BoundDestructuringDeclaration(item.Span, BindPattern(target, entered.Type), entered));
        }
        else if (entered is not BoundVariable)
        {
            statements.Add(new BoundExpressionStatement(item.Span, entered));
        }
        bool isRegion = exit is BoundExpressionStatement { Expression: BoundAwait { Operand: BoundCall { Arguments: [{ Value: BoundBlockExit }] } } };
        BoundBlock body = BindUnyielding(isRegion ? "this block" : null, () => BindWithItems(syntax, index + 1));
        statements.Add(new BoundTry(syntax.Span, body, [], null, new BoundBlock(item.Span, [exit])));
        return new BoundBlock(syntax.Span, statements.ToImmutable());
    }

    /// <summary>What <c>as</c> binds, and what happens on the way out.</summary>
    private (BoundExpression Entered, BoundStatement Exit) EnterAndExit(BoundExpression value, BoundVariable read, LocalSymbol context, SourceSpan span)
    {
        if (!IsKnown(value))
        {
            return (new BoundErrorExpression(span), new BoundExpressionStatement(span, new BoundErrorExpression(span)));
        }
        if (Members.FindMethods(value.Type, "__enter__").FirstOrDefault(m => m.Parameters.IsEmpty) is { } enter
            && Members.FindMethods(value.Type, "__exit__").FirstOrDefault(m => m.Parameters.IsEmpty) is { } exit)
        {
            return (CallMethod(read, enter, [], span), new BoundExpressionStatement(span, CallMethod(read, exit, [], span)));
        }
        if (Types.IsFuture(value.Type, out TypeSymbol? awaited))
        {
            return Unenterable(ErrorTypeErrors.NotAwaited(span, value.Type, isAsync: !Members.FindMethods(awaited, "__aenter__").IsEmpty));
        }
        bool isAsync = !Members.FindMethods(value.Type, "__aenter__").IsEmpty;
        // An object of .NET may have both ways out.
        if (value.Type is NamedTypeSymbol { Definition: ImportedTypeSymbol { IsReleasable: true } type } && (type is ForeignTypeSymbol || !isAsync))
        {
            return (read, new BoundDrop(span, context));
        }
        if (isAsync)
        {
            return Unenterable(AsyncProtocolErrors.NeedsAsyncWith(span, value.Type));
        }
        Diagnostics.Diagnostic wrong = ErrorTypeErrors.NotContextManager(
            span, value.Type, Types.IsResult(value.Type, out _, out _) || Types.IsOption(value.Type, out _), !Members.FindMethods(value.Type, "__exit__").IsEmpty);
        return Unenterable(wrong);
    }

    private (BoundExpression Entered, BoundStatement Exit) Unenterable(Diagnostics.Diagnostic wrong) =>
        (Error(wrong), new BoundExpressionStatement(wrong.Span, new BoundErrorExpression(wrong.Span)));
}
