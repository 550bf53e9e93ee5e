using System.Collections.Immutable;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Members;

/// <summary>
/// Of a type that holds resources: what it owns goes with it, the last field first.
/// <code>
///   void Drop() { Drop(this.tx); Drop(this.rx) }
/// </code>
/// </summary>
internal static class DropMembers
{
    /// <summary>Of a source type; null where it holds no resource.</summary>
    public static LoweredMethod? Create(LoweringContext context, TypeDefinitionSymbol type)
    {
        if (!context.Ownership.Types.IsResource(type.SelfType))
        {
            return null;
        }
        var self = new LoweredThis(type.SelfType);
        IEnumerable<LoweredStatement> body = type.Kind == TypeDefinitionKind.Enum
            ? TypeMembers.ByVariant(type, self, v => [.. Drops(context, v.Payload.Select(p => TypeMembers.Payload(v, p.Index, self))), new LoweredReturn(null)])
            : [.. Drops(context, TypeMembers.Fields(type, self).Select(f => f.Value)), new LoweredReturn(null)];
        return TypeMembers.Override(type, "Drop", "IResource.Drop", PrimitiveTypeSymbol.Void, [], body);
    }

    /// <summary>Gives a frame or a closure's environment the member, if a field holds a resource.</summary>
    /// <param name="member">What it overrides or implements: <c>IResource.Drop</c>, <c>Frame.Drop</c>.</param>
    /// <param name="fields">What may be owned.</param>
    /// <param name="state">Of a frame that may be dropped after it has begun, and then owns none of them: its state, which is 0 before.</param>
    public static void AddTo(LoweringContext context, SynthesizedType type, string member, ImmutableArray<FieldSymbol> fields, FieldSymbol? state = null)
    {
        var self = new LoweredThis(type.SelfType);
        LoweredStatement[] drops = [.. Drops(context, fields.Select(f => Field(type, self, f)))];
        if (drops.Length == 0)
        {
            return;
        }
        if (state is not null)
        {
            var unbegun = new LoweredLabel("unbegun");
            drops = [new LoweredBranch(new LoweredBinary(PrimitiveTypeSymbol.Bool, LoweredOperator.Equal, Field(type, self, state), new LoweredConstant(PrimitiveTypeSymbol.I32, 0)), unbegun, JumpIf: true), new LoweredReturn(null), new LoweredLabelStatement(unbegun), .. drops];
        }
        var symbol = new SynthesizedMethodSymbol("Drop", type.Symbol, isStatic: false, [], [], PrimitiveTypeSymbol.Unit);
        type.Methods.Add(new LoweredMethod(
            symbol, IsStatic: false, [], PrimitiveTypeSymbol.Void, new LoweredBlock([new LoweredSequencePoint(null), .. drops, new LoweredReturn(null)]), null,
            $"{type.Symbol.Name}.Drop", new WellKnownReference(member, [], [])));
        if (member == "IResource.Drop")
        {
            type.Interfaces.Add(context.Runtime(WellKnownTypes.IResource));
        }
    }

    /// <summary>Releases those values that may hold a resource.</summary>
    public static IEnumerable<LoweredStatement> Drops(LoweringContext context, IEnumerable<LoweredExpression> values) =>
        values.Where(v => Holds(context, v.Type)).Reverse().Select(v => new LoweredExpressionStatement(WellKnown.Generic("Ops.Drop", PrimitiveTypeSymbol.Void, [v.Type], v)));

    public static LoweredFieldRead Field(SynthesizedType type, LoweredExpression instance, FieldSymbol field) =>
        new(field.Type.Resolved, instance, new FieldReference(field, type.SelfType));

    /// <summary>A closure's environment is dropped with the frame that runs its body, and so is what the frame has for an imported function.</summary>
    private static bool Holds(LoweringContext context, TypeSymbol type) =>
        context.Ownership.Types.IsResource(type)
        || IsOpen(type)
        || (type is NamedTypeSymbol { Definition: SynthesizedTypeSymbol environment } && environment.Fields.Any(f => context.Ownership.Types.IsResource(f.Type)));

    /// <summary>Whether it has a type parameter of an imported function or type: one class serves all arguments, resources and others.</summary>
    private static bool IsOpen(TypeSymbol type) => type.Resolved switch
    {
        TypeParameterSymbol parameter => parameter.Span is null,
        NamedTypeSymbol named => named.Arguments.Any(IsOpen),
        _ => false,
    };
}
