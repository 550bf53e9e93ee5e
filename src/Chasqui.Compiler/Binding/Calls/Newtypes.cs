using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Values of newtypes: made by name, or implicitly where an argument, a typed local or a field is given what the newtype wraps.</summary>
internal sealed partial class BodyBinder
{
    private BoundExpression BindNewtypeConstruction(NamedTypeSymbol type, SourceTypeSymbol newtype, ImmutableArray<ArgumentSyntax> arguments, SourceSpan span)
    {
        if (newtype.Fields is not [var field, ..])
        {
            BindForErrors(arguments);
            return Error(TypeErrors.NotSupported(span, "a newtype"));
        }
        if (arguments is not [{ Name: null, Spread: SpreadKind.None } argument])
        {
            BindForErrors(arguments);
            return Error(BindingErrors.ArgumentCount(span, type.Definition.Name, 1, arguments.Length));
        }
        return Wrap(type, newtype, BindAs(argument.Value, FieldType(type, field)), span);
    }

    /// <summary>The raw value inside the type's own hook, the checked one elsewhere.</summary>
    private BoundExpression Wrap(NamedTypeSymbol type, SourceTypeSymbol newtype, BoundExpression value, SourceSpan span)
    {
        FunctionSymbol? check = newtype.Methods.FirstOrDefault(m => m is DerivedMethodSymbol { Kind: DerivedMethodKind.Checked });
        return check is null || IsInHookOf(newtype)
            ? new BoundConstruction(span, type, [new BoundFieldInitializer(newtype.Fields[0], value)])
            : new BoundCall(span, type, check, null, [], [new BoundArgument(check.Parameters[0], value)], type.Arguments.IsEmpty ? null : type);
    }

    private bool IsInHookOf(SourceTypeSymbol newtype)
    {
        for (FunctionFrame? frame = _frame; frame is not null; frame = frame.Outer)
        {
            if (frame.Function is { Name: NewtypeDeclarer.Hook } function && function.ContainingType == newtype)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>As <see cref="BindAs"/> where a newtype may be given what it wraps.</summary>
    private BoundExpression BindCoerced(ExpressionSyntax syntax, TypeSymbol target) => Coerce(BindExpression(syntax, target), target);

    private BoundExpression Coerce(BoundExpression value, TypeSymbol target)
    {
        if (target.Resolved is not NamedTypeSymbol { Definition: SourceTypeSymbol { Underlying: { } underlying } newtype } named
            || value.Type.IsError
            || value.Type is InferenceTypeSymbol or PrimitiveTypeSymbol { Kind: PrimitiveKind.Never }
            || (value.Type as NamedTypeSymbol)?.Definition == newtype
            || TryCoerce(value, underlying.Substitute(named.Substitution)) is not { } wrapped)
        {
            return Convert(value, target);
        }
        return newtype.RefusesCoercion
            ? Error(NewtypeErrors.NotCoerced(value.Span, newtype.Name))
            : Wrap(named, newtype, wrapped, value.Span);
    }

    /// <summary>The value as what a newtype wraps, which may be a newtype again.</summary>
    private BoundExpression? TryCoerce(BoundExpression value, TypeSymbol target) =>
        TryConvert(value, target)
        ?? (target.Resolved is NamedTypeSymbol { Definition: SourceTypeSymbol { Underlying: { } underlying, RefusesCoercion: false } newtype } named
            && TryCoerce(value, underlying.Substitute(named.Substitution)) is { } wrapped
                ? Wrap(named, newtype, wrapped, value.Span)
                : null);

    /// <summary>
    /// A constructor with several fields that are checked reports all that fail:
    /// <code>
    ///   before   Box(low=P(a), high=P(b))
    ///   after    { $1 = P.from_underlying(a); $2 = P.from_underlying(b); report(…); Box(low=value($1), high=value($2)) }
    /// </code>
    /// </summary>
    private BoundExpression ValidateTogether(BoundConstruction construction, HashSet<BoundExpression> coerced)
    {
        var statements = ImmutableArray.CreateBuilder<BoundStatement>();
        var fields = ImmutableArray.CreateBuilder<BoundFieldInitializer>();
        BoundExpression log = new BoundLiteral(construction.Span, PrimitiveTypeSymbol.Str, "");
        foreach (BoundFieldInitializer initializer in construction.Fields)
        {
            SourceSpan span = initializer.Value.Span;
            if (!coerced.Contains(initializer.Value) || initializer.Value is not BoundCall { Function: DerivedMethodSymbol { Type: var newtype } } check)
            {
                var kept = new LocalSymbol("", initializer.Value.RawType, isMutable: false);
                statements.Add(new BoundLocalDeclaration(span, kept, initializer.Value));
                fields.Add(initializer with { Value = new BoundVariable(span, kept) });
                continue;
            }
            FunctionSymbol hook = newtype.FindMethods(NewtypeDeclarer.Hook).First();
            NamedTypeSymbol type = (NamedTypeSymbol)check.Type;
            var made = new BoundCall(
                span, hook.ReturnType.Substitute(type.Substitution), hook, null, [], [new BoundArgument(hook.Parameters[0], check.Arguments[0].Value)], check.ContainingType);
            var local = new LocalSymbol("", made.RawType, isMutable: false);
            statements.Add(new BoundLocalDeclaration(span, local, made));
            var result = new BoundVariable(span, local);
            log = CallIntrinsic("$failures", [type], [log, Text(initializer.Field.Name), Text(newtype.Name), result], span);
            fields.Add(initializer with { Value = CallIntrinsic("$value", [type], [result], span) });
        }
        statements.Add(new BoundExpressionStatement(
            construction.Span, CallIntrinsic("$report", [], [Text(construction.ConstructedType.Definition.Name), log], construction.Span)));
        return new BoundBlockExpression(construction.Span, construction.Type, statements.ToImmutable(), construction with { Fields = fields.ToImmutable() });

        BoundLiteral Text(string text) => new(construction.Span, PrimitiveTypeSymbol.Str, text);
    }

    /// <summary>The constraints on a value, as a Result.</summary>
    private BoundExpression Constrained(DerivedMethodSymbol method, NamedTypeSymbol type, BoundExpression value, SourceSpan span)
    {
        TypeSymbol underlying = method.Parameters[0].Type;
        TypeSymbol error = new NamedTypeSymbol(ValidationError, []);
        NamedTypeSymbol result = Types.Result(type, error);
        VariantSymbol ok = result.Definition.FindVariant("Ok") ?? throw new InternalCompilerException("Result has no Ok");
        var made = new BoundConstruction(span, type, [new BoundFieldInitializer(method.Type.Fields[0], value)]);
        BoundExpression checkedValue = new BoundVariantConstruction(span, result, ok, [made]);
        foreach (NewtypeConstraint constraint in method.Type.Constraints)
        {
            var number = new BoundLiteral(span, PrimitiveTypeSymbol.Int, constraint.Value);
            checkedValue = CallIntrinsic(
                "$require",
                [type, underlying],
                [checkedValue, value, ConvertLiteral(number, underlying) ?? number, new BoundLiteral(span, PrimitiveTypeSymbol.Str, constraint.Key)],
                span);
        }
        return checkedValue;
    }

    /// <summary>The value checked by constraints and hook; a failure is raised.</summary>
    private BoundExpression Checked(DerivedMethodSymbol method, NamedTypeSymbol type, SourceSpan span)
    {
        BoundExpression value = new BoundVariable(span, method.Parameters[0]);
        BoundExpression? constrained = method.Type.Constraints.IsEmpty ? null : Unwrap(Constrained(method, type, value, span), type.Definition.Name);
        FunctionSymbol hook = method.Type.FindMethods(NewtypeDeclarer.Hook).First();
        if (hook is DerivedMethodSymbol && constrained is not null)
        {
            return constrained;
        }
        FieldSymbol field = method.Type.Fields[0];
        BoundExpression argument = constrained is null ? value : new BoundFieldAccess(span, field.Type, constrained, field);
        var call = new BoundCall(
            span, hook.ReturnType, hook, null, [], [new BoundArgument(hook.Parameters[0], argument)], type.Arguments.IsEmpty ? null : type);
        return Unwrap(call, $"{type.Definition.Name}::{NewtypeDeclarer.Hook}");

        BoundExpression Unwrap(BoundExpression result, string name) =>
            CallIntrinsic("$unwrap", [type], [result, new BoundLiteral(span, PrimitiveTypeSymbol.Str, name)], span);
    }

    private TypeDefinitionSymbol ValidationError =>
        _context.Library.Builtins("ValidationError").OfType<TypeDefinitionSymbol>().FirstOrDefault()
        ?? throw new InternalCompilerException("the runtime library has no ValidationError");

    /// <summary>A static function of the runtime that only the compiler calls.</summary>
    private BoundCall CallIntrinsic(string name, ImmutableArray<TypeSymbol> typeArguments, ImmutableArray<BoundExpression> arguments, SourceSpan span)
    {
        FunctionSymbol function = Members.FindMethodsOfAnyType(name).FirstOrDefault(f => f.Parameters.Length == arguments.Length)
            ?? throw new InternalCompilerException($"the runtime library has no {name} of {arguments.Length} parameters");
        Instance instance = Instantiate(function, null, null, typeArguments.IsEmpty ? null : typeArguments, span);
        return new BoundCall(span, instance.Result, function, null, instance.TypeArguments, [.. function.Parameters.Zip(arguments, (p, a) => new BoundArgument(p, a))]);
    }
}
