using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Flow.Sending;

/// <summary>The part of a type that binds its values to their task.</summary>
/// <param name="Path">From the value to it, as a program would write it: <c>.conn.guard</c>; empty for the value itself.</param>
internal sealed record BoundPart(TypeSymbol Type, string Path);

/// <summary>
/// Which types must not cross from one task to another, by what they are made of. Function types and traits hide what is inside, so
/// only what is sendable becomes a value of one.
/// </summary>
internal static class TaskBoundTypes
{
    /// <summary>A generic type that holds itself with ever larger arguments is looked into so far.</summary>
    private const int DeepestType = 16;

    /// <summary>The first part that is not sendable whatever the type parameters stand for; null where there is none.</summary>
    public static BoundPart? Unsendable(TypeSymbol type) => Find(type, static part => part switch
    {
        FunctionTypeSymbol function => function.Modifier == FunctionTypeModifier.Local,
        NamedTypeSymbol { Definition: ForeignTypeSymbol foreign } => foreign.IsSendable != false ? null : true,
        NamedTypeSymbol { Definition: ImportedTypeSymbol imported } =>
            !imported.IsSendable ?? (imported.ValueKind == ValueKind.SharedHandle ? true : null),
        NamedTypeSymbol { Definition.Kind: TypeDefinitionKind.Trait } => false,
        _ => null,
    }).FirstOrDefault();

    /// <summary>The type parameters in it that nothing is known about: it is sendable if they are.</summary>
    public static IEnumerable<TypeParameterSymbol> Undecided(TypeSymbol type) => Find(type, static part => part switch
    {
        TypeParameterSymbol parameter => !parameter.Capabilities.Contains("Send"),
        FunctionTypeSymbol => false,
        NamedTypeSymbol { Definition: ImportedTypeSymbol { IsSendable: not null } or { ValueKind: ValueKind.SharedHandle } or { Kind: TypeDefinitionKind.Trait } } => false,
        _ => null,
    }).Select(p => p.Type).OfType<TypeParameterSymbol>();

    /// <summary>The first part that must not live where a task may wait.</summary>
    public static BoundPart? ThreadBound(TypeSymbol type) => Find(type, static part => part switch
    {
        NamedTypeSymbol { Definition: ImportedTypeSymbol { IsThreadBound: true } } => true,
        NamedTypeSymbol { Definition: { ValueKind: ValueKind.SharedHandle } or ImportedTypeSymbol { IsSendable: true } } or FunctionTypeSymbol => false,
        _ => null,
    }).FirstOrDefault();

    /// <param name="type">The whole.</param>
    /// <param name="decide">Whether a part is one; null where that lies with its own parts.</param>
    public static IEnumerable<BoundPart> Find(TypeSymbol type, Func<TypeSymbol, bool?> decide)
    {
        var seen = new HashSet<TypeSymbol>();
        return Go(type.Resolved, "", 0);

        IEnumerable<BoundPart> Go(TypeSymbol part, string path, int depth)
        {
            if (decide(part) is { } isOne)
            {
                return isOne ? [new BoundPart(part, path)] : [];
            }
            return depth == DeepestType || (part is CompositeTypeSymbol && !seen.Add(part))
                ? []
                : PartsOf(part).SelectMany(p => Go(p.Type.Resolved, path + p.Step, depth + 1));
        }
    }

    private static IEnumerable<(TypeSymbol Type, string Step)> PartsOf(TypeSymbol type) => type switch
    {
        TupleTypeSymbol tuple => tuple.Elements.Select((e, i) => (e, $".{i}")),
        UnionTypeSymbol union => union.Members.Select(m => (m, "")),
        NamedTypeSymbol { Definition: SourceTypeSymbol definition } named => PartsOf(definition, named.Substitution),
        NamedTypeSymbol { Definition.ValueKind: ValueKind.SharedObject } collection => collection.Arguments.Select(a => (a, "[…]")),
        NamedTypeSymbol named => named.Arguments.Select(a => (a, "")),
        _ => [],
    };

    private static IEnumerable<(TypeSymbol Type, string Step)> PartsOf(SourceTypeSymbol type, TypeSubstitution substitution) =>
    [
        .. type.Fields.Select(f => (f.Type.Substitute(substitution), $".{f.Name}")),
        .. type.Variants.SelectMany(v => v.Payload.Select(p => (p.Type.Substitute(substitution), $".{v.Name}.{p.Name ?? p.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)}"))),
        .. type.Underlying is { } wrapped ? [(wrapped.Substitute(substitution), ".0")] : ((TypeSymbol, string)[])[],
    ];
}
