using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

/// <summary>Implicit conversions, and the common type of several values.</summary>
internal sealed partial class BodyBinder
{
    /// <summary>The expression as a value of the target type, or a mismatch at its span.</summary>
    private BoundExpression Convert(BoundExpression value, TypeSymbol target, string? help = null)
    {
        if (TryConvert(value, target) is { } converted)
        {
            return converted;
        }
        return Error(TypeErrors.Mismatch(SmallestSpan(value), target.Resolved, value.Type, help is null || IsAwaitable(value.Type) ? MismatchHelp(value, target.Resolved) : help));
    }

    /// <summary>Whether the conversion exists, without solving anything.</summary>
    private bool CanConvert(BoundExpression value, TypeSymbol target) => _unifier.Try(() => TryConvert(value, target) is not null);

    private BoundExpression? TryConvert(BoundExpression value, TypeSymbol target)
    {
        TypeSymbol from = value.Type;
        TypeSymbol to = target.Resolved;
        if (from.IsError || to.IsError)
        {
            return value;
        }
        if (from is PrimitiveTypeSymbol { Kind: PrimitiveKind.Never })
        {
            return to.Equals(from) || to is InferenceTypeSymbol ? value : new BoundConversion(value.Span, to, BoundConversionKind.FromNever, value);
        }
        if (value is BoundLiteral literal && ConvertLiteral(literal, to) is { } retyped)
        {
            return retyped;
        }
        if (value is BoundUnary { Kind: BoundUnaryKind.Negate, Operand: BoundLiteral { Value: long } inner } negation
            && to is PrimitiveTypeSymbol { IsFloat: true }
            && ConvertLiteral(inner, to) is { } operand)
        {
            return negation with { RawType = to, Operand = operand };
        }
        if (value is BoundVariantConstruction { Arguments.IsEmpty: true } none && IsNone(none) && to is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit })
        {
            _unifier.Unify(none.Type, Types.Option(PrimitiveTypeSymbol.Unit));
            return new BoundLiteral(value.Span, to, null);
        }
        if (to is InferenceTypeSymbol || from is InferenceTypeSymbol)
        {
            return _unifier.Unify(to, from) ? value : null;
        }
        if (to is UnionTypeSymbol wider && from is UnionTypeSymbol narrower && narrower.Members.All(wider.Members.Contains))
        {
            return narrower.Equals(wider) ? value : new BoundConversion(value.Span, to, BoundConversionKind.ToUnion, value);
        }
        if (to is UnionTypeSymbol union && from is not UnionTypeSymbol)
        {
            return union.Members.FirstOrDefault(m => m.Equals(from)) is { } member
                ? new BoundConversion(value.Span, to, BoundConversionKind.ToUnion, value)
                : union.Members.Select(m => TryConvert(value, m)).FirstOrDefault(c => c is not null) is { } part
                    ? new BoundConversion(value.Span, to, BoundConversionKind.ToUnion, part)
                    : null;
        }
        if (_unifier.Unify(from, to))
        {
            return from is FunctionTypeSymbol given && to is FunctionTypeSymbol function && given.Modifier != function.Modifier ? Promise(value, function) : value;
        }
        if (Types.IsOption(to, out TypeSymbol? wrapped) && !Types.IsOption(from, out _))
        {
            return TryConvert(value, wrapped) is { } some ? new BoundConversion(value.Span, to, BoundConversionKind.WrapSome, some) : null;
        }
        if (from is PrimitiveTypeSymbol a && to is PrimitiveTypeSymbol b && IsLossless(a, b))
        {
            return new BoundConversion(value.Span, to, BoundConversionKind.Widen, value);
        }
        if (ConvertByMethod(value, to) is { } converted)
        {
            return converted;
        }
        if (to is PrimitiveTypeSymbol { Kind: PrimitiveKind.Object })
        {
            return new BoundConversion(value.Span, to, BoundConversionKind.ToUnion, value);
        }
        if (to is NamedTypeSymbol { Definition.Kind: TypeDefinitionKind.Trait or TypeDefinitionKind.Opaque } trait)
        {
            return ConvertToTrait(value, trait);
        }
        return null;
    }

    /// <summary>What the library says a value is where another of its types is expected: <c>__convert__</c>.</summary>
    private BoundCall? ConvertByMethod(BoundExpression value, TypeSymbol to) =>
        to is NamedTypeSymbol { Definition: ImportedTypeSymbol target } && Members.FindMethods(value.Type, "__convert__") is [{ ReturnType: NamedTypeSymbol { Definition: var given } } method] && given == target
        && CallMethod(value, method, [], value.Span) is BoundCall call && _unifier.Unify(call.Type, to)
            ? call
            : null;

    /// <summary>A closure is made as what its place expects; any other function is converted.</summary>
    private static BoundExpression Promise(BoundExpression value, FunctionTypeSymbol function) => value is BoundClosure closure
        ? closure with { RawType = function }
        : new BoundConversion(value.Span, function, BoundConversionKind.ToFunctionType, value);

    /// <summary>To an adopted trait or a base; what only has <c>__iter__</c> becomes Iterable through its iterator.</summary>
    private BoundExpression? ConvertToTrait(BoundExpression value, NamedTypeSymbol trait)
    {
        if (IsBuiltin(trait, "Error") && IsBuiltin(value.Type, "Exception"))
        {
            // Whatever was raised: an Error already, or an exception of .NET.
            return CallIntrinsic("$error", [value.Type], [value], value.Span);
        }
        if (MemberLookup.ViewAs(value.Type, trait.Definition) is { } view)
        {
            return _unifier.Unify(view, trait) ? new BoundConversion(value.Span, trait, BoundConversionKind.ToTrait, value) : null;
        }
        if ((trait.Definition.Name == "Iterable" || Types.IsIterator(trait))
            && Members.FindMethods(value.Type, "__iter__").Concat(Members.FindMethods(value.Type, "iter")).FirstOrDefault(m => m.Parameters.IsEmpty) is { } iter
            && CallMethod(value, iter, [], value.Span) is { Type: NamedTypeSymbol iterator } call
            && MemberLookup.ViewAs(iterator, trait.Definition) is { } iterable
            && _unifier.Unify(iterable, trait))
        {
            return new BoundConversion(value.Span, trait, BoundConversionKind.ToTrait, call);
        }
        return null;
    }

    private bool IsBuiltin(TypeSymbol type, string name) =>
        type.Resolved is NamedTypeSymbol named && _context.Library.Builtins(name).Contains(named.Definition);

    private static BoundLiteral? ConvertLiteral(BoundLiteral literal, TypeSymbol to) => (literal.Value, to) switch
    {
        (long number, PrimitiveTypeSymbol { IsFloat: true }) => literal with { RawType = to, Value = (double)number },
        (double, PrimitiveTypeSymbol { Kind: PrimitiveKind.F32 }) => literal with { RawType = to },
        (long number, PrimitiveTypeSymbol { IsInteger: true } integer) when literal.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Int } && IntegerRanges.Fits(number, integer.Kind) =>
            literal with { RawType = to, Value = IntegerRanges.Boxed(number, integer.Kind) },
        _ => null,
    };

    private bool IsNone(BoundVariantConstruction construction) => ReferenceEquals(construction.Variant, Types.None);

    private static bool IsLossless(PrimitiveTypeSymbol from, PrimitiveTypeSymbol to)
    {
        if (from.Kind == PrimitiveKind.F32)
        {
            return to.Kind == PrimitiveKind.Float;
        }
        return from.IsInteger && to.IsInteger && from.Kind != to.Kind
            && IntegerRanges.Fits(IntegerRanges.Of(from.Kind).Minimum, to.Kind)
            && IntegerRanges.Fits(IntegerRanges.Of(from.Kind).Maximum, to.Kind);
    }

    /// <summary>The common type of alternatives: elements of a literal, arms of a match. Null where there is none.</summary>
    private TypeSymbol? Join(TypeSymbol left, TypeSymbol right)
    {
        left = left.Resolved;
        right = right.Resolved;
        if (left is PrimitiveTypeSymbol { Kind: PrimitiveKind.Never } || left.IsError)
        {
            return right;
        }
        if (right is PrimitiveTypeSymbol { Kind: PrimitiveKind.Never } || right.IsError || _unifier.Unify(left, right))
        {
            return left;
        }
        bool isLeftOption = Types.IsOption(left, out TypeSymbol? x), isRightOption = Types.IsOption(right, out TypeSymbol? y);
        if (isLeftOption != isRightOption && Join(x ?? left, y ?? right) is { } inner)
        {
            return Types.Option(inner);
        }
        return null;
    }

    private static bool IsIntLiteral(BoundExpression value) =>
        value is BoundLiteral { Value: long } or BoundUnary { Operand: BoundLiteral { Value: long } };

    /// <summary>Converts alternatives to the expected type, or to their common one; the first that does not fit is reported.</summary>
    private (TypeSymbol Type, List<BoundExpression> Values) Unite(IReadOnlyList<BoundExpression> values, TypeSymbol? expected)
    {
        TypeSymbol common = PrimitiveTypeSymbol.Never;
        if (expected is not null)
        {
            common = expected;
        }
        else
        {
            foreach (BoundExpression value in values)
            {
                common = IsIntLiteral(value) && common is PrimitiveTypeSymbol { IsNumeric: true } ? common
                    : value.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Float } && values.TakeWhile(v => v != value).All(IsIntLiteral) ? value.Type
                    : Join(common, value.Type) ?? common;
            }
        }
        return (common.Resolved, [.. values.Select(v => Convert(v, common))]);
    }

    /// <summary>Where the fault is: the value of a block, not the block.</summary>
    private static Text.SourceSpan SmallestSpan(BoundExpression value) =>
        value is BoundBlockExpression { Result: { } result } ? SmallestSpan(result) : value.Span;

    private string? MismatchHelp(BoundExpression value, TypeSymbol to)
    {
        TypeSymbol from = value.Type;
        if (Types.IsFuture(from, out TypeSymbol? awaited)
            && (to == PrimitiveTypeSymbol.Unit || TryConvert(new BoundVariable(value.Span, new LocalSymbol("", awaited, isMutable: false)), to) is not null))
        {
            return "await it: `await " + value.Span.Text + "`";
        }
        if (Types.IsOption(from, out TypeSymbol? inner))
        {
            return IsNoneValue(value) ? $"only `Option[{to}]` can be `None`" : inner.Equals(to)
                ? "the value may be missing: use `match`, `if let Some(x) = …`, `.unwrap_or(…)` or `?`"
                : null;
        }
        if (Types.IsResult(from, out TypeSymbol? ok, out _) && ok.Equals(to))
        {
            return "the call may have failed: use `match`, `.unwrap_or(…)` or `?`";
        }
        if (Types.IsResult(to, out TypeSymbol? success, out TypeSymbol? failure) && (from.Equals(success) != from.Equals(failure)))
        {
            return $"wrap it: `{(from.Equals(success) ? "Ok" : "Err")}({value.Span.Text})`";
        }
        if (to is NamedTypeSymbol { Definition: SourceTypeSymbol target } && from is NamedTypeSymbol { Definition: SourceTypeSymbol { Parent: { } parent } })
        {
            if (InheritanceDeclarer.Ancestors(parent).Any(a => a.Definition == target))
            {
                return $"`extends` copies members, so a `{from}` is not a `{to}`: let both adopt a trait";
            }
        }
        if (to is NamedTypeSymbol { Definition: SourceTypeSymbol { Underlying: { } underlying } newtype } wrapper
            && underlying.Substitute(wrapper.Substitution).Equals(from))
        {
            return $"wrap it: `{newtype.Name}({value.Span.Text})`";
        }
        if (from is FunctionTypeSymbol { Parameters.IsEmpty: true, Result: var result } && result.Equals(to) && value is not BoundClosure)
        {
            return $"call it: `{value.Span.Text}()`";
        }
        if (value is BoundVariable { Variable: var variable } && to is NamedTypeSymbol && Beside(variable).FirstOrDefault(v => v.Type.Equals(to)) is { } neighbour)
        {
            return $"`{neighbour.Name}`, declared beside it, is one";
        }
        return (from, to) switch
        {
            (PrimitiveTypeSymbol { Kind: PrimitiveKind.Int }, PrimitiveTypeSymbol { Kind: PrimitiveKind.Float }) => $"convert it: `float({value.Span.Text})`",
            (PrimitiveTypeSymbol { Kind: PrimitiveKind.Float }, PrimitiveTypeSymbol { Kind: PrimitiveKind.Int }) when value is BoundBinary { Operator: BinaryOperator.Divide } =>
                "`/` gives a float; use `//` for integer division",
            (PrimitiveTypeSymbol { Kind: PrimitiveKind.Float }, PrimitiveTypeSymbol { Kind: PrimitiveKind.Int }) => $"convert it: `int({value.Span.Text})`",
            (PrimitiveTypeSymbol { IsInteger: true }, PrimitiveTypeSymbol { IsInteger: true }) =>
                "it may not fit: use `.try_resize()`, `.wrapping_resize()` or `.saturating_resize()`",
            (PrimitiveTypeSymbol { IsNumeric: true }, PrimitiveTypeSymbol { Kind: PrimitiveKind.Str }) => $"convert it: `str({value.Span.Text})`",
            (PrimitiveTypeSymbol { Kind: PrimitiveKind.Str }, PrimitiveTypeSymbol { IsNumeric: true }) => $"convert it: `{to}({value.Span.Text})`",
            _ => null,
        };
    }

    private bool IsNoneValue(BoundExpression value) => value is BoundVariantConstruction construction && IsNone(construction);
}
