using System.Collections.Immutable;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering.Members;

/// <summary>A trait is a CLR interface: what it requires is abstract, what it defines is a default interface method.</summary>
internal static class TraitMembers
{
    /// <summary>The methods whose bodies adopters bring.</summary>
    public static IEnumerable<LoweredMethod> Required(LoweringContext context, TypeDefinitionSymbol type) => type.Kind != TypeDefinitionKind.Trait
        ? []
        : type.Methods.OfType<SourceFunctionSymbol>().Where(m => m.IsAbstract).Select(m => new LoweredMethod(
            m, m.IsStatic, [.. m.Parameters.Select(p => context.ParameterOf(m, p))], ResultOf(m), new LoweredBlock([]), m.Span, m.DisplayName) { IsAbstract = true });

    /// <summary>
    /// Where a trait says <c>Self</c> its interface has the trait and the adopter's method the adopter:
    /// <code>
    ///   trait Joined: def join(self, other: Self) -> Self        model Text with Joined: def join(self, other: Self) -> Self
    ///   after    Joined join(Joined other) { return (Joined)this.join((Text)other) }
    ///   trait Made: @staticmethod def make() -> Self             model Text with Made: @staticmethod def make() -> Text
    ///   after    static Self make&lt;Self&gt;() { return (Self)Text.make() }
    /// </code>
    /// </summary>
    public static IEnumerable<LoweredMethod> Bridges(LoweringContext context, TypeDefinitionSymbol type)
    {
        if (type.Kind == TypeDefinitionKind.Trait)
        {
            foreach (LoweredMethod forward in Overrides(type))
            {
                yield return forward;
            }
            yield break;
        }
        foreach (NamedTypeSymbol trait in TypeRelations.AllTraits(type))
        {
            foreach (SourceFunctionSymbol required in trait.Definition.Methods.OfType<SourceFunctionSymbol>().Where(m => m.Adopter is not null))
            {
                if (type.FindMethods(required.Name).FirstOrDefault(m => m.IsStatic) is not { } own)
                {
                    continue;
                }
                if (required.IsAsync || required.Parameters.Any(p => p.Mode == ParameterMode.Mut))
                {
                    context.Diagnostics.Add(LoweringErrors.NotSupported(own.Span ?? type.Span ?? default, "a static method that a trait requires and that is async or changes its arguments"));
                    continue;
                }
                yield return Bridge(type, trait, required, own);
            }
            foreach (FunctionSymbol required in trait.Definition.Methods.Where(m => !m.IsStatic && Mentions(m, trait.Definition.SelfType)))
            {
                if (type.FindMethods(required.Name).FirstOrDefault() is not { } own || HasSameTypes(required, own, trait))
                {
                    continue;
                }
                if (required.IsAsync || !required.TypeParameters.IsEmpty || !CanCast(required, trait.Definition.SelfType))
                {
                    context.Diagnostics.Add(LoweringErrors.NotSupported(own.Span ?? type.Span ?? default, "`Self` inside another type of a trait's method"));
                    continue;
                }
                yield return Bridge(type, trait, required, own);
            }
        }
    }

    /// <summary>
    /// A trait that defines a method of its supertrait answers for it:
    /// <code>
    ///   trait Loud with Greeter: def greet(self): …        after    Greeter.greet() { return this.greet() }
    /// </code>
    /// </summary>
    private static IEnumerable<LoweredMethod> Overrides(TypeDefinitionSymbol type) =>
        from trait in TypeRelations.AllTraits(type)
        from required in trait.Definition.Methods
        from own in type.FindMethods(required.Name).OfType<SourceFunctionSymbol>()
        where !required.IsStatic && !own.IsAbstract && !own.IsAsync && own.TypeParameters.IsEmpty && CanCast(required, trait.Definition.SelfType)
        select Bridge(type, trait, required, own);

    private static bool HasSameTypes(FunctionSymbol required, FunctionSymbol own, NamedTypeSymbol trait) =>
        Types(required).Select(t => t.Resolved.Substitute(trait.Substitution)).SequenceEqual(Types(own).Select(t => t.Resolved));

    private static LoweredMethod Bridge(TypeDefinitionSymbol type, NamedTypeSymbol trait, FunctionSymbol required, FunctionSymbol own)
    {
        ImmutableArray<LoweredParameter> parameters =
            [.. required.Parameters.Select(p => new LoweredParameter(p.Name, p.Type.Resolved.Substitute(trait.Substitution)))];
        TypeSymbol result = ResultOf(own);
        TypeSymbol declared = ResultOf(required).Substitute(trait.Substitution);
        IEnumerable<LoweredExpression> arguments = parameters.Zip(
            own.Parameters, (given, wanted) => Cast(wanted.Type.Resolved, new LoweredParameterRead(given)));
        ImmutableArray<TypeParameterSymbol> typeParameters = own.IsStatic ? required.TypeParameters : [];
        var call = new LoweredCall(
            result,
            new FunctionReference(own, type.SelfType, [.. typeParameters.Where(p => !p.IsSelf)]),
            own.IsStatic ? null : new LoweredThis(type.SelfType),
            [.. arguments]);
        ImmutableArray<LoweredStatement> body = result == PrimitiveTypeSymbol.Void
            ? [new LoweredSequencePoint(null), new LoweredExpressionStatement(call), new LoweredReturn(null)]
            : [new LoweredSequencePoint(null), new LoweredReturn(Cast(declared, call))];
        var symbol = new SynthesizedMethodSymbol(
            required.Name, type, own.IsStatic, typeParameters, [.. parameters.Select(p => new ParameterSymbol(p.Name, p.Type))], declared);
        return new LoweredMethod(
            symbol, own.IsStatic, parameters, declared, new LoweredBlock(body), null, own.DisplayName, new FunctionReference(required, trait, []));
    }

    private static LoweredExpression Cast(TypeSymbol type, LoweredExpression value) => value.Type == type ? value : new LoweredCast(type, value);

    private static bool Mentions(FunctionSymbol method, TypeSymbol self) => Types(method).Any(t => Contains(t, self));

    private static bool Contains(TypeSymbol type, TypeSymbol self) =>
        type.Resolved == self || (type.Resolved is CompositeTypeSymbol composite && composite.Parts.Any(p => Contains(p, self)));

    private static bool CanCast(FunctionSymbol method, TypeSymbol self) =>
        Types(method).All(t => t.Resolved == self || !Contains(t, self)) && method.Parameters.All(p => p.Mode != ParameterMode.Mut);

    private static IEnumerable<TypeSymbol> Types(FunctionSymbol method) => method.Parameters.Select(p => p.Type).Append(method.ReturnType);

    private static TypeSymbol ResultOf(FunctionSymbol method)
    {
        bool hasNone = method.ReturnType.Resolved is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit or PrimitiveKind.Never };
        return !hasNone ? method.ReturnType.Resolved : method.IsAsync ? PrimitiveTypeSymbol.Unit : PrimitiveTypeSymbol.Void;
    }
}
