using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;

namespace Chasqui.Compiler.Metadata;

/// <summary>A static class whose methods are methods of a .NET type.</summary>
internal sealed class ExtensionClass(RuntimeLibrary library, TypeDefinition type)
{
    private readonly Dictionary<string, ImmutableArray<FunctionSymbol>> _methods = [];
    private MemberTable? _members;
    private ImmutableArray<FunctionSymbol> _constructors;

    public TypeDefinition Class { get; } = type;

    public IEnumerable<string> Names => Members.Names;

    /// <summary>Its methods are static methods of every type.</summary>
    private bool OfTypes => RuntimeAttributes.Find(Class, "MethodsOfAttribute") is { } attribute
        && RuntimeAttributes.Argument<TypeReference>(attribute, 0)?.FullName == "System.Type";

    public string? ForwardsTo => RuntimeAttributes.Text(Class, "ForwardsToAttribute");

    public ImmutableArray<FunctionSymbol> Constructors => _constructors.IsDefault
        ? _constructors = [.. Members.Constructors
            .Select(m => library.Functions.Import(RuntimeAttributes.Names(Class).FirstOrDefault() ?? Class.Name, m, null, isConstructor: true))
            .OfType<FunctionSymbol>()]
        : _constructors;

    private MemberTable Members => _members ??= new MemberTable(Class);

    public ImmutableArray<FunctionSymbol> MethodsNamed(string name)
    {
        if (!_methods.TryGetValue(name, out var methods))
        {
            methods = [.. Members.Named(name)
                .Select(m => library.Functions.Import(name, m, null, isExtension: !OfTypes))
                .OfType<FunctionSymbol>()];
            _methods[name] = methods;
        }
        return methods;
    }
}
