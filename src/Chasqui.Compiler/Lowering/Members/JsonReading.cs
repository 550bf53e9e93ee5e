using System.Globalization;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Members;

/// <summary>
/// The body of <c>ReadJson</c>. Of a model, whose fields come in any order:
/// <code>
///   r.BeginObject("struct P")
///   next: if !r.NextField() goto done
///         if r.IsField("x") { $x = r.Value(); $hasX = true; goto next }
///         r.Skip(); goto next
///   done: r.Require($hasX, "x"); return new P($x)
/// </code>
/// </summary>
internal sealed class JsonReading(TypeDefinitionSymbol type, LoweredExpression reader)
{
    public IEnumerable<LoweredStatement> Body()
    {
        if (type.FindMethods("from_json").FirstOrDefault(m => m.IsStatic && m.Parameters is [{ Type: PrimitiveTypeSymbol { Kind: PrimitiveKind.Str } }]) is { } own)
        {
            return [Return(Checked(own, Call("Raw", PrimitiveTypeSymbol.Str)))];
        }
        return type.Kind switch
        {
            TypeDefinitionKind.Enum when type.Variants.Any(v => v.RawValue is not null) => ValueEnum(),
            TypeDefinitionKind.Enum => Enum(),
            TypeDefinitionKind.Newtype => Newtype(),
            _ => Object(),
        };
    }

    private IEnumerable<LoweredStatement> Object()
    {
        (FieldSymbol Field, LoweredLocalRead Value, LoweredLocalRead IsThere)[] fields =
            [.. TypeMembers.Fields(type, new LoweredThis(type.SelfType)).Select(f => (
                f.Field,
                new LoweredLocalRead(new LoweredLocal($"${f.Field.Name}", f.Value.Type)),
                new LoweredLocalRead(new LoweredLocal($"$has_{f.Field.Name}", PrimitiveTypeSymbol.Bool))))];
        var next = new LoweredLabel("next");
        var done = new LoweredLabel("done");
        yield return Do(Call("BeginObject", PrimitiveTypeSymbol.Void, Text($"struct {type.Name}")));
        foreach (var (_, value, isThere) in fields)
        {
            yield return new LoweredAssignment(value, new LoweredDefault(value.Type));
            yield return new LoweredAssignment(isThere, new LoweredConstant(PrimitiveTypeSymbol.Bool, false));
        }
        yield return new LoweredLabelStatement(next);
        yield return new LoweredBranch(Call("NextField", PrimitiveTypeSymbol.Bool), done, JumpIf: false);
        foreach (var (field, value, isThere) in fields)
        {
            var other = new LoweredLabel("other");
            yield return new LoweredBranch(Call("IsField", PrimitiveTypeSymbol.Bool, Text(WireName(field))), other, JumpIf: false);
            yield return new LoweredAssignment(value, Value(value.Type));
            yield return new LoweredAssignment(isThere, new LoweredConstant(PrimitiveTypeSymbol.Bool, true));
            yield return new LoweredGoto(next);
            yield return new LoweredLabelStatement(other);
        }
        yield return Do(Call("Skip", PrimitiveTypeSymbol.Void));
        yield return new LoweredGoto(next);
        yield return new LoweredLabelStatement(done);
        foreach (var (field, value, isThere) in fields)
        {
            yield return Do(Generic("Require", PrimitiveTypeSymbol.Void, [value.Type], isThere, Text(WireName(field))));
        }
        var made = new LoweredNew(type.SelfType, new ConstructorReference(type.SelfType), [.. fields.Select(f => (LoweredExpression)f.Value)]);
        FunctionSymbol? validate = type.Capabilities.Contains("Validate") ? type.FindMethods("validate").FirstOrDefault() : null;
        yield return Return(validate is null ? made : Checked(validate, made));
    }

    private IEnumerable<LoweredStatement> Newtype()
    {
        TypeSymbol underlying = type.Fields[0].Type;
        LoweredExpression value = Value(underlying);
        yield return Return(type.FindMethods("from_underlying").FirstOrDefault() is { } check
            ? Checked(check, value)
            : new LoweredNew(type.SelfType, new ConstructorReference(type.SelfType), [value]));
    }

    private IEnumerable<LoweredStatement> Enum()
    {
        yield return Do(Call("BeginVariant", PrimitiveTypeSymbol.Void));
        foreach (VariantSymbol variant in type.Variants)
        {
            var other = new LoweredLabel("other");
            yield return new LoweredBranch(Call("IsVariant", PrimitiveTypeSymbol.Bool, Text(variant.Name)), other, JumpIf: false);
            foreach (LoweredStatement statement in Variant(variant))
            {
                yield return statement;
            }
            yield return new LoweredLabelStatement(other);
        }
        yield return Do(Call("ThrowVariant", PrimitiveTypeSymbol.Void, Text(OneOf(type.Variants.Select(v => v.Name)))));
        yield return new LoweredReturn(new LoweredDefault(PrimitiveTypeSymbol.Object));
    }

    private IEnumerable<LoweredStatement> Variant(VariantSymbol variant)
    {
        bool isSingle = variant.Payload.Length == 1;
        LoweredLocalRead[] payload = [.. variant.Payload.Select(p => new LoweredLocalRead(new LoweredLocal($"${variant.Name}{p.Index}", p.Type)))];
        if (payload.Length > 0)
        {
            yield return Do(Call("RequirePayload", PrimitiveTypeSymbol.Void, Bool(isSingle)));
        }
        if (isSingle)
        {
            yield return new LoweredAssignment(payload[0], Value(payload[0].Type));
        }
        else if (payload.Length > 0)
        {
            string expected = $"tuple variant {type.Name}::{variant.Name}";
            yield return Do(Call("BeginArray", PrimitiveTypeSymbol.Void, Text(expected)));
            for (int i = 0; i < payload.Length; i++)
            {
                LoweredExpression index = new LoweredConstant(PrimitiveTypeSymbol.Int, (long)i);
                yield return new LoweredAssignment(
                    payload[i], Generic("Item", payload[i].Type, [payload[i].Type], index, Text($"{expected} with {payload.Length} elements")));
            }
            yield return Do(Call("EndItems", PrimitiveTypeSymbol.Void));
        }
        yield return Do(Call("EndVariant", PrimitiveTypeSymbol.Void, Bool(payload.Length > 0)));
        yield return Return(Make(variant, payload));
    }

    private IEnumerable<LoweredStatement> ValueEnum()
    {
        TypeSymbol raw = type.Variants.Any(v => v.RawValue is string) ? PrimitiveTypeSymbol.Str : PrimitiveTypeSymbol.Int;
        var value = new LoweredLocalRead(new LoweredLocal("$value", raw));
        yield return new LoweredAssignment(value, Value(raw));
        foreach (VariantSymbol variant in type.Variants)
        {
            var other = new LoweredLabel("other");
            LoweredExpression isThis = WellKnown.Generic("Ops.Equal", PrimitiveTypeSymbol.Bool, [raw], value, new LoweredConstant(raw, variant.RawValue));
            yield return new LoweredBranch(isThis, other, JumpIf: false);
            yield return Return(Make(variant));
            yield return new LoweredLabelStatement(other);
        }
        string expected = OneOf(type.Variants.Select(v => Convert.ToString(v.RawValue, CultureInfo.InvariantCulture) ?? ""));
        yield return Do(Generic("ThrowValue", PrimitiveTypeSymbol.Void, [raw], value, Text(expected)));
        yield return new LoweredReturn(new LoweredDefault(PrimitiveTypeSymbol.Object));
    }

    /// <summary>A check of the type's own: a method that gives a <c>Result[Self, E]</c>.</summary>
    private LoweredExpression Checked(FunctionSymbol check, LoweredExpression value)
    {
        var function = new FunctionReference(check, type.SelfType, []);
        TypeSymbol result = check.ReturnType.Resolved;
        LoweredCall call = check.IsStatic ? new(result, function, null, [value]) : new(result, function, value, []);
        return result is NamedTypeSymbol { Arguments: [var self, var error] }
            ? Generic("Checked", self, [self, error], call)
            : throw new Diagnostics.InternalCompilerException($"{check.DisplayName} does not give a Result");
    }

    private LoweredCall Make(VariantSymbol variant, params LoweredExpression[] payload) =>
        new(type.SelfType, new VariantFactoryReference(type.SelfType, variant), null, [.. payload]);

    private static string WireName(FieldSymbol field) => field.Alias ?? field.Name;

    /// <summary><c>`A`</c>, <c>`A` or `B`</c>, <c>one of `A`, `B`, `C`</c></summary>
    private static string OneOf(IEnumerable<string> names)
    {
        string[] quoted = [.. names.Select(n => $"`{n}`")];
        return quoted.Length <= 2 ? string.Join(" or ", quoted) : $"one of {string.Join(", ", quoted)}";
    }

    private LoweredExpression Value(TypeSymbol value) => Generic("Value", value, [value]);

    private LoweredCall Call(string member, TypeSymbol result, params LoweredExpression[] arguments) =>
        WellKnown.Instance($"JsonReader.{member}", result, reader, [.. arguments]);

    private LoweredCall Generic(string member, TypeSymbol result, TypeSymbol[] typeArguments, params LoweredExpression[] arguments) =>
        WellKnown.Instance($"JsonReader.{member}", result, reader, [.. arguments], [], [.. typeArguments]);

    private static LoweredExpressionStatement Do(LoweredExpression call) => new(call);

    private static LoweredReturn Return(LoweredExpression value) => new(new LoweredCast(PrimitiveTypeSymbol.Object, value));

    private static LoweredConstant Text(string value) => new(PrimitiveTypeSymbol.Str, value);

    private static LoweredConstant Bool(bool value) => new(PrimitiveTypeSymbol.Bool, value);
}
