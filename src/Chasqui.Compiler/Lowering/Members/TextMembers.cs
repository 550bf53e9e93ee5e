using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Members;

/// <summary>
/// <code>
///   void Debug(DebugWriter w) { w.BeginStruct("P"); w.Field("x", this.x); w.EndStruct() }
///   void Display(TextBuffer t) { t.Append(this.__str__()) }        // only where the type has __str__, or raw values
/// </code>
/// </summary>
internal static class TextMembers
{
    public static LoweredMethod CreateDebug(LoweringContext context, TypeDefinitionSymbol type)
    {
        var writer = new LoweredParameter("writer", context.Runtime(WellKnownTypes.DebugWriter));
        var read = new LoweredParameterRead(writer);
        var self = new LoweredThis(type.SelfType);
        IEnumerable<LoweredStatement> body = type.Kind switch
        {
            TypeDefinitionKind.Enum => [.. TypeMembers.ByVariant(type, self, Variant), new LoweredReturn(null)],
            TypeDefinitionKind.Newtype => [.. Tuple(type.Name, TypeMembers.Fields(type, self).Select(f => (LoweredExpression)f.Value)), new LoweredReturn(null)],
            _ => [.. Struct(), new LoweredReturn(null)],
        };
        return TypeMembers.Override(type, "Debug", "IDebug.Debug", PrimitiveTypeSymbol.Void, [writer], body);

        IEnumerable<LoweredStatement> Struct()
        {
            yield return Call("Debug.BeginStruct", Text(type.Name));
            foreach ((FieldSymbol field, LoweredFieldRead value) in TypeMembers.Fields(type, self))
            {
                yield return Generic("Debug.Field", value.Type, Text(field.Name), value);
            }
            yield return Call("Debug.EndStruct");
        }

        IEnumerable<LoweredStatement> Variant(VariantSymbol variant)
        {
            IEnumerable<LoweredStatement> text = variant.Payload.IsEmpty
                ? [Call("Debug.Raw", Text(variant.Name))]
                : Tuple(variant.Name, variant.Payload.Select(p => TypeMembers.Payload(variant, p.Index, self)));
            return [.. text, new LoweredReturn(null)];
        }

        IEnumerable<LoweredStatement> Tuple(string name, IEnumerable<LoweredExpression> items) =>
            [Call("Debug.BeginTuple", Text(name)), .. items.Select(i => Generic("Debug.Item", i.Type, i)), Call("Debug.EndTuple")];

        LoweredStatement Call(string member, params LoweredExpression[] arguments) =>
            new LoweredExpressionStatement(WellKnown.Instance(member, PrimitiveTypeSymbol.Void, read, [.. arguments]));

        LoweredStatement Generic(string member, TypeSymbol argument, params LoweredExpression[] arguments) =>
            new LoweredExpressionStatement(WellKnown.Instance(member, PrimitiveTypeSymbol.Void, read, [.. arguments], [], [argument]));
    }

    public static LoweredMethod? CreateDisplay(LoweringContext context, TypeDefinitionSymbol type)
    {
        var buffer = new LoweredParameter("text", context.Runtime(WellKnownTypes.TextBuffer));
        var self = new LoweredThis(type.SelfType);
        // What an error says of itself is its text.
        bool isError = TypeRelations.AllTraits(type).Any(t => t.Definition == context.ErrorTrait);
        if (type.FindMethods("__str__").Concat(isError ? type.FindMethods("message") : []).FirstOrDefault() is { } str)
        {
            var text = new LoweredCall(PrimitiveTypeSymbol.Str, new FunctionReference(str, type.SelfType, []), self, []);
            return Override([Append(text), new LoweredReturn(null)]);
        }
        if (type.Variants.Any(v => v.RawValue is not null))
        {
            return Override([.. TypeMembers.ByVariant(type, self, v => [Append(Text(Convert.ToString(v.RawValue, System.Globalization.CultureInfo.InvariantCulture) ?? "")), new LoweredReturn(null)]), new LoweredReturn(null)]);
        }
        return null;

        LoweredStatement Append(LoweredExpression text) =>
            new LoweredExpressionStatement(WellKnown.Instance("TextBuffer.Append", PrimitiveTypeSymbol.Void, new LoweredParameterRead(buffer), [text]));

        LoweredMethod Override(IEnumerable<LoweredStatement> body) =>
            TypeMembers.Override(type, "Display", "IDisplay.Display", PrimitiveTypeSymbol.Void, [buffer], body);
    }

    private static LoweredConstant Text(string value) => new(PrimitiveTypeSymbol.Str, value);
}
