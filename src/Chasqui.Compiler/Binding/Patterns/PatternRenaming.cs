using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Binding;

/// <summary>Makes the alternatives of <c>p | q</c> bind the same locals.</summary>
internal static class PatternRenaming
{
    public static BoundPattern Rename(BoundPattern pattern, IReadOnlyDictionary<LocalSymbol, LocalSymbol> locals)
    {
        return Visit(pattern);

        BoundPattern Visit(BoundPattern p) => p switch
        {
            BoundBindingPattern b => b with { Local = locals.GetValueOrDefault(b.Local, b.Local), Inner = b.Inner is null ? null : Visit(b.Inner) },
            BoundTuplePattern t => t with { Elements = [.. t.Elements.Select(Visit)] },
            BoundListPattern l => l with
            {
                Prefix = [.. l.Prefix.Select(Visit)],
                Rest = l.Rest is null ? null : Visit(l.Rest),
                Suffix = [.. l.Suffix.Select(Visit)],
            },
            BoundVariantPattern v => v with { Payload = [.. v.Payload.Select(Visit)] },
            BoundFieldsPattern f => f with { Fields = [.. f.Fields.Select(x => (x.Field, Visit(x.Pattern)))] },
            BoundTypePattern t => t with { Inner = Visit(t.Inner) },
            BoundOrPattern o => o with { Alternatives = [.. o.Alternatives.Select(Visit)] },
            _ => p,
        };
    }
}
