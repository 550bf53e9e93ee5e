using System.Collections.Immutable;
using System.Numerics;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    private BoundExpression BindInteger(BigInteger value, SourceSpan span, TypeSymbol? expected)
    {
        TypeSymbol? target = Types.WithoutOption(expected);
        if (target is PrimitiveTypeSymbol { IsFloat: true })
        {
            return new BoundLiteral(span, target, (double)value);
        }
        PrimitiveTypeSymbol type = target is PrimitiveTypeSymbol { IsInteger: true } integer ? integer : PrimitiveTypeSymbol.Int;
        return IntegerRanges.Fits(value, type.Kind)
            ? new BoundLiteral(span, type, IntegerRanges.Boxed(value, type.Kind))
            : Error(TypeErrors.OutOfRange(span, type));
    }

    /// <summary>The context says how many digits the literal may have; without one it has no type.</summary>
    private BoundExpression BindDecimal(string text, SourceSpan span, TypeSymbol? expected)
    {
        if (Types.WithoutOption(expected) is not DecimalTypeSymbol type)
        {
            return expected is { IsError: true } ? new BoundErrorExpression(span) : Error(TypeErrors.DecimalWithoutType(span));
        }
        string digits = text.TrimStart('-');
        int point = digits.IndexOf('.');
        int integer = (point < 0 ? digits : digits[..point]).TrimStart('0').Length;
        int fraction = point < 0 ? 0 : digits.Length - point - 1;
        return integer > type.Precision - type.Scale ? Error(TypeErrors.DecimalDigits(span, type, integer, "integer", type.Precision - type.Scale))
            : fraction > type.Scale ? Error(TypeErrors.DecimalDigits(span, type, fraction, "fractional", type.Scale))
            : new BoundLiteral(span, type, text);
    }

    private BoundExpression BindNone(NoneLiteralSyntax syntax, TypeSymbol? expected)
    {
        if (expected?.Resolved is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit })
        {
            return new BoundLiteral(syntax.Span, PrimitiveTypeSymbol.Unit, null);
        }
        if (expected?.IsError == true)
        {
            return new BoundErrorExpression(syntax.Span);
        }
        TypeSymbol type = expected is not null && Types.IsOption(expected, out _) ? expected.Resolved : Types.Option(_unifier.Fresh(syntax.Span));
        return new BoundVariantConstruction(syntax.Span, type, Types.None, []);
    }

    private BoundExpression BindFString(FStringSyntax syntax) =>
        new BoundFString(syntax.Span, [.. syntax.Parts.SelectMany(BindFStringPart)]);

    private IEnumerable<BoundFStringPart> BindFStringPart(FStringPartSyntax part)
    {
        if (part is not FStringHoleSyntax hole)
        {
            return [new BoundFStringPart(((FStringTextSyntax)part).Text, null, FStringConversion.Display, null)];
        }
        BoundExpression value = RequireText(BindExpression(hole.Value));
        BoundExpression? spec = BindFormatSpec(hole, value);
        var bound = new BoundFStringPart(null, value, hole.Conversion, spec);
        return hole.Prefix is { } prefix
            ? [new BoundFStringPart(prefix, null, FStringConversion.Display, null), bound]
            : [bound];
    }

    /// <summary>A future has no text: the value that it promises was meant. A bare <c>None</c> has one, whatever is missing.</summary>
    private BoundExpression RequireText(BoundExpression value)
    {
        if (IsNoneValue(value))
        {
            _unifier.Unify(value.Type, Types.Option(PrimitiveTypeSymbol.Unit));
        }
        return Types.IsFuture(value.Type, out TypeSymbol? awaited)
            ? Error(TypeErrors.Mismatch(value.Span, awaited, value.Type, $"await it: `await {value.Span.Text}`"))
            : value;
    }

    private BoundExpression? BindFormatSpec(FStringHoleSyntax hole, BoundExpression value)
    {
        if (hole.Spec.IsEmpty)
        {
            return null;
        }
        SourceSpan span = hole.Spec[0].Span.To(hole.Spec[^1].Span);
        if (hole.Spec.All(p => p is FStringTextSyntax))
        {
            string text = string.Concat(hole.Spec.OfType<FStringTextSyntax>().Select(p => p.Text));
            if (FormatSpecRules.Problem(text, value.Type) is { } problem)
            {
                return Error(TypeErrors.BadFormat(span, problem));
            }
            return new BoundLiteral(span, PrimitiveTypeSymbol.Str, text);
        }
        return new BoundFString(span, [.. hole.Spec.SelectMany(BindFStringPart)]);
    }

    private BoundExpression BindTuple(TupleSyntax syntax, TypeSymbol? expected)
    {
        if (syntax.Elements.IsEmpty)
        {
            return new BoundLiteral(syntax.Span, PrimitiveTypeSymbol.Unit, null);
        }
        var hints = Types.WithoutOption(expected) as TupleTypeSymbol;
        if (hints?.Elements.Length != syntax.Elements.Length)
        {
            hints = null;
        }
        ImmutableArray<BoundExpression> elements =
        [
            .. syntax.Elements.Select((e, i) =>
            {
                BoundExpression value = BindExpression(e, hints?.Elements[i]);
                return hints is not null && CanConvert(value, hints.Elements[i]) ? Convert(value, hints.Elements[i]) : value;
            }),
        ];
        return new BoundTuple(syntax.Span, new TupleTypeSymbol([.. elements.Select(e => e.Type)]), elements);
    }

    private BoundExpression BindTupleField(TupleFieldSyntax syntax)
    {
        BoundExpression receiver = BindExpression(syntax.Receiver);
        if (!IsKnown(receiver))
        {
            return new BoundErrorExpression(syntax.Span);
        }
        if (receiver.Type is NamedTypeSymbol { Definition: { Kind: TypeDefinitionKind.Newtype } definition } named && syntax.Index == 0 && definition.Fields is [var field, ..])
        {
            return new BoundFieldAccess(syntax.Span, field.Type.Substitute(named.Substitution), receiver, field);
        }
        return TupleElement(receiver, syntax.Index, syntax.Span, syntax.IndexSpan);
    }

    private BoundExpression TupleElement(BoundExpression receiver, BigInteger index, SourceSpan span, SourceSpan indexSpan) =>
        receiver.Type is TupleTypeSymbol tuple && index >= 0 && index < tuple.Elements.Length
            ? new BoundTupleElement(span, tuple.Elements[(int)index], receiver, (int)index)
            : Error(TypeErrors.TupleIndex(indexSpan, receiver.Type));
}
