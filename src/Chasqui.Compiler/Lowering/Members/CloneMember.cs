using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Members;

/// <summary>
/// <code>
///   override SharedObject ShallowClone() { return new P(this.x, ShareObject(this.xs)) }
/// </code>
/// </summary>
internal static class CloneMember
{
    public static LoweredMethod Create(LoweringContext context, TypeDefinitionSymbol type)
    {
        var self = new LoweredThis(type.SelfType);
        LoweredExpression[] fields = [.. TypeMembers.Fields(type, self).Select(f => ValueSemantics.Share(f.Value))];
        TypeSymbol result = context.Runtime(WellKnownTypes.SharedObject);
        var clone = new LoweredNew(type.SelfType, new ConstructorReference(type.SelfType), [.. fields]);
        return TypeMembers.Override(type, "ShallowClone", "SharedObject.ShallowClone", result, [], [new LoweredReturn(new LoweredCast(result, clone))]);
    }

    /// <summary>Of an enum, immutable itself: what it holds is marked.</summary>
    public static LoweredMethod CreateMarkShared(TypeDefinitionSymbol type)
    {
        var self = new LoweredThis(type.SelfType);
        IEnumerable<LoweredStatement> body =
            TypeMembers.ByVariant(type, self, v => [.. Marks(v.Payload.Select(p => TypeMembers.Payload(v, p.Index, self))), new LoweredReturn(null)]);
        return TypeMembers.Override(type, "MarkShared", "IShareable.MarkShared", PrimitiveTypeSymbol.Void, [], body);
    }

    private static IEnumerable<LoweredStatement> Marks(IEnumerable<LoweredExpression> values) =>
        values.Where(v => !ValueSemantics.IsPlain(v.Type)).Select(v => new LoweredExpressionStatement(ValueSemantics.Share(v)));
}
