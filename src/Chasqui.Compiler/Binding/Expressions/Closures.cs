using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>The function of a closure or a nested def; known only to its <see cref="BoundClosure"/>.</summary>
internal sealed class ClosureSymbol(
    string name, ImmutableArray<ParameterSymbol> parameters, TypeSymbol returnType, bool isAsync, bool isGenerator, SourceSpan span) : FunctionSymbol(name, span)
{
    public override TypeDefinitionSymbol? ContainingType => null;

    public override ReceiverKind Receiver => ReceiverKind.None;

    public override ImmutableArray<TypeParameterSymbol> TypeParameters => [];

    public override ImmutableArray<ParameterSymbol> Parameters => parameters;

    public override TypeSymbol ReturnType => returnType.Resolved;

    public override bool IsAsync => isAsync;

    public override bool IsGenerator => isGenerator;
}

internal sealed partial class BodyBinder
{
    private readonly Dictionary<LocalSymbol, FunctionSymbol> _knownFunctions = [];

    private BoundExpression BindClosure(ClosureSyntax syntax, TypeSymbol? expected)
    {
        var shape = Types.WithoutOption(expected) as FunctionTypeSymbol;
        if (shape is not null && shape.Parameters.Length != syntax.Parameters.Length)
        {
            return Error(TypeErrors.ClosureParameters(syntax.Span, shape, syntax.Parameters.Length));
        }
        ImmutableArray<ParameterSymbol> parameters =
        [
            .. syntax.Parameters.Select((p, i) => new ParameterSymbol(
                p.Name.Text,
                p.Type is not null ? ResolveType(p.Type) : shape?.Parameters[i] ?? _unifier.Fresh(p.Name.Span),
                p.Mode,
                p.Name.Span)),
        ];
        TypeSymbol? wanted = shape?.Result;
        if (syntax.IsAsync)
        {
            wanted = Types.IsFuture(wanted, out TypeSymbol? value) ? value : null;
        }
        TypeSymbol? returnType = syntax.ReturnType is { } written ? ResolveType(written) : wanted;
        return syntax.Expression is { } expression
            ? BindExpressionClosure(syntax, parameters, returnType, expression)
            : BuildClosure(syntax.Span, "closure", parameters, returnType ?? PrimitiveTypeSymbol.Unit, syntax.IsAsync, () => BindStatements(syntax.Block?.Statements ?? []));
    }

    private BoundClosure BindExpressionClosure(
        ClosureSyntax syntax, ImmutableArray<ParameterSymbol> parameters, TypeSymbol? returnType, ExpressionSyntax expression)
    {
        TypeSymbol result = returnType ?? _unifier.Fresh(expression.Span);
        return BuildClosure(syntax.Span, "closure", parameters, result, syntax.IsAsync, () =>
        {
            BoundExpression value = BindExpression(expression, result);
            if (result.Resolved is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit } || (result.Resolved is InferenceTypeSymbol && value.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit }))
            {
                // The context wants no value: whatever the expression gives is dropped.
                _unifier.Unify(result, PrimitiveTypeSymbol.Unit);
                return [new BoundExpressionStatement(expression.Span, value)];
            }
            return [new BoundReturn(expression.Span, Convert(value, result))];
        });
    }

    private BoundClosure BuildClosure(
        SourceSpan span,
        string name,
        ImmutableArray<ParameterSymbol> parameters,
        TypeSymbol returnType,
        bool isAsync,
        Func<ImmutableArray<BoundStatement>> bindBody,
        TypeSymbol? yieldType = null)
    {
        (Scope outer, FunctionFrame frame) = (_scope, _frame);
        _frame = new FunctionFrame(frame, null, name == "closure" ? null : name, returnType, isAsync) { YieldType = yieldType };
        OpenScope();
        foreach (ParameterSymbol parameter in parameters)
        {
            CurrentScope.Declare(parameter);
        }
        var body = new BoundBlock(span, bindBody());
        ImmutableArray<VariableSymbol> captures = [.. _frame.Captures];
        (_scope, _frame) = (outer, frame);
        bool givesFuture = isAsync && yieldType is null;
        var function = new ClosureSymbol(name, parameters, returnType, givesFuture, yieldType is not null, span);
        TypeSymbol result = givesFuture ? Types.Future(returnType) : returnType;
        return new BoundClosure(span, new FunctionTypeSymbol([.. parameters.Select(p => p.Type)], result), function, body, captures);
    }

    /// <summary>Nested functions that stand one after the other know each other, as those of a module do.</summary>
    private void DeclareNestedFunctions(ReadOnlySpan<StatementSyntax> statements)
    {
        foreach (StatementSyntax statement in statements)
        {
            if (statement is not FunctionDeclarationSyntax syntax)
            {
                return;
            }
            if (!syntax.TypeParameters.IsEmpty || syntax.Receiver != ReceiverKind.None || syntax.Body is null)
            {
                continue;
            }
            int before = _context.Diagnostics.Count;
            (ImmutableArray<ParameterSymbol> parameters, TypeSymbol returnType) = _context.Signatures.Types(syntax, ResolveType);
            _hasErrors |= _context.Diagnostics.Count > before;
            bool givesFuture = syntax is { IsAsync: true, Yields: false };
            TypeSymbol result = givesFuture ? Types.Future(returnType) : returnType;
            var local = new LocalSymbol(syntax.Name.Text, new FunctionTypeSymbol([.. parameters.Select(p => p.Type)], result), isMutable: false, syntax.Name.Span);
            CurrentScope.Declare(local);
            _nested[syntax] = (local, parameters, returnType);
            _knownFunctions[local] = new ClosureSymbol(syntax.Name.Text, parameters, returnType, givesFuture, syntax.Yields, syntax.Name.Span);
        }
    }

    private readonly Dictionary<FunctionDeclarationSyntax, (LocalSymbol Local, ImmutableArray<ParameterSymbol> Parameters, TypeSymbol ReturnType)> _nested =
        new(ReferenceEqualityComparer.Instance);

    /// <summary>A nested <c>def</c>: a closure that a local holds.</summary>
    private void BindNestedFunction(FunctionDeclarationSyntax syntax, ImmutableArray<BoundStatement>.Builder output)
    {
        if (!_nested.TryGetValue(syntax, out var nested) || syntax.Body is not { } block)
        {
            Report(TypeErrors.NotSupported(syntax.Name.Span, "a nested generic function"));
            return;
        }
        if (syntax.Yields)
        {
            CheckGenerator(syntax.Name.Text, syntax.IsAsync, nested.ReturnType, syntax.Name.Span);
        }
        BoundClosure closure = BuildClosure(
            syntax.Span, syntax.Name.Text, nested.Parameters, nested.ReturnType, syntax.IsAsync, () => BindStatements(block.Statements),
            syntax.Yields ? Types.YieldOf(nested.ReturnType) : null);
        output.Add(new BoundLocalFunction(syntax.Span, nested.Local, closure));
    }
}
