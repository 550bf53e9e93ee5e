using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Members;

/// <summary>The body of <c>WriteJson</c>.</summary>
internal sealed class JsonWriting(TypeDefinitionSymbol type, LoweredExpression writer)
{
    private readonly LoweredThis _self = new(type.SelfType);

    public IEnumerable<LoweredStatement> Body() => type.Kind switch
    {
        TypeDefinitionKind.Enum => [.. TypeMembers.ByVariant(type, _self, v => [.. Variant(v), new LoweredReturn(null)]), new LoweredReturn(null)],
        TypeDefinitionKind.Newtype => [.. TypeMembers.Fields(type, _self).Select(f => Value(f.Value)), new LoweredReturn(null)],
        _ => [.. Object(TypeMembers.Fields(type, _self).Select(f => Named("Field", f.Field.Alias ?? f.Field.Name, f.Value))), new LoweredReturn(null)],
    };

    private IEnumerable<LoweredStatement> Variant(VariantSymbol variant)
    {
        if (variant.RawValue is { } raw)
        {
            return [Value(new LoweredConstant(raw is string ? PrimitiveTypeSymbol.Str : PrimitiveTypeSymbol.Int, raw))];
        }
        LoweredExpression[] payload = [.. variant.Payload.Select(p => TypeMembers.Payload(variant, p.Index, _self))];
        return payload switch
        {
            [] => [Value(Text(variant.Name))],
            [var only] => Object([Named("Field", variant.Name, only)]),
            _ => Object([Call("Key", Text(variant.Name)), Call("BeginArray"), .. payload.Select(p => Generic("Item", p.Type, p)), Call("EndArray")]),
        };
    }

    private IEnumerable<LoweredStatement> Object(IEnumerable<LoweredStatement> fields) => [Call("BeginObject"), .. fields, Call("EndObject")];

    private LoweredStatement Named(string member, string name, LoweredExpression value) => Generic(member, value.Type, Text(name), value);

    private LoweredStatement Value(LoweredExpression value) => Generic("Value", value.Type, value);

    private LoweredStatement Call(string member, params LoweredExpression[] arguments) =>
        new LoweredExpressionStatement(WellKnown.Instance($"JsonWriter.{member}", PrimitiveTypeSymbol.Void, writer, [.. arguments]));

    private LoweredStatement Generic(string member, TypeSymbol argument, params LoweredExpression[] arguments) =>
        new LoweredExpressionStatement(WellKnown.Instance($"JsonWriter.{member}", PrimitiveTypeSymbol.Void, writer, [.. arguments], [], [argument]));

    private static LoweredConstant Text(string value) => new(PrimitiveTypeSymbol.Str, value);
}
