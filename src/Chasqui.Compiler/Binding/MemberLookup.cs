using System.Collections.Immutable;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Binding;

/// <summary>Finds members of types: own, inherited, of traits, and of the runtime's extension classes.</summary>
internal sealed class MemberLookup(RuntimeLibrary library)
{
    /// <summary>A field, with the type it has in the given use of its type.</summary>
    public static (FieldSymbol Field, TypeSymbol Type)? FindField(TypeSymbol receiver, string name)
    {
        for (NamedTypeSymbol? type = receiver.Resolved as NamedTypeSymbol; type is not null; type = BaseOf(type))
        {
            if ((type.Definition.FindField(name) ?? type.Definition.Fields.FirstOrDefault(f => f.Alias == name)) is { } field)
            {
                return (field, field.Type.Substitute(type.Substitution));
            }
        }
        return null;
    }

    /// <summary>The nearest methods of a name; overloads together.</summary>
    public ImmutableArray<FunctionSymbol> FindMethods(TypeSymbol receiver, string name)
    {
        receiver = receiver.Resolved;
        if (receiver is TypeParameterSymbol parameter)
        {
            ImmutableArray<FunctionSymbol> bound = [.. parameter.Bounds.SelectMany(b => FindMethods(b, name)).Distinct()];
            return bound.IsEmpty ? [.. library.MethodsOfAnyValue(name)] : bound;
        }
        for (NamedTypeSymbol? type = receiver as NamedTypeSymbol; type is not null; type = BaseOf(type))
        {
            ImmutableArray<FunctionSymbol> own = [.. type.Definition.FindMethods(name).Where(m => m is not ImportedFunctionSymbol { IsConstructor: true })];
            if (!own.IsEmpty)
            {
                return own;
            }
        }
        ImmutableArray<FunctionSymbol> inherited =
            [.. AllTraits(receiver).SelectMany(t => t.Definition.FindMethods(name)).Where(m => m is not ImportedFunctionSymbol { IsConstructor: true }).Distinct()];
        if (!inherited.IsEmpty)
        {
            return inherited;
        }
        ImmutableArray<FunctionSymbol> given = [.. library.MethodsOf(receiver, name).Distinct()];
        return given.IsEmpty ? [.. library.MethodsOfAnyValue(name)] : given;
    }

    /// <summary>The nearest preset of a name: of the type, of a class it extends, of a trait.</summary>
    public static PresetSymbol? FindPreset(TypeSymbol receiver, string name)
    {
        for (NamedTypeSymbol? type = receiver.Resolved as NamedTypeSymbol; type is not null; type = (type.Definition as SourceTypeSymbol)?.Parent)
        {
            if (PresetOf(type) is { } own)
            {
                return own;
            }
        }
        return AllTraits(receiver).Select(PresetOf).FirstOrDefault(p => p is not null);

        PresetSymbol? PresetOf(NamedTypeSymbol type) => (type.Definition as SourceTypeSymbol)?.Presets.FirstOrDefault(p => p.Name == name);
    }

    /// <summary>What every type has: <c>T.default()</c>. They take the type as their type argument.</summary>
    public IEnumerable<FunctionSymbol> FindMethodsOfAnyType(string name) => library.MethodsOfAnyType(name);

    /// <summary>The method through whose result missing methods are looked up.</summary>
    public FunctionSymbol? FindForwarder(TypeSymbol receiver) =>
        (library.ForwardsTo(receiver) ?? AllTraits(receiver).Select(library.ForwardsTo).FirstOrDefault(f => f is not null)) is { } name ? FindMethods(receiver, name).FirstOrDefault(m => m.Parameters.IsEmpty) : null;

    /// <summary>The receiver's type seen as the type that declares a member: itself, a base or a trait, with arguments.</summary>
    public static NamedTypeSymbol? ViewAs(TypeSymbol receiver, TypeDefinitionSymbol definition)
    {
        receiver = receiver.Resolved;
        if (receiver is TypeParameterSymbol parameter)
        {
            return parameter.Bounds.Select(b => ViewAs(b, definition)).FirstOrDefault(v => v is not null);
        }
        for (NamedTypeSymbol? type = receiver as NamedTypeSymbol; type is not null; type = BaseOf(type))
        {
            if (ReferenceEquals(type.Definition, definition))
            {
                return type;
            }
        }
        return AllTraits(receiver).FirstOrDefault(t => ReferenceEquals(t.Definition, definition));
    }

    /// <summary>Every trait a type adopts, directly or through another.</summary>
    public static IEnumerable<NamedTypeSymbol> AllTraits(TypeSymbol receiver)
    {
        var seen = new HashSet<TypeSymbol>();
        var pending = new Queue<TypeSymbol>([receiver.Resolved]);
        while (pending.TryDequeue(out TypeSymbol? next))
        {
            if (next is TypeParameterSymbol parameter)
            {
                foreach (NamedTypeSymbol bound in parameter.Bounds.OfType<NamedTypeSymbol>().Where(seen.Add))
                {
                    yield return bound;
                    pending.Enqueue(bound);
                }
            }
            if (next is not NamedTypeSymbol named)
            {
                continue;
            }
            IEnumerable<NamedTypeSymbol> direct = named.Definition.Traits.Select(t => t.Substitute(named.Substitution)).OfType<NamedTypeSymbol>();
            foreach (NamedTypeSymbol trait in direct.Where(seen.Add))
            {
                yield return trait;
                pending.Enqueue(trait);
            }
            if (BaseOf(named) is { } parent && parent.Definition.Kind != TypeDefinitionKind.Class && seen.Add(parent))
            {
                pending.Enqueue(parent);
            }
        }
    }

    /// <summary>Everything that may follow a dot on a value of the type, for suggestions.</summary>
    public IEnumerable<string> MemberNames(TypeSymbol receiver)
    {
        receiver = receiver.Resolved;
        IEnumerable<string> names = library.MethodNamesOf(receiver);
        for (NamedTypeSymbol? type = receiver as NamedTypeSymbol; type is not null; type = BaseOf(type))
        {
            names = names.Concat(type.Definition.Fields.Select(f => f.Name)).Concat(type.Definition.Methods.Select(m => m.Name));
        }
        names = names.Concat(AllTraits(receiver).SelectMany(t => t.Definition.Methods).Select(m => m.Name));
        return names.Where(n => !n.StartsWith("__", StringComparison.Ordinal));
    }

    public IEnumerable<FunctionSymbol> ConstructorsOf(TypeSymbol type) => library.ConstructorsOf(type);

    private static NamedTypeSymbol? BaseOf(NamedTypeSymbol type) =>
        type.Definition.BaseType?.Substitute(type.Substitution) as NamedTypeSymbol;
}
