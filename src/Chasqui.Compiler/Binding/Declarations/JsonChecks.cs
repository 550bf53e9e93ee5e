using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>
/// Every field of a type that derives JSON must have a type that JSON can say. Enums need not derive it themselves: those that such a
/// field leads to adopt the trait here.
/// </summary>
internal sealed class JsonChecks(RuntimeLibrary library, DiagnosticBag diagnostics)
{
    private readonly NamedTypeSymbol[] _traits = [library.Type(WellKnownTypes.ISerialize).SelfType, library.Type(WellKnownTypes.IDeserialize).SelfType];
    private readonly KnownTypes _types = new(library);

    public void Run(IEnumerable<SourceTypeSymbol> types)
    {
        var pending = new Queue<SourceTypeSymbol>(types.Where(t => t.Kind != TypeDefinitionKind.Trait));
        while (pending.TryDequeue(out SourceTypeSymbol? type))
        {
            NamedTypeSymbol[] derived = [.. _traits.Where(trait => Derives(type, trait))];
            if (derived.Length == 0)
            {
                continue;
            }
            var parts = type.Fields.Select(f => (f.Type, Span: f.Span, f.Name))
                .Concat(type.Variants.SelectMany(v => v.Payload.Select(p => (p.Type, Span: v.Span, v.Name))));
            foreach (var (partType, span, name) in parts)
            {
                TypeSymbol? unfit = derived.Select(trait => Unfit(partType.Resolved, trait, pending)).FirstOrDefault(t => t is not null);
                if (unfit is not null && span is { } place)
                {
                    diagnostics.Add(DeclarationErrors.NotJson(place, type.Name, name, unfit));
                }
            }
        }
    }

    private static bool Derives(SourceTypeSymbol type, NamedTypeSymbol trait) =>
        type.Traits.Contains(trait) && !type.FindMethods(trait.Definition.Methods[0].Name).Any();

    /// <summary>The part of a type that cannot be JSON, or null.</summary>
    private TypeSymbol? Unfit(TypeSymbol type, NamedTypeSymbol trait, Queue<SourceTypeSymbol> pending)
    {
        switch (type)
        {
            case NamedTypeSymbol { Definition: SourceTypeSymbol { Kind: TypeDefinitionKind.Enum } definition } when !definition.Traits.Contains(trait):
                definition.Members = definition.Members with { Traits = definition.Traits.Add(trait) };
                pending.Enqueue(definition);
                return null;
            case NamedTypeSymbol named when MemberLookup.AllTraits(named).Contains(trait):
                return null;
            case FunctionTypeSymbol or NamedTypeSymbol when !_types.IsStructural(type):
            case UnionTypeSymbol when trait == _traits[1]:
                return type;
            case CompositeTypeSymbol composite:
                return composite.Parts.Select(p => Unfit(p.Resolved, trait, pending)).FirstOrDefault(t => t is not null);
            default:
                return null;
        }
    }
}
