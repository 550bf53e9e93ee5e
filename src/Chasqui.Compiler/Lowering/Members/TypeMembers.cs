using System.Collections.Immutable;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Members;

/// <summary>The members that every source type has without writing them: cloning, texts, equality, hash, order.</summary>
internal static class TypeMembers
{
    public static (ImmutableArray<LoweredMethod> Methods, ImmutableArray<TypeSymbol> Interfaces) Create(LoweringContext context, TypeDefinitionSymbol type)
    {
        if (type.Kind == TypeDefinitionKind.Trait)
        {
            return ([], []);
        }
        var methods = new List<LoweredMethod>();
        var interfaces = new List<TypeSymbol>();
        if (type.ValueKind == ValueKind.SharedObject)
        {
            methods.Add(CloneMember.Create(context, type));
        }
        else if (ValueSemantics.KindOf(type.SelfType) == ValueKind.Compound)
        {
            methods.Add(CloneMember.CreateMarkShared(type));
            interfaces.Add(context.Runtime(WellKnownTypes.IShareable));
        }
        if (DropMembers.Create(context, type) is { } drop)
        {
            methods.Add(drop);
            interfaces.Add(context.Runtime(WellKnownTypes.IResource));
        }
        methods.Add(TextMembers.CreateDebug(context, type));
        interfaces.Add(context.Runtime(WellKnownTypes.IDebug));
        if (TextMembers.CreateDisplay(context, type) is { } display)
        {
            methods.Add(display);
            interfaces.Add(context.Runtime(WellKnownTypes.IDisplay));
        }
        bool isEnum = type.Kind == TypeDefinitionKind.Enum;
        if (isEnum || type.Capabilities.Contains("Eq") || type.FindMethods("__eq__").Any())
        {
            methods.Add(ComparisonMembers.CreateEquals(type));
            methods.Add(ComparisonMembers.CreateHash(type));
        }
        if (type.Capabilities.Contains("Ord") || type.FindMethods("__lt__").Any())
        {
            methods.Add(ComparisonMembers.CreateCompare(type));
            interfaces.Add(context.Runtime(WellKnownTypes.IOrdered));
        }
        methods.AddRange(JsonMembers.Create(context, type));
        return ([.. methods], [.. interfaces]);
    }

    /// <summary>A method that overrides or implements one of the runtime or the BCL.</summary>
    public static LoweredMethod Override(
        TypeDefinitionSymbol type,
        string name,
        string member,
        TypeSymbol returnType,
        ImmutableArray<LoweredParameter> parameters,
        IEnumerable<LoweredStatement> body,
        bool isStatic = false)
    {
        var symbol = new SynthesizedMethodSymbol(
            name, type, isStatic, [], [.. parameters.Select(p => new ParameterSymbol(p.Name, p.Type))], returnType);
        return new LoweredMethod(
            symbol, isStatic, parameters, returnType, new LoweredBlock([new LoweredSequencePoint(null), .. body]), null, $"{type.Name}.{name}",
            new WellKnownReference(member, [], []));
    }

    /// <summary>The fields of a model, class or newtype, read from <paramref name="instance"/>.</summary>
    public static IEnumerable<(FieldSymbol Field, LoweredFieldRead Value)> Fields(TypeDefinitionSymbol type, LoweredExpression instance) =>
        type.Fields.Select(f => (f, new LoweredFieldRead(f.Type, instance, new FieldReference(f, type.SelfType))));

    public static LoweredCall TagOf(TypeDefinitionSymbol type, LoweredExpression instance) =>
        new(PrimitiveTypeSymbol.I32, new VariantTagReference(type.SelfType), instance, []);

    public static LoweredCall Payload(VariantSymbol variant, int index, LoweredExpression instance) =>
        new(variant.Payload[index].Type, new VariantPayloadReference(variant.Enum.SelfType, variant, index), instance, []);

    /// <summary>
    /// <code>
    ///   switch tag(this) [v0, v1, …]; v0: …; v1: …
    /// </code>
    /// Each case ends in a return.
    /// </summary>
    public static IEnumerable<LoweredStatement> ByVariant(TypeDefinitionSymbol type, LoweredExpression instance, Func<VariantSymbol, IEnumerable<LoweredStatement>> body)
    {
        VariantSymbol[] variants = [.. type.Variants.OrderBy(v => v.Tag)];
        LoweredLabel[] labels = [.. variants.Select(v => new LoweredLabel(v.Name))];
        yield return new LoweredSwitch(TagOf(type, instance), [.. labels]);
        for (int i = 0; i < variants.Length; i++)
        {
            yield return new LoweredLabelStatement(labels[i]);
            foreach (LoweredStatement statement in body(variants[i]))
            {
                yield return statement;
            }
        }
    }
}
