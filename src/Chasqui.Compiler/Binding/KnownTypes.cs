using System.Diagnostics.CodeAnalysis;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Binding;

/// <summary>Recognises and makes the runtime types that the language's syntax refers to.</summary>
internal sealed class KnownTypes(RuntimeLibrary library)
{
    private readonly TypeDefinitionSymbol _list = library.Type(WellKnownTypes.List);
    private readonly TypeDefinitionSymbol _dict = library.Type(WellKnownTypes.Dict);
    private readonly TypeDefinitionSymbol _set = library.Type(WellKnownTypes.Set);
    private readonly TypeDefinitionSymbol _option = library.Type(WellKnownTypes.Option);
    private readonly TypeDefinitionSymbol _result = library.Type(WellKnownTypes.Result);
    private readonly TypeDefinitionSymbol _future = library.Type(WellKnownTypes.Future);
    private readonly TypeDefinitionSymbol _iterator = library.Type(WellKnownTypes.Iterator);
    private readonly TypeDefinitionSymbol _asyncGenerator = library.Type(WellKnownTypes.AsyncGenerator);
    private readonly TypeDefinitionSymbol _range = library.Type(WellKnownTypes.Range);

    private readonly TypeDefinitionSymbol _typeToken = library.Type(WellKnownTypes.TypeToken);

    private readonly TypeDefinitionSymbol _serialize = library.Type(WellKnownTypes.ISerialize);

    public NamedTypeSymbol Bytes { get; } = new(library.Type(WellKnownTypes.Bytes), []);

    public NamedTypeSymbol Range => new(_range, []);

    public VariantSymbol None => Variant(_option, "None");

    public VariantSymbol Some => Variant(_option, "Some");

    public NamedTypeSymbol List(TypeSymbol element) => new(_list, [element]);

    public NamedTypeSymbol Dict(TypeSymbol key, TypeSymbol value) => new(_dict, [key, value]);

    public NamedTypeSymbol Set(TypeSymbol element) => new(_set, [element]);

    public NamedTypeSymbol Option(TypeSymbol value) => new(_option, [value]);

    public NamedTypeSymbol Result(TypeSymbol value, TypeSymbol error) => new(_result, [value, error]);

    public NamedTypeSymbol Future(TypeSymbol value) => new(_future, [value]);

    public NamedTypeSymbol Iterator(TypeSymbol element) => new(_iterator, [element]);

    public NamedTypeSymbol AsyncGenerator(TypeSymbol element) => new(_asyncGenerator, [element]);

    public bool IsList(TypeSymbol? type, [NotNullWhen(true)] out TypeSymbol? element) => Is(type, _list, out element);

    public bool IsSet(TypeSymbol? type, [NotNullWhen(true)] out TypeSymbol? element) => Is(type, _set, out element);

    public bool IsOption(TypeSymbol? type, [NotNullWhen(true)] out TypeSymbol? value) => Is(type, _option, out value);

    /// <summary><c>Type[T]</c></summary>
    public bool IsTypeToken(TypeSymbol? type, [NotNullWhen(true)] out TypeSymbol? named) => Is(type, _typeToken, out named);

    public bool IsFuture(TypeSymbol? type, [NotNullWhen(true)] out TypeSymbol? value) => Is(type, _future, out value);

    /// <summary>What a generator of this type yields; the error type when it is not one, which is reported elsewhere.</summary>
    public TypeSymbol YieldOf(TypeSymbol generator) => Is(generator, _iterator, out TypeSymbol? element) || Is(generator, _asyncGenerator, out element) ? element : ErrorTypeSymbol.Instance;

    public bool IsIterator(TypeSymbol? type) => Is(type, _iterator, out _);

    public bool IsAsyncGenerator(TypeSymbol? type) => Is(type, _asyncGenerator, out _);

    /// <summary>list, dict, set, Option, Result and bytes: what a value of them can do is decided by their parts.</summary>
    public bool IsStructural(TypeSymbol type) =>
        type == Bytes || IsList(type, out _) || IsSet(type, out _) || IsOption(type, out _) || IsDict(type, out _, out _) || IsResult(type, out _, out _);

    public bool IsSerializable(TypeSymbol type) => MemberLookup.AllTraits(type).Any(t => ReferenceEquals(t.Definition, _serialize));

    public bool IsRange(TypeSymbol? type) => type?.Resolved is NamedTypeSymbol named && ReferenceEquals(named.Definition, _range);

    public bool IsDict(TypeSymbol? type, [NotNullWhen(true)] out TypeSymbol? key, [NotNullWhen(true)] out TypeSymbol? value)
    {
        bool found = Is(type, _dict, out key);
        value = found && type?.Resolved is NamedTypeSymbol named ? named.Arguments[1] : null;
        return value is not null;
    }

    public bool IsResult(TypeSymbol? type, [NotNullWhen(true)] out TypeSymbol? value, [NotNullWhen(true)] out TypeSymbol? error)
    {
        bool found = Is(type, _result, out value);
        error = found && type?.Resolved is NamedTypeSymbol named ? named.Arguments[1] : null;
        return error is not null;
    }

    /// <summary>What an expected <c>Option[T]</c> is when a bare T is written.</summary>
    public TypeSymbol? WithoutOption(TypeSymbol? type) => IsOption(type, out TypeSymbol? value) ? value.Resolved : type?.Resolved;

    private static VariantSymbol Variant(TypeDefinitionSymbol definition, string name) =>
        definition.FindVariant(name) ?? throw new Diagnostics.InternalCompilerException($"{definition.Name} has no variant {name}");

    private static bool Is(TypeSymbol? type, TypeDefinitionSymbol definition, [NotNullWhen(true)] out TypeSymbol? first)
    {
        first = type?.Resolved is NamedTypeSymbol named && ReferenceEquals(named.Definition, definition) ? named.Arguments[0] : null;
        return first is not null;
    }
}
