using System.Collections.Frozen;
using System.Collections.Immutable;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Type parameters and their bounds.</summary>
internal static class TypeParameterDeclarer
{
    /// <summary>Bounds and derives that the language itself gives a meaning to.</summary>
    public static readonly FrozenSet<string> Capabilities =
        new[] { "Debug", "Display", "Eq", "PartialEq", "Ord", "PartialOrd", "Hash", "Clone", "Copy", "Default", "Send", "Move", "Number" }.ToFrozenSet();

    public static ImmutableArray<TypeParameterSymbol> Declare(ImmutableArray<TypeParameterSyntax> syntax, bool isMethod) =>
        [.. syntax.Select((p, i) => new TypeParameterSymbol(p.Name.Text, i, isMethod, p.Name.Span))];

    public static Scope Scope(Scope parent, ImmutableArray<TypeParameterSymbol> parameters) => parameters.IsEmpty
        ? parent
        : new SymbolScope(parent, parameters.Select(p => new TypeNameSymbol(p.Name, p)));

    public static void ResolveBounds(
        ImmutableArray<TypeParameterSymbol> parameters, ImmutableArray<TypeParameterSyntax> syntax, Scope scope, TypeResolver resolver)
    {
        foreach (var (parameter, written) in parameters.Zip(syntax))
        {
            var bounds = written.Bounds.ToLookup(b => CapabilityName(b, scope) is not null);
            parameter.Capabilities = [.. bounds[true].Select(b => CapabilityName(b, scope)).OfType<string>()];
            parameter.Bounds = [.. bounds[false].Select(b => TypeResolver.AsTrait(resolver.Resolve(b, scope))).Where(b => !b.IsError)];
        }
    }

    /// <summary>The capability a bound names, unless the program has a type of that name.</summary>
    public static string? CapabilityName(TypeSyntax bound, Scope scope) =>
        bound is not NamedTypeSyntax { Path: [var name], Arguments.IsEmpty: true } ? null
        : scope.Lookup(name.Text).FirstOrDefault() is { } found ? CapabilityName(found)
        : Capabilities.Contains(name.Text) ? Canonical(name.Text)
        : null;

    private static string? CapabilityName(Symbol symbol) => symbol switch
    {
        AliasSymbol alias => CapabilityName(alias.Target),
        ImportedTypeSymbol imported => imported.CapabilityName ?? (Capabilities.Contains(imported.Name) ? Canonical(imported.Name) : null),
        _ => null,
    };

    public static string Canonical(string capability) => capability switch
    {
        "PartialEq" => "Eq",
        "PartialOrd" => "Ord",
        _ => capability,
    };
}
