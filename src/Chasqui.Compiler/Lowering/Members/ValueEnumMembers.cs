using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Lowering.Members;

/// <summary>
/// <code>
///   str value() { switch tag(this) …; return "low" }
///   static Option[Level] from_value(str value) { if value == "low" return Some(Low); …; return None }
/// </code>
/// </summary>
internal static class ValueEnumMembers
{
    public static IEnumerable<LoweredMethod> Create(TypeDefinitionSymbol type) =>
        type.Methods.OfType<ValueEnumMethodSymbol>().Select(m => m.IsStatic ? FromValue(type, m) : Value(type, m));

    private static LoweredMethod Value(TypeDefinitionSymbol type, FunctionSymbol method) => Method(
        method,
        [],
        [
            .. TypeMembers.ByVariant(type, new LoweredThis(type.SelfType), v => [new LoweredReturn(Raw(method.ReturnType, v))]),
            new LoweredReturn(new LoweredDefault(method.ReturnType)),
        ]);

    private static LoweredMethod FromValue(TypeDefinitionSymbol type, FunctionSymbol method)
    {
        var value = new LoweredParameter("value", method.Parameters[0].Type);
        var body = new List<LoweredStatement>();
        foreach (VariantSymbol variant in type.Variants)
        {
            var next = new LoweredLabel("next");
            LoweredExpression isThis = WellKnown.Generic(
                "Ops.Equal", PrimitiveTypeSymbol.Bool, [value.Type], new LoweredParameterRead(value), Raw(value.Type, variant));
            body.Add(new LoweredBranch(isThis, next, JumpIf: false));
            var found = new LoweredCall(type.SelfType, new VariantFactoryReference(type.SelfType, variant), null, []);
            body.Add(new LoweredReturn(Option(method.ReturnType, "Some", [found])));
            body.Add(new LoweredLabelStatement(next));
        }
        body.Add(new LoweredReturn(Option(method.ReturnType, "None", [])));
        return Method(method, [value], body);
    }

    private static LoweredCall Option(TypeSymbol type, string variant, ImmutableArray<LoweredExpression> payload) =>
        type is NamedTypeSymbol option && option.Definition.FindVariant(variant) is { } found
            ? new LoweredCall(type, new VariantFactoryReference(option, found), null, payload)
            : throw new InternalCompilerException($"{type} has no variant {variant}");

    private static LoweredConstant Raw(TypeSymbol type, VariantSymbol variant) => new(type, variant.RawValue);

    private static LoweredMethod Method(FunctionSymbol symbol, ImmutableArray<LoweredParameter> parameters, IEnumerable<LoweredStatement> body) => new(
        symbol,
        symbol.IsStatic,
        parameters,
        symbol.ReturnType,
        new LoweredBlock([new LoweredSequencePoint(null), .. body]),
        null,
        symbol.DisplayName);
}
