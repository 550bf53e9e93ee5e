using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>What <c>@derive(…)</c> of one type names: capabilities, traits to adopt, and modules that list such names.</summary>
internal sealed class DeriveList(DiagnosticBag diagnostics)
{
    private static readonly string[] Derivable = ["Debug", "Display", "Eq", "PartialEq", "Ord", "PartialOrd", "Hash", "Clone", "Copy", "Default", "Validate"];

    public List<string> Capabilities { get; } = [];

    public List<NamedTypeSymbol> Traits { get; } = [];

    public void Add(string name, Scope scope, SourceSpan span)
    {
        if (Derivable.Contains(name))
        {
            Capabilities.Add(TypeParameterDeclarer.Canonical(name));
            if (name == "Ord")
            {
                Capabilities.Add("Eq");
            }
            if (name == "Copy")
            {
                Capabilities.Add("Clone");
            }
            return;
        }
        switch (scope.Lookup(name).FirstOrDefault())
        {
            case TypeDefinitionSymbol { Kind: TypeDefinitionKind.Trait } trait:
                Traits.Add(trait.SelfType);
                break;
            case ImportedModuleSymbol { Derives: { IsEmpty: false } traits }:
                Traits.AddRange(traits);
                break;
            case SourceModuleSymbol { Derives: { IsEmpty: false } names } module:
                foreach (string listed in names)
                {
                    Add(listed, module.Scope, span);
                }
                break;
            case TypeNameSymbol { Target.IsError: true }:
                break;
            case TypeDefinitionSymbol type:
                diagnostics.Add(DeclarationErrors.NotDerivable(span, name, $"a {type.Kind.ToString().ToLowerInvariant()}, not a trait", null));
                break;
            case ModuleSymbol:
                diagnostics.Add(DeclarationErrors.NotDerivable(span, name, "a module without `__derives__`", "name a trait of it"));
                break;
            default:
                diagnostics.Add(DeclarationErrors.UnknownDerive(span, name, NameSuggestions.Closest(name, Derivable)));
                break;
        }
    }
}
