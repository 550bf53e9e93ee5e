using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Values;

/// <summary>How values of a type are copied.</summary>
internal static class ValueSemantics
{
    /// <summary>Whether copies need no marking, whatever the value is.</summary>
    public static bool IsPlain(TypeSymbol type) => KindOf(type) is not (ValueKind.SharedObject or ValueKind.Compound);

    public static ValueKind KindOf(TypeSymbol type) => KindOf(type, []);

    /// <summary>
    /// The value as a copy of the place it was read from.
    /// <code>
    ///   before   xs                        after   ShareObject(xs)    a list, model or class: sets its shared bit
    ///   before   opt                       after   Share(opt)         Option[list[int]], T: whatever is inside
    /// </code>
    /// </summary>
    public static LoweredExpression Share(LoweredExpression value) => KindOf(value.Type) switch
    {
        ValueKind.SharedObject => WellKnown.Generic("Ops.ShareObject", value.Type, [value.Type], value),
        ValueKind.Compound => WellKnown.Generic("Ops.Share", value.Type, [value.Type], value),
        _ => value,
    };

    /// <param name="open">Definitions being looked into: a recursive enum is as plain as its other parts.</param>
    private static ValueKind KindOf(TypeSymbol type, HashSet<TypeDefinitionSymbol> open)
    {
        switch (type.Resolved)
        {
            case PrimitiveTypeSymbol { Kind: PrimitiveKind.Object }:
            case TypeParameterSymbol:
                return ValueKind.Compound;
            case TupleTypeSymbol or UnionTypeSymbol:
                return Parts(((CompositeTypeSymbol)type.Resolved).Parts, open);
            case NamedTypeSymbol { Definition.ValueKind: ValueKind.Compound } named:
                return named.Definition.Kind switch
                {
                    TypeDefinitionKind.Enum when !named.Definition.Variants.IsEmpty => Payloads(named, open),
                    _ => ValueKind.Compound,
                };
            case NamedTypeSymbol named:
                return named.Definition.ValueKind;
            default:
                return ValueKind.Plain;
        }
    }

    private static ValueKind Payloads(NamedTypeSymbol named, HashSet<TypeDefinitionSymbol> open)
    {
        if (!open.Add(named.Definition))
        {
            return ValueKind.Plain;
        }
        ValueKind kind = Parts(named.Definition.Variants.SelectMany(v => v.Payload).Select(p => p.Type.Substitute(named.Substitution)), open);
        open.Remove(named.Definition);
        return kind;
    }

    private static ValueKind Parts(IEnumerable<TypeSymbol> parts, HashSet<TypeDefinitionSymbol> open) =>
        parts.Any(p => KindOf(p, open) is ValueKind.SharedObject or ValueKind.Compound) ? ValueKind.Compound : ValueKind.Plain;
}
