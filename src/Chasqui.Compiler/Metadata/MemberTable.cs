using Mono.Cecil;

namespace Chasqui.Compiler.Metadata;

/// <summary>The members of one CLR type that Chasqui programs can name, by that name.</summary>
internal sealed class MemberTable
{
    private readonly Dictionary<string, List<IMemberDefinition>> _named = [];

    public MemberTable(TypeDefinition type)
    {
        foreach (MethodDefinition method in type.Methods)
        {
            if (!method.HasCustomAttributes || !method.IsPublic)
            {
                continue;
            }
            if (RuntimeAttributes.Has(method, "ConstructorAttribute"))
            {
                Constructors.Add(method);
            }
            Add(method);
        }
        foreach (PropertyDefinition property in type.Properties)
        {
            if (property.GetMethod is { IsPublic: true })
            {
                Add(property);
            }
        }
        foreach (FieldDefinition field in type.Fields)
        {
            if (field.IsPublic)
            {
                Add(field);
            }
        }
    }

    /// <summary>Without variants.</summary>
    public IEnumerable<string> Names => _named.Keys;

    public List<MethodDefinition> Constructors { get; } = [];

    /// <summary>Static methods and properties with their variant attribute.</summary>
    public List<(IMemberDefinition Member, CustomAttribute Variant)> Variants { get; } = [];

    public IReadOnlyList<IMemberDefinition> Named(string name) => _named.TryGetValue(name, out var members) ? members : [];

    private void Add(IMemberDefinition member)
    {
        if (RuntimeAttributes.Find(member, "VariantAttribute") is { } variant)
        {
            Variants.Add((member, variant));
            return;
        }
        foreach (string name in RuntimeAttributes.Names(member))
        {
            if (!_named.TryGetValue(name, out var list))
            {
                _named[name] = list = [];
            }
            list.Add(member);
        }
    }
}
