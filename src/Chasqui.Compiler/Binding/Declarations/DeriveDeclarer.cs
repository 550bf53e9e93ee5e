using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>The decorators of types: what <c>@derive</c> gives them, and the capabilities they have otherwise.</summary>
internal sealed class DeriveDeclarer(DiagnosticBag diagnostics)
{
    private static readonly string[] Decorators = ["derive", "requires", "no_implicit_coercion"];

    /// <summary>Every value can be shown and copied; the rest is derived, adopted or comes with a dunder.</summary>
    public ImmutableArray<string> Capabilities(SourceTypeSymbol type, ImmutableArray<FunctionSymbol> methods, DeriveList derived)
    {
        var known = new List<string> { "Debug", "Display", "Copy" };
        if (type.Kind is TypeDefinitionKind.Enum or TypeDefinitionKind.Newtype)
        {
            known.Add("Clone");
        }
        if (type.Kind == TypeDefinitionKind.Enum || Has("__eq__"))
        {
            known.Add("Eq");
        }
        if (type is { Kind: TypeDefinitionKind.Enum } && type.Variants.All(v => v.Payload.IsEmpty))
        {
            known.Add("Hash");
        }
        if (Has("__lt__"))
        {
            known.Add("Ord");
        }
        if (Has("__hash__"))
        {
            known.Add("Hash");
        }
        if (methods.Any(m => m is { Name: "default", IsStatic: true, Parameters.IsEmpty: true }))
        {
            known.Add("Default");
        }
        known.AddRange(type.Declaration.Traits.Select(t => TypeParameterDeclarer.CapabilityName(t, type.Scope)).OfType<string>());
        AddDerived(type, methods, derived);
        known.AddRange(derived.Capabilities);
        return [.. known.Distinct()];

        bool Has(string method) => methods.Any(m => m.Name == method);
    }

    /// <summary>The methods that derives add.</summary>
    public IEnumerable<FunctionSymbol> Methods(SourceTypeSymbol type, ImmutableArray<FieldSymbol> fields, ImmutableArray<FunctionSymbol> methods, ImmutableArray<string> capabilities)
    {
        if (capabilities.Contains("Default") && !methods.Any(m => m.Name == "default"))
        {
            yield return new DerivedMethodSymbol(DerivedMethodKind.Default, type, [], type.SelfType);
        }
        if (capabilities.Contains("Validate"))
        {
            if (methods.FirstOrDefault(m => m is { Name: "validate", Receiver: ReceiverKind.Self, Parameters.IsEmpty: true }) is
                { ReturnType: NamedTypeSymbol { Definition.Name: "Result", Arguments: [var value, _] } result } && value == type.SelfType)
            {
                yield return new DerivedMethodSymbol(
                    DerivedMethodKind.New, type, [.. fields.Select(f => new ParameterSymbol(f.Name, f.Type, span: f.Span) { DefaultSyntax = f.DefaultSyntax })], result);
            }
            else
            {
                diagnostics.Add(DeriveErrors.MissingValidate(type.Declaration.Name.Span, type.Name));
            }
        }
    }

    private void AddDerived(SourceTypeSymbol type, ImmutableArray<FunctionSymbol> methods, DeriveList derived)
    {
        foreach (DecoratorSyntax decorator in type.Declaration.Modifiers.Decorators)
        {
            if (decorator.Path is [{ Text: "derive" }])
            {
                foreach (DecoratorArgumentSyntax argument in decorator.Arguments)
                {
                    AddDerived(type, methods, argument, derived);
                }
                continue;
            }
            string name = string.Join('.', decorator.Path.Select(p => p.Text));
            bool isUnknownImport = type.Scope.Lookup(decorator.Path[0].Text) is [TypeNameSymbol { Target.IsError: true }];
            if (!Decorators.Contains(name) && !isUnknownImport)
            {
                diagnostics.Add(type.Scope.Lookup(decorator.Path[0].Text).Count > 0
                    ? DeriveErrors.DecoratesType(decorator.Span, name, type.Kind)
                    : DeclarationErrors.UnknownDecorator(decorator.Span, name, NameSuggestions.Closest(name, Decorators)));
            }
        }
    }

    private void AddDerived(SourceTypeSymbol type, ImmutableArray<FunctionSymbol> methods, DecoratorArgumentSyntax argument, DeriveList derived)
    {
        string name = argument.Value is NameExpressionSyntax n ? n.Name : argument.Span.Text;
        string capability = TypeParameterDeclarer.Canonical(name);
        if ((capability == "Validate" && type.Kind != TypeDefinitionKind.Model) || (capability == "Default" && type.Kind == TypeDefinitionKind.Enum))
        {
            diagnostics.Add(DeriveErrors.WrongKind(argument.Span, capability, type.Name, type.Kind));
            return;
        }
        derived.Add(name, type.Scope, argument.Span);
        if (methods.FirstOrDefault(m => Hooks(capability).Contains(m.Name)) is { } own)
        {
            diagnostics.Add(DeriveErrors.Conflict(argument.Span, name, own.Name, own.Span));
        }
    }

    private static string[] Hooks(string capability) => capability switch
    {
        "Eq" => ["__eq__"],
        "Ord" => ["__lt__"],
        "Hash" => ["__hash__"],
        "Display" => ["__str__"],
        "Default" => ["default"],
        "Clone" => ["clone"],
        _ => [],
    };
}
