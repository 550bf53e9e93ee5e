using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Members;

/// <summary>
/// What a type that derives <c>Serialize</c> or <c>Deserialize</c> gets, unless it has its own <c>to_json</c> or <c>from_json</c>:
/// <code>
///   void WriteJson(JsonWriter w) { w.BeginObject(); w.Field("x", this.x); w.EndObject() }
///   static object ReadJson(JsonReader r)
/// </code>
/// Newtypes stand as what they wrap, variants as <c>"A"</c>, <c>{"B": payload}</c> or <c>{"C": [payload, …]}</c>, those of value enums as their value.
/// </summary>
internal static class JsonMembers
{
    public static IEnumerable<LoweredMethod> Create(LoweringContext context, TypeDefinitionSymbol type)
    {
        if (Adopts(type, context.Runtime(WellKnownTypes.ISerialize)) && !type.FindMethods("to_json").Any())
        {
            var writer = new LoweredParameter("writer", context.Runtime(WellKnownTypes.JsonWriter));
            IEnumerable<LoweredStatement> body = new JsonWriting(type, new LoweredParameterRead(writer)).Body();
            yield return TypeMembers.Override(type, "WriteJson", "ISerialize.WriteJson", PrimitiveTypeSymbol.Void, [writer], body);
        }
        if (Adopts(type, context.Runtime(WellKnownTypes.IDeserialize)))
        {
            var reader = new LoweredParameter("reader", context.Runtime(WellKnownTypes.JsonReader));
            IEnumerable<LoweredStatement> body = new JsonReading(type, new LoweredParameterRead(reader)).Body();
            yield return TypeMembers.Override(
                type, "ReadJson", "IDeserialize.ReadJson", PrimitiveTypeSymbol.Object, [reader], body, isStatic: true);
        }
    }

    private static bool Adopts(TypeDefinitionSymbol type, TypeSymbol trait) =>
        TypeRelations.AsInstanceOf(type.SelfType, ((NamedTypeSymbol)trait).Definition) is not null;
}
