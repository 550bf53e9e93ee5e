using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>What was bound already, standing where syntax is expected.</summary>
internal sealed record TargetSyntax(Target Target) : ExpressionSyntax(Target.Span);

/// <summary>A method as a function whose first parameter is the receiver: what its decorators get.</summary>
internal sealed record UnboundMethodSyntax(SourceSpan Span, FunctionSymbol Method) : ExpressionSyntax(Span);

/// <summary>Functions, methods, types and variants as values.</summary>
internal sealed partial class BodyBinder
{
    private const string ReceiverName = "receiver of a method reference";
    private const string SpreadElement = "element of a spread";

    /// <summary>The function itself where it has the expected type, else a closure that calls it: with defaults, rest parameters or conversions.</summary>
    private BoundExpression BindFunctionReference(FunctionsTarget target, TypeSymbol? expected)
    {
        if (Types.WithoutOption(expected) is not FunctionTypeSymbol shape)
        {
            return target.Functions is [var only]
                ? ReferenceTo(only, target)
                : Error(TypeErrors.Ambiguous(target.Span, target.Name, Signatures(target.Functions, 1)));
        }
        bool calls = target.Functions.Any(f => f is SourceFunctionSymbol { Decoration: not null }) || target.Functions.Any(f => f is ImportedFunctionSymbol { ProtocolDunder: not null } || f.Parameters.Any(p => p.AsText is not null))
            // A function value owns its arguments; `ref` parameters own nothing.
            || target.Functions.Any(f => f.Parameters.Any(p => p.Mode == ParameterMode.Ref));
        FunctionSymbol? direct = calls ? null : target.Functions.FirstOrDefault(f => _unifier.Try(() => _unifier.Unify(ReferenceTo(f, target).Type, shape)));
        if (direct is null && target.Functions.Any(f => Takes(f, shape.Parameters.Length)))
        {
            return WrapInClosure(target, shape);
        }
        return ReferenceTo(direct ?? target.Functions[0], target);
    }

    private static bool Takes(FunctionSymbol function, int count) =>
        function.Parameters.Count(p => p.Kind == ParameterKind.Normal && !p.HasDefault) <= count
        && (function.Parameters.Any(p => p.Kind == ParameterKind.Rest) || function.Parameters.Count(p => p.Kind == ParameterKind.Normal) >= count);

    private BoundFunctionReference ReferenceTo(FunctionSymbol function, FunctionsTarget target)
    {
        Instance instance = Instantiate(function, target.Receiver, target.Containing, target.TypeArguments, target.Span);
        var type = new FunctionTypeSymbol([.. function.Parameters.Select(p => p.Type.Substitute(instance.Substitution))], instance.Result);
        return new BoundFunctionReference(target.Span, type, function, target.Receiver, instance.TypeArguments, instance.Containing);
    }

    /// <summary>
    /// <code>
    ///   before   Till.add        after   (self, n) => self.add(n)        // the undecorated one
    /// </code>
    /// </summary>
    private BoundExpression BindUnboundMethod(UnboundMethodSyntax syntax)
    {
        FunctionSymbol method = syntax.Method;
        TypeSymbol owner = method.ContainingType?.SelfType ?? (TypeSymbol)ErrorTypeSymbol.Instance;
        var self = new ParameterSymbol("self", owner);
        ImmutableArray<ParameterSymbol> parameters = [.. method.Parameters.Select(p => new ParameterSymbol(p.Name, p.Type))];
        TypeSymbol result = method.IsAsync ? Types.Future(method.ReturnType) : method.ReturnType;
        var call = new BoundCall(
            syntax.Span, result, method, new BoundVariable(syntax.Span, self), [],
            [.. method.Parameters.Select((p, i) => new BoundArgument(p, new BoundVariable(syntax.Span, parameters[i])))]);
        ImmutableArray<ParameterSymbol> all = [self, .. parameters];
        var function = new ClosureSymbol(method.Name, all, result, isAsync: false, isGenerator: false, syntax.Span);
        BoundStatement body = result is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit } ? new BoundExpressionStatement(syntax.Span, call) : new BoundReturn(syntax.Span, call);
        return new BoundClosure(syntax.Span, new FunctionTypeSymbol([.. all.Select(p => p.Type)], result), function, new BoundBlock(syntax.Span, [body]), []);
    }

    /// <summary><c>map(str)</c>, <c>map(UserId)</c>: the closure that makes a value.</summary>
    private BoundExpression BindTypeReference(TypeTarget target, TypeSymbol? expected)
    {
        if (target.Type.IsError)
        {
            return new BoundErrorExpression(target.Span);
        }
        if (Types.IsTypeToken(Types.WithoutOption(expected), out TypeSymbol? named) && _unifier.Unify(named, target.Type))
        {
            return new BoundLiteral(target.Span, Types.WithoutOption(expected) ?? ErrorTypeSymbol.Instance, null);
        }
        if (target.Type.Resolved is NamedTypeSymbol { Definition: SourceTypeSymbol { Kind: TypeDefinitionKind.Model or TypeDefinitionKind.Class } type })
        {
            string fields = string.Join(", ", type.Fields.Where(f => f.DefaultSyntax is null).Select(f => $"{f.Name}=…"));
            return Error(BindingErrors.NotAValue(
                target.Span,
                target.Name,
                "a type",
                Types.WithoutOption(expected) is FunctionTypeSymbol ? $"write a closure: `(…) => {target.Name}({fields})`" : $"make a value: `{target.Name}({fields})`"));
        }
        FunctionTypeSymbol? shape = Types.WithoutOption(expected) as FunctionTypeSymbol
            ?? (target.Type.Resolved is NamedTypeSymbol { Definition: SourceTypeSymbol { Kind: TypeDefinitionKind.Newtype, Fields: [var value, ..] } } newtype
                ? new FunctionTypeSymbol([FieldType(newtype, value)], newtype)
                : null);
        return shape is not null && (Members.ConstructorsOf(target.Type).Any() || target.Type.Resolved is NamedTypeSymbol { Definition.Kind: TypeDefinitionKind.Newtype })
            ? WrapInClosure(target, shape)
            : Error(BindingErrors.NotAValue(target.Span, target.Name, "a type", $"make a value: `{target.Name}(…)`"));
    }

    /// <summary><c>map_err(AppError.Io)</c>.</summary>
    private BoundExpression BindVariantReference(VariantTarget target, TypeSymbol? expected)
    {
        if (target.Variant.Payload.IsEmpty)
        {
            return new BoundVariantConstruction(target.Span, target.Enum, target.Variant, []);
        }
        return Types.WithoutOption(expected) is FunctionTypeSymbol shape
            ? WrapInClosure(target, shape)
            : Error(BindingErrors.NotAValue(target.Span, target.Variant.Name, "a variant with data", $"give it its data: `{target.Span.Text}(…)`"));
    }

    /// <summary>
    /// <code>
    ///   before   f        after   (p0, p1) => f(p0, p1)
    ///   before   o.m      after   { receiver = o; (p0) => receiver.m(p0) }
    /// </code>
    /// </summary>
    private BoundExpression WrapInClosure(Target target, FunctionTypeSymbol shape)
    {
        SourceSpan span = target.Span;
        ImmutableArray<NameSyntax> names = [.. shape.Parameters.Select((_, i) => new NameSyntax(span, $"p{i}"))];
        ImmutableArray<ParameterSyntax> parameters = [.. names.Select(n => new ParameterSyntax(span, n, null, null, ParameterKind.Normal, ParameterMode.Value))];
        ImmutableArray<ArgumentSyntax> arguments = [.. names.Select(n => new ArgumentSyntax(span, null, SpreadKind.None, new NameExpressionSyntax(span, n.Text)))];
        return WithReceiver((target as FunctionsTarget)?.Receiver, span, receiver =>
        {
            ExpressionSyntax callee = receiver is null ? new TargetSyntax(target) : new MemberSyntax(span, receiver, new NameSyntax(span, ((FunctionsTarget)target).Name));
            return BindClosure(new ClosureSyntax(span, false, parameters, null, new CallSyntax(span, callee, arguments), null), shape);
        });
    }

    /// <summary>The receiver of a method that becomes a value is evaluated once, before.</summary>
    private BoundExpression WithReceiver(BoundExpression? receiver, SourceSpan span, Func<ExpressionSyntax?, BoundExpression> bind)
    {
        if (receiver is null)
        {
            return bind(null);
        }
        var local = new LocalSymbol(ReceiverName, receiver.RawType, isMutable: false);
        OpenScope().Declare(local);
        BoundExpression closure = bind(new NameExpressionSyntax(span, ReceiverName));
        CloseScope();
        return new BoundBlockExpression(span, closure.Type, [new BoundLocalDeclaration(span, local, receiver)], closure);
    }

    /// <summary><c>str.upper(s)</c> is <c>s.upper()</c>.</summary>
    private BoundExpression BindMethodCall(MethodTarget target, ImmutableArray<ArgumentSyntax> arguments, SourceSpan span, TypeSymbol? expected)
    {
        if (arguments is not [{ Name: null, Spread: SpreadKind.None } self, .. var others])
        {
            BindForErrors(arguments);
            return Error(BindingErrors.MemberOfValues(target.Name.Span, target.Owner.Name, target.Name.Text));
        }
        BoundExpression receiver = BindAs(self.Value, target.Owner.Type);
        return receiver is BoundErrorExpression
            ? BindForErrors([.. others], span)
            : BindCallOf(BindValueMember(receiver, target.Name, target.Span), [.. others], span, expected);
    }

    /// <summary>
    /// <code>
    ///   before   str.upper        after   (p0) => p0.upper()
    /// </code>
    /// </summary>
    private BoundExpression BindMethodReference(MethodTarget target, TypeSymbol? expected)
    {
        if (Types.WithoutOption(expected) is FunctionTypeSymbol { Parameters: [var receiver, ..] } shape)
        {
            _unifier.Unify(receiver, target.Owner.Type);
            return WrapInClosure(target, shape);
        }
        if (Members.FindMethods(target.Owner.Type, target.Name.Text) is [{ TypeParameters.IsEmpty: true, ContainingType: SourceTypeSymbol } only])
        {
            TypeSubstitution substitution = target.Owner.Type.Resolved is NamedTypeSymbol owner ? owner.Substitution : TypeSubstitution.Empty;
            TypeSymbol result = only.ReturnType.Substitute(substitution);
            return WrapInClosure(target, new FunctionTypeSymbol(
                [target.Owner.Type, .. only.Parameters.Select(p => p.Type.Substitute(substitution))], only.IsAsync ? Types.Future(result) : result));
        }
        return Error(BindingErrors.MemberOfValues(target.Name.Span, target.Owner.Name, target.Name.Text));
    }

    /// <summary>A closure, or the name of what becomes one: its types come from the other arguments.</summary>
    private bool IsFunctionLike(ExpressionSyntax syntax) => syntax is ClosureSyntax || FindFunctionLike(syntax) is not null;

    private Target? FindFunctionLike(ExpressionSyntax syntax) => _unifier.Try(() => syntax switch
    {
        NameExpressionSyntax { Name: not "self" and var name } when FindLocal(name) is null => FunctionLike(_scope.Lookup(name), name, syntax.Span),
        MemberSyntax { Receiver: NameExpressionSyntax { Name: not "self" and var owner }, Name.Text: var name } when FindLocal(owner) is null =>
            _scope.Lookup(owner) switch
            {
                [TypeDefinitionSymbol type, ..] when type.FindVariant(name) is { } variant => FunctionLike([variant], name, syntax.Span),
                [ModuleSymbol module, ..] => FunctionLike(module.Exports(name), name, syntax.Span),
                [TypeDefinitionSymbol or TypeNameSymbol, ..] => BindTarget(syntax, null) as MethodTarget,
                _ => null,
            },
        _ => null,
    });

    private Target? FunctionLike(IReadOnlyList<Symbol> symbols, string name, SourceSpan span) =>
        symbols is [not VariableSymbol, ..] && ToTarget(symbols, name, span) is var target and (FunctionsTarget or TypeTarget or VariantTarget { Variant.Payload.IsEmpty: false })
            ? target
            : null;
}
