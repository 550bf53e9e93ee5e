using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Values on their way to members of .NET and back.</summary>
internal sealed partial class BodyBinder
{
    /// <summary>How far a conversion is from none, among overloads: narrower numbers before others, boxing last.</summary>
    private static class CrossingCost
    {
        public const int Exact = 0;
        public const int Widened = 1;
        public const int Int32 = 2;
        public const int Integer = 3;
        public const int Upcast = 3;
        public const int Float = 4;
        public const int Collection = 4;
        public const int Single = 5;
        public const int Character = 6;
        public const int Converted = 7;
        public const int Boxed = 9;
    }

    private static bool IsForeign(FunctionSymbol function) => function is ImportedFunctionSymbol { IsForeign: true };

    /// <summary>The argument as what the parameter takes, or null.</summary>
    private (BoundExpression Value, int Cost)? TryPass(FunctionSymbol function, ParameterSymbol parameter, BoundExpression value, TypeSymbol type)
    {
        if (IsForeign(function))
        {
            return parameter.Mode == ParameterMode.Mut
                ? _unifier.Unify(type, value.Type) ? (value, CrossingCost.Exact) : null
                : ToForeign(value, type, parameter.AcceptsNone);
        }
        return TryConvert(value, type) is { } converted ? (converted, value.Type is PrimitiveTypeSymbol && type.Resolved is PrimitiveTypeSymbol ? 2 : 3) : null;
    }

    private BoundExpression Pass(FunctionSymbol function, ParameterSymbol parameter, BoundExpression value, TypeSymbol type)
    {
        if (!IsForeign(function))
        {
            return Coerce(value, type);
        }
        if (TryPass(function, parameter, value, type) is { Value: var passed })
        {
            return passed;
        }
        return Error(parameter.Mode == ParameterMode.Mut && !value.Type.Equals(type)
            ? TypeErrors.Mismatch(SmallestSpan(value), type.Resolved, value.Type, $"a `ref` or `out` parameter takes a variable of exactly its type: `mut {parameter.Name}: {type.Resolved} = …`")
            : TypeErrors.Mismatch(SmallestSpan(value), Spoken(type), value.Type, MismatchHelp(value, Spoken(type))));
    }

    /// <summary>What an argument is expected to be while it is bound: the language's type in the place of .NET's.</summary>
    private TypeSymbol Hint(FunctionSymbol function, TypeSymbol type, ExpressionSyntax argument) => IsForeign(function)
        ? type.Resolved switch
        {
            NamedTypeSymbol { Definition: ForeignTypeSymbol { IsInterface: true }, Arguments: [var element] } when argument is ListSyntax or ComprehensionSyntax => Types.List(element),
            var other => Spoken(other),
        }
        : type;

    /// <summary>The type that a program has for one of .NET: <c>int</c> for Int32, a list for an array, a function for a delegate.</summary>
    private TypeSymbol Spoken(TypeSymbol type) => type.Resolved switch
    {
        PrimitiveTypeSymbol { Kind: PrimitiveKind.I8 or PrimitiveKind.I16 or PrimitiveKind.I32 or PrimitiveKind.U8 or PrimitiveKind.U16 or PrimitiveKind.U32 } => PrimitiveTypeSymbol.Int,
        PrimitiveTypeSymbol { Kind: PrimitiveKind.F32 } => PrimitiveTypeSymbol.Float,
        ArrayTypeSymbol { Element: var element } => element.Resolved == PrimitiveTypeSymbol.U8 ? Types.Bytes : Types.List(element),
        NamedTypeSymbol { Definition: ForeignTypeSymbol { ClrName: "System.Char" } } => PrimitiveTypeSymbol.Str,
        NamedTypeSymbol { Definition: ForeignTypeSymbol { ClrName: "System.Nullable`1" }, Arguments: [var value] } => Types.Option(value),
        NamedTypeSymbol { Definition: ForeignTypeSymbol { Invoke: not null } } named when SignatureOf(named) is { } signature => Spoken(signature),
        FunctionTypeSymbol function => new FunctionTypeSymbol([.. function.Parameters.Select(Spoken)], Spoken(function.Result), function.Modifier),
        var other => other,
    };

    /// <summary>What a delegate type takes and gives.</summary>
    private static FunctionTypeSymbol? SignatureOf(NamedTypeSymbol type) => type.Definition is ForeignTypeSymbol { Invoke: { } invoke }
        && invoke.Parameters.All(p => p is { Mode: ParameterMode.Value, Kind: ParameterKind.Normal })
            ? new FunctionTypeSymbol([.. invoke.Parameters.Select(p => p.Type.Substitute(type.Substitution))], invoke.ReturnType.Substitute(type.Substitution), FunctionTypeModifier.Local)
            : null;

    private (BoundExpression Value, int Cost)? ToForeign(BoundExpression value, TypeSymbol type, bool acceptsNone = false)
    {
        TypeSymbol to = type.Resolved;
        if (value.Type.IsError || to.IsError)
        {
            return (value, CrossingCost.Exact);
        }
        if (acceptsNone && Types.IsOption(value.Type, out TypeSymbol? held) && !Types.IsOption(to, out _))
        {
            if (IsNoneValue(value))
            {
                _unifier.Unify(held, to);
                return (Cross("null", value.Span, [to]), CrossingCost.Upcast);
            }
            return ToForeign(Cross("or_null", value.Span, [held], value), to) is { } present ? (present.Value, present.Cost + 1) : null;
        }
        if (to is NamedTypeSymbol { Definition: ForeignTypeSymbol foreign } named && ToForeignType(value, named, foreign) is { } special)
        {
            return special;
        }
        switch (value.Type, to)
        {
            case (PrimitiveTypeSymbol { IsInteger: true } from, PrimitiveTypeSymbol { IsInteger: true } target) when from.Kind != target.Kind:
                BoundExpression? fitting = TryConvert(value, to);
                return fitting is null && value is BoundLiteral
                    ? null
                    : (fitting ?? new BoundConversion(value.Span, to, BoundConversionKind.Widen, value),
                        fitting is not null && value is not BoundLiteral ? CrossingCost.Widened : target.Kind == PrimitiveKind.I32 ? CrossingCost.Int32 : CrossingCost.Integer);
            case (PrimitiveTypeSymbol { IsInteger: true }, PrimitiveTypeSymbol { IsFloat: true } target):
                return (TryConvert(value, to) ?? new BoundConversion(value.Span, to, BoundConversionKind.IntToFloat, value), target.Kind == PrimitiveKind.F32 ? CrossingCost.Single : CrossingCost.Float);
            case (PrimitiveTypeSymbol { Kind: PrimitiveKind.Float }, PrimitiveTypeSymbol { Kind: PrimitiveKind.F32 }):
                return (new BoundConversion(value.Span, to, BoundConversionKind.IntToFloat, value), CrossingCost.Single);
            case (FunctionTypeSymbol, FunctionTypeSymbol function):
                return Adapt(value, function);
            case (not PrimitiveTypeSymbol { Kind: PrimitiveKind.Object }, PrimitiveTypeSymbol { Kind: PrimitiveKind.Object }):
                return TryConvert(value, to) is { } boxed ? (boxed, CrossingCost.Boxed) : null;
            case (_, ArrayTypeSymbol { Element: var element }):
                return ToArray(value, element);
        }
        bool isSame = value.Type.Equals(to);
        return TryConvert(value, to) is { } converted ? (converted, isSame || converted == value ? CrossingCost.Exact : CrossingCost.Upcast) : ConvertImplicitly(value, to);
    }

    private (BoundExpression Value, int Cost)? ToForeignType(BoundExpression value, NamedTypeSymbol to, ForeignTypeSymbol definition)
    {
        SourceSpan span = value.Span;
        switch (definition.ClrName)
        {
            case "System.Char" when value.Type == PrimitiveTypeSymbol.Str:
                return value is BoundLiteral { Value: string { Length: not 1 } } ? null : (Cross("char", span, [], value), CrossingCost.Character);
            case "System.Nullable`1" when to.Arguments is [var inner] && !value.Type.Equals(to):
                if (Types.IsOption(value.Type, out TypeSymbol? some))
                {
                    return _unifier.Unify(some, inner) ? (Cross("nullable_of", span, [inner], value), CrossingCost.Upcast) : null;
                }
                return ToForeign(value, inner) is { } present ? (Cross("nullable", span, [inner], present.Value), present.Cost + 1) : null;
        }
        if (value.Type is FunctionTypeSymbol && SignatureOf(to) is { } signature)
        {
            return ToDelegate(value, to, signature);
        }
        NamedTypeSymbol? collection = Types.IsList(value.Type, out TypeSymbol? element) && Library("$net_sequence") is { } sequence ? Made(sequence, element)
            : Types.IsDict(value.Type, out TypeSymbol? key, out TypeSymbol? mapped) && Library("$net_dictionary") is { } dictionary ? Made(dictionary, key, mapped)
            : Types.IsSet(value.Type, out TypeSymbol? member) && Library("$net_set") is { } set ? Made(set, member)
            : null;
        if (collection is not null && MemberLookup.ViewAs(collection, definition) is { } view && _unifier.Unify(view, to))
        {
            string kind = Types.IsList(value.Type, out _) ? "sequence" : Types.IsSet(value.Type, out _) ? "set" : "dictionary";
            BoundExpression copy = Cross(kind, span, [.. ((NamedTypeSymbol)value.Type).Arguments], value);
            return (Upcast(copy, to), CrossingCost.Collection);
        }
        // A number or text as an interface that its .NET type has.
        return value.Type is PrimitiveTypeSymbol primitive && definition.IsInterface && _context.Library.ForeignTypeOf(primitive) is { } boxed
            && MemberLookup.ViewAs(boxed.SelfType, definition) is { } itself && _unifier.Unify(itself, to)
                ? (new BoundConversion(span, to, BoundConversionKind.ToUnion, value), CrossingCost.Boxed - 1)
                : null;

        FunctionSymbol? Library(string name) => Members.FindMethodsOfAnyType(name).FirstOrDefault();

        static NamedTypeSymbol? Made(FunctionSymbol function, params ImmutableArray<TypeSymbol> arguments) =>
            function.ReturnType.Substitute(TypeSubstitution.Create(function.TypeParameters, arguments)) as NamedTypeSymbol;
    }

    /// <summary>By a conversion that one of the two .NET types declares.</summary>
    private (BoundExpression Value, int Cost)? ConvertImplicitly(BoundExpression value, TypeSymbol to)
    {
        foreach (NamedTypeSymbol owner in new[] { to, value.Type }.OfType<NamedTypeSymbol>().Where(t => t.Definition is ForeignTypeSymbol))
        {
            foreach (FunctionSymbol conversion in owner.Definition.FindMethods(ForeignTypeSymbol.ImplicitConversion))
            {
                TypeSymbol taken = conversion.Parameters[0].Type.Substitute(owner.Substitution);
                if (conversion.ReturnType.Substitute(owner.Substitution).Equals(to) && (value.Type.Equals(taken) || taken.Equals(Unspoken(value))))
                {
                    BoundExpression passed = value.Type.Equals(taken) ? value : ToForeign(value, taken)?.Value ?? value;
                    return (new BoundCall(value.Span, to, conversion, null, [], [new BoundArgument(conversion.Parameters[0], passed)], owner.Arguments.IsEmpty ? null : owner), CrossingCost.Converted);
                }
            }
        }
        return null;

        // A list is an array, bytes an array of bytes.
        TypeSymbol Unspoken(BoundExpression operand) => Types.IsList(operand.Type, out TypeSymbol? element) ? new ArrayTypeSymbol(element)
            : operand.Type == Types.Bytes ? new ArrayTypeSymbol(PrimitiveTypeSymbol.U8)
            : operand.Type;
    }

    private static BoundExpression Upcast(BoundExpression value, TypeSymbol to) =>
        value.Type.Equals(to) ? value : new BoundConversion(value.Span, to, BoundConversionKind.ToTrait, value);

    private (BoundExpression Value, int Cost)? ToArray(BoundExpression value, TypeSymbol element)
    {
        if (value.Type is ArrayTypeSymbol)
        {
            return _unifier.Unify(((ArrayTypeSymbol)value.Type).Element, element) ? (value, CrossingCost.Exact) : null;
        }
        if (value.Type == Types.Bytes)
        {
            return element.Resolved == PrimitiveTypeSymbol.U8 ? (Cross("byte_array", value.Span, [], value), CrossingCost.Exact) : null;
        }
        return Types.IsList(value.Type, out TypeSymbol? own) && _unifier.Unify(own, element) ? (Cross("array", value.Span, [own], value), CrossingCost.Collection) : null;
    }

    /// <summary>
    /// <code>
    ///   before   xs.ForEach((x) => f(x))        after   xs.ForEach(new Action(action1((x) => f(x))))
    ///   before   xs.Sort((a, b) => a - b)       after   xs.Sort(new Comparison((x, y) => i32(($f)(x, y))))     // where .NET's numbers are narrower
    /// </code>
    /// </summary>
    private (BoundExpression Value, int Cost)? ToDelegate(BoundExpression value, NamedTypeSymbol to, FunctionTypeSymbol signature)
    {
        if (Adapt(value, signature) is not { } adapted)
        {
            return null;
        }
        if (signature.Result.Resolved is not PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit })
        {
            return (new BoundConversion(value.Span, to, BoundConversionKind.ToDelegate, adapted.Value), adapted.Cost + 1);
        }
        if (signature.Parameters.Length > 4)
        {
            return null;
        }
        BoundExpression action = Cross($"action{signature.Parameters.Length}", value.Span, signature.Parameters, adapted.Value);
        return (action.Type.Equals(to) ? action : new BoundConversion(value.Span, to, BoundConversionKind.ToDelegate, action), adapted.Cost + 1);
    }

    /// <summary>A function of the language's types as one of .NET's.</summary>
    private (BoundExpression Value, int Cost)? Adapt(BoundExpression value, FunctionTypeSymbol signature)
    {
        var spoken = (FunctionTypeSymbol)Spoken(signature);
        if (TryConvert(value, spoken) is not { Type: FunctionTypeSymbol } function)
        {
            return TryConvert(value, signature) is { } same ? (same, CrossingCost.Exact) : null;
        }
        if (spoken.Equals(signature))
        {
            return (function, CrossingCost.Exact);
        }
        SourceSpan span = value.Span;
        var held = new LocalSymbol("", function.RawType, isMutable: false);
        FunctionFrame owner = _frame;
        ImmutableArray<ParameterSymbol> parameters = [.. signature.Parameters.Select((p, i) => new ParameterSymbol($"a{i}", p, ParameterMode.Value, span))];
        bool fits = true;
        BoundClosure closure = BuildClosure(span, "closure", parameters, signature.Result, isAsync: false, () =>
        {
            Capture(held, owner);
            var call = new BoundInvoke(span, spoken.Result, new BoundVariable(span, held), [.. parameters.Select(p => FromForeign(new BoundVariable(span, p)))]);
            if (signature.Result.Resolved is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit })
            {
                return [new BoundExpressionStatement(span, call)];
            }
            fits = ToForeign(call, signature.Result) is not null;
            return fits && ToForeign(call, signature.Result) is { Value: var result } ? [new BoundReturn(span, result)] : [];
        });
        return fits
            ? (new BoundBlockExpression(span, closure.RawType, [new BoundLocalDeclaration(span, held, function)], closure), CrossingCost.Widened)
            : null;
    }

    /// <summary>A value of .NET as the language has it.</summary>
    private BoundExpression FromForeign(BoundExpression value, bool isNullable = false)
    {
        SourceSpan span = value.Span;
        switch (value.Type)
        {
            case PrimitiveTypeSymbol { Kind: PrimitiveKind.I8 or PrimitiveKind.I16 or PrimitiveKind.I32 or PrimitiveKind.U8 or PrimitiveKind.U16 or PrimitiveKind.U32 }:
                return new BoundConversion(span, PrimitiveTypeSymbol.Int, BoundConversionKind.Widen, value);
            case PrimitiveTypeSymbol { Kind: PrimitiveKind.F32 }:
                return new BoundConversion(span, PrimitiveTypeSymbol.Float, BoundConversionKind.Widen, value);
            case ArrayTypeSymbol { Element: var element } when !isNullable:
                return element.Resolved == PrimitiveTypeSymbol.U8 ? Cross("bytes", span, [], value) : Cross("list", span, [element.Resolved], value);
            case NamedTypeSymbol { Definition: ForeignTypeSymbol { ClrName: "System.Char" } }:
                return Cross("text", span, [], value);
            case NamedTypeSymbol { Definition: ForeignTypeSymbol { ClrName: "System.Nullable`1" }, Arguments: [var inner] }:
                return Cross("value", span, [inner], value);
            default:
                return isNullable ? Cross("option", span, [value.Type], value) : value;
        }
    }

    private BoundExpression FromForeign(FunctionSymbol function, BoundExpression call) =>
        function is ImportedFunctionSymbol { IsForeign: true } foreign ? FromForeign(call, foreign.ReturnsNullable && IsReference(call.Type)) : call;

    /// <summary>A <c>T?</c> of a type parameter is null only where T is a reference.</summary>
    private static bool IsReference(TypeSymbol type) => type is ArrayTypeSymbol or FunctionTypeSymbol or NamedTypeSymbol { Definition.IsValueType: false }
        || type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Str or PrimitiveKind.Object };

    /// <summary>What a task of .NET gives.</summary>
    private BoundExpression FromForeignTask(BoundExpression task, BoundExpression awaited) => task.Type is NamedTypeSymbol { Definition: ForeignTypeSymbol { IsTask: true } }
        ? FromForeign(awaited, task is BoundCall { Function: ImportedFunctionSymbol { GivesNullable: true } })
        : awaited;

    private BoundCall Cross(string how, SourceSpan span, ImmutableArray<TypeSymbol> types, params ImmutableArray<BoundExpression> values) =>
        CallIntrinsic($"$net_{how}", types, values, span);
}
