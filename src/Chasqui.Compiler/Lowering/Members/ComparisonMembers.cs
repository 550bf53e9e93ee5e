using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Members;

/// <summary>
/// <code>
///   override bool Equals(object other) { if !(other is P) return false; $o = (P)other; if !Equal(this.x, $o.x) return false; return true }
///   override int GetHashCode() { $h = 17; $h = Combine($h, Hash(this.x)); return $h }
///   int CompareTo(object other) { $c = Compare(this.x, $o.x); if $c != 0 return $c; return 0 }
/// </code>
/// A method written by the user (<c>__eq__</c>, <c>__hash__</c>, <c>__lt__</c>) decides instead. Enums compare their variant first.
/// </summary>
internal static class ComparisonMembers
{
    public static LoweredMethod CreateEquals(TypeDefinitionSymbol type)
    {
        var other = new LoweredParameter("other", PrimitiveTypeSymbol.Object);
        var typed = new LoweredLocalRead(new LoweredLocal("$other", type.SelfType));
        var self = new LoweredThis(type.SelfType);
        var body = new List<LoweredStatement>();
        var different = new LoweredLabel("different");
        body.Add(new LoweredBranch(new LoweredIsInstance(type.SelfType, new LoweredParameterRead(other)), different, JumpIf: false));
        body.Add(new LoweredAssignment(typed, new LoweredCast(type.SelfType, new LoweredParameterRead(other))));
        if (type.FindMethods("__eq__").FirstOrDefault() is { } user)
        {
            body.Add(new LoweredReturn(UserCall(user, PrimitiveTypeSymbol.Bool, self, typed)));
        }
        else if (type.Kind == TypeDefinitionKind.Enum)
        {
            body.Add(new LoweredBranch(Binary(LoweredOperator.Equal, TypeMembers.TagOf(type, self), TypeMembers.TagOf(type, typed)), different, JumpIf: false));
            body.AddRange(TypeMembers.ByVariant(type, self, v =>
                [.. v.Payload.Select(p => Same(TypeMembers.Payload(v, p.Index, self), TypeMembers.Payload(v, p.Index, typed))), Return(true)]));
        }
        else
        {
            body.AddRange(Pairs(type, self, typed).Select(p => Same(p.Left, p.Right)));
            body.Add(Return(true));
        }
        body.Add(new LoweredLabelStatement(different));
        body.Add(Return(false));
        return TypeMembers.Override(type, "Equals", "Object.Equals", PrimitiveTypeSymbol.Bool, [other], body);

        LoweredStatement Same(LoweredExpression left, LoweredExpression right) =>
            new LoweredBranch(WellKnown.Generic("Ops.Equal", PrimitiveTypeSymbol.Bool, [left.Type], left, right), different, JumpIf: false);

        static LoweredReturn Return(bool value) => new(new LoweredConstant(PrimitiveTypeSymbol.Bool, value));
    }

    public static LoweredMethod CreateHash(TypeDefinitionSymbol type)
    {
        var self = new LoweredThis(type.SelfType);
        var hash = new LoweredLocalRead(new LoweredLocal("$hash", PrimitiveTypeSymbol.I32));
        var body = new List<LoweredStatement>();
        if (type.FindMethods("__hash__").FirstOrDefault() is { } user)
        {
            LoweredExpression value = UserCall(user, PrimitiveTypeSymbol.Int, self);
            body.Add(new LoweredReturn(WellKnown.Generic("Ops.Hash", PrimitiveTypeSymbol.I32, [PrimitiveTypeSymbol.Int], value)));
        }
        else if (type.Kind == TypeDefinitionKind.Enum)
        {
            body.Add(new LoweredAssignment(hash, TypeMembers.TagOf(type, self)));
            body.AddRange(TypeMembers.ByVariant(type, self, v =>
                [.. v.Payload.Select(p => Combine(TypeMembers.Payload(v, p.Index, self))), new LoweredReturn(hash)]));
            body.Add(new LoweredReturn(hash));
        }
        else
        {
            body.Add(new LoweredAssignment(hash, Int32(17)));
            body.AddRange(TypeMembers.Fields(type, self).Select(f => Combine(f.Value)));
            body.Add(new LoweredReturn(hash));
        }
        return TypeMembers.Override(type, "GetHashCode", "Object.GetHashCode", PrimitiveTypeSymbol.I32, [], body);

        LoweredStatement Combine(LoweredExpression value) => new LoweredAssignment(
            hash,
            WellKnown.Generic(
                "HashCode.Combine", PrimitiveTypeSymbol.I32, [PrimitiveTypeSymbol.I32, PrimitiveTypeSymbol.I32],
                hash, WellKnown.Generic("Ops.Hash", PrimitiveTypeSymbol.I32, [value.Type], value)));
    }

    public static LoweredMethod CreateCompare(TypeDefinitionSymbol type)
    {
        var other = new LoweredParameter("other", PrimitiveTypeSymbol.Object);
        var typed = new LoweredLocalRead(new LoweredLocal("$other", type.SelfType));
        var self = new LoweredThis(type.SelfType);
        var order = new LoweredLocalRead(new LoweredLocal("$order", PrimitiveTypeSymbol.I32));
        var differ = new LoweredLabel("differ");
        var body = new List<LoweredStatement>
        {
            new LoweredAssignment(typed, new LoweredCast(type.SelfType, new LoweredParameterRead(other))),
        };
        if (type.FindMethods("__lt__").FirstOrDefault() is { } less)
        {
            body.Add(new LoweredReturn(new LoweredConditional(
                PrimitiveTypeSymbol.I32,
                UserCall(less, PrimitiveTypeSymbol.Bool, self, typed),
                Int32(-1),
                new LoweredConditional(PrimitiveTypeSymbol.I32, UserCall(less, PrimitiveTypeSymbol.Bool, typed, self), Int32(1), Int32(0)))));
        }
        else if (type.Kind == TypeDefinitionKind.Enum)
        {
            body.Add(new LoweredAssignment(order, Binary(LoweredOperator.Subtract, TypeMembers.TagOf(type, self), TypeMembers.TagOf(type, typed), PrimitiveTypeSymbol.I32)));
            body.Add(IfDifferent());
            body.AddRange(TypeMembers.ByVariant(type, self, v =>
                [.. v.Payload.SelectMany(p => Step(TypeMembers.Payload(v, p.Index, self), TypeMembers.Payload(v, p.Index, typed))), new LoweredReturn(order)]));
        }
        else
        {
            body.Add(new LoweredAssignment(order, Int32(0)));
            body.AddRange(Pairs(type, self, typed).SelectMany(p => Step(p.Left, p.Right)));
        }
        body.Add(new LoweredLabelStatement(differ));
        body.Add(new LoweredReturn(order));
        return TypeMembers.Override(type, "CompareTo", "IComparable.CompareTo", PrimitiveTypeSymbol.I32, [other], body);

        IEnumerable<LoweredStatement> Step(LoweredExpression left, LoweredExpression right) =>
        [
            new LoweredAssignment(order, WellKnown.Generic("Ops.Compare", PrimitiveTypeSymbol.I32, [left.Type], left, right)),
            IfDifferent(),
        ];

        LoweredStatement IfDifferent() => new LoweredBranch(Binary(LoweredOperator.NotEqual, order, Int32(0)), differ, JumpIf: true);
    }

    private static IEnumerable<(LoweredExpression Left, LoweredExpression Right)> Pairs(TypeDefinitionSymbol type, LoweredExpression self, LoweredExpression other) =>
        TypeMembers.Fields(type, self).Zip(TypeMembers.Fields(type, other), (l, r) => ((LoweredExpression)l.Value, (LoweredExpression)r.Value));

    private static LoweredCall UserCall(FunctionSymbol function, TypeSymbol type, LoweredExpression receiver, params LoweredExpression[] arguments) =>
        new(type, new FunctionReference(function, ((NamedTypeSymbol)receiver.Type), []), receiver, [.. arguments]);

    private static LoweredBinary Binary(LoweredOperator operation, LoweredExpression left, LoweredExpression right, TypeSymbol? type = null) =>
        new(type ?? PrimitiveTypeSymbol.Bool, operation, left, right);

    private static LoweredConstant Int32(int value) => new(PrimitiveTypeSymbol.I32, value);
}
