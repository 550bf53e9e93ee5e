using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Fields, methods, properties, variants, traits and derives of a type.</summary>
internal sealed class TypeMemberDeclarer(TypeResolver resolver, SignatureDeclarer signatures, ValueEnumDeclarer valueEnums, DiagnosticBag diagnostics)
{
    /// <summary>Where a newtype keeps its value; read as <c>.0</c>.</summary>
    private const string NewtypeField = "0";

    public void Declare(SourceTypeSymbol type)
    {
        TypeDeclarationSyntax syntax = type.Declaration;
        TypeParameterDeclarer.ResolveBounds(type.TypeParameters, syntax.TypeParameters, type.Scope, resolver);
        ReportUnsupported(syntax);
        var derived = new DeriveList(diagnostics);
        foreach (DecoratorSyntax decorator in syntax.Modifiers.Decorators.Where(d => d.Path is [{ Text: "derive" }]))
        {
            derived.Add(decorator, type.Scope);
        }
        TypeSymbol? raw = syntax is EnumDeclarationSyntax { ValueType: not null } valued ? valueEnums.RawType(valued, type) : null;
        ImmutableArray<FunctionSymbol> methods = [.. Methods(type), .. raw is null ? [] : valueEnums.Methods(type, raw)];
        TypeSymbol? underlying = syntax is NewtypeDeclarationSyntax newtype ? resolver.Resolve(newtype.Underlying, type.Scope, type.SelfType) : null;
        type.Members = new SourceTypeMembers
        {
            Fields = underlying is null
                ? [.. syntax.Members.OfType<FieldDeclarationSyntax>().Select(f => Field(f, type))]
                : [new FieldSymbol(NewtypeField, type, underlying, isPublic: true, ((NewtypeDeclarationSyntax)syntax).Underlying.Span)],
            Underlying = underlying,
            Methods = methods,
            Variants = syntax is EnumDeclarationSyntax e ? [.. e.Variants.Where(v => v.AliasOf is null).Select((v, i) => Variant(v, i, type, raw))] : [],
            Traits = [.. syntax.Traits.Select(t => Trait(t, type)).OfType<NamedTypeSymbol>(), .. derived.Traits],
            Capabilities = [.. Capabilities(syntax, methods, type.Scope).Concat(derived.Capabilities).Distinct()],
        };
        CheckDuplicates(syntax);
    }

    private void ReportUnsupported(TypeDeclarationSyntax syntax)
    {
        switch (syntax)
        {
            case ClassDeclarationSyntax { Base: { } parent }:
                diagnostics.Add(DeclarationErrors.NotSupported(parent.Span, "class inheritance is"));
                break;
            case EnumDeclarationSyntax e when e.Variants.FirstOrDefault(v => v.AliasOf is not null) is { } alias:
                diagnostics.Add(DeclarationErrors.NotSupported(alias.Span, "aliases of variants are"));
                break;
            case NewtypeDeclarationSyntax when syntax.Members.FirstOrDefault(m => m.Name.Text == "from_underlying") is { } hook:
                diagnostics.Add(DeclarationErrors.NotSupported(hook.Name.Span, "checked construction of newtypes is"));
                break;
        }
        foreach (DeclarationSyntax member in syntax.Members)
        {
            if (member is AliasDeclarationSyntax or PartialDeclarationSyntax)
            {
                diagnostics.Add(DeclarationErrors.NotSupported(member.Span, "aliases and presets of methods are"));
            }
            else if (member is FunctionDeclarationSyntax { ForTrait: { } trait })
            {
                diagnostics.Add(DeclarationErrors.NotSupported(trait.Span, "methods for one trait alone are"));
            }
        }
    }

    private FieldSymbol Field(FieldDeclarationSyntax syntax, SourceTypeSymbol type) =>
        new(
            syntax.Name.Text,
            type,
            resolver.Resolve(syntax.Type, type.Scope, type.SelfType),
            syntax.Modifiers.IsPublic || (type.Kind == TypeDefinitionKind.Model && !type.IsPublic),
            syntax.Name.Span)
        {
            DefaultSyntax = syntax.Default,
            Alias = syntax.Metadata.Where(m => m.Key.Text == "alias").Select(m => (m.Value as StringLiteralSyntax)?.Value).FirstOrDefault(),
        };

    private IEnumerable<SourceFunctionSymbol> Methods(SourceTypeSymbol type)
    {
        foreach (DeclarationSyntax member in type.Declaration.Members)
        {
            SourceFunctionSymbol? method = member switch
            {
                FunctionDeclarationSyntax f => new SourceFunctionSymbol(f.Name.Text, type.Module, type, f, f.Body, f.Receiver, f.Name.Span),
                PropertyDeclarationSyntax p => new SourceFunctionSymbol(p.Name.Text, type.Module, type, p, p.Body, ReceiverKind.Self, p.Name.Span),
                _ => null,
            };
            if (method is null)
            {
                continue;
            }
            signatures.Declare(method, type.Scope);
            CheckMethod(method, type);
            yield return method;
        }
    }

    private void CheckMethod(SourceFunctionSymbol method, SourceTypeSymbol type)
    {
        if (method.Declaration is not FunctionDeclarationSyntax syntax)
        {
            return;
        }
        bool isStatic = false;
        foreach (DecoratorSyntax decorator in syntax.Modifiers.Decorators)
        {
            string name = string.Join('.', decorator.Path.Select(p => p.Text));
            isStatic |= name is "staticmethod" or "classmethod";
            if (name is not ("staticmethod" or "classmethod"))
            {
                diagnostics.Add(type.Scope.Lookup(name).Count > 0
                    ? DeclarationErrors.NotSupported(decorator.Span, "decorators are")
                    : DeclarationErrors.UnknownDecorator(decorator.Span, name, NameSuggestions.Closest(name, ["staticmethod", "classmethod"])));
            }
        }
        if (syntax.Receiver == ReceiverKind.None && !isStatic)
        {
            diagnostics.Add(DeclarationErrors.MissingReceiver(syntax.Name.Span, type.Name));
        }
        if (syntax.Body is null && type.Kind != TypeDefinitionKind.Trait)
        {
            diagnostics.Add(DeclarationErrors.WrongParameters(
                syntax.Name.Span, $"expected a body for the method `{syntax.Name.Text}`", "only methods of traits may have none"));
        }
    }

    private VariantSymbol Variant(VariantSyntax syntax, int tag, SourceTypeSymbol type, TypeSymbol? raw) =>
        new(
            syntax.Name.Text,
            type,
            tag,
            [.. syntax.Payload.Select((p, i) => new VariantFieldSymbol(p.Name?.Text, resolver.Resolve(p.Type, type.Scope, type.SelfType), i))],
            syntax.Name.Span)
        {
            RawValue = raw is null ? null : valueEnums.RawValue(syntax, raw),
        };

    private NamedTypeSymbol? Trait(TypeSyntax syntax, SourceTypeSymbol type)
    {
        if (TypeParameterDeclarer.CapabilityName(syntax, type.Scope) is not null)
        {
            return null;
        }
        TypeSymbol resolved = resolver.Resolve(syntax, type.Scope, type.SelfType);
        if (resolved is NamedTypeSymbol { Definition.Kind: TypeDefinitionKind.Trait } trait)
        {
            return trait;
        }
        if (!resolved.IsError)
        {
            diagnostics.Add(DeclarationErrors.NotATrait(syntax.Span, resolved.ToString() ?? ""));
        }
        return null;
    }

    /// <summary>Every value can be shown and copied; the rest is derived, adopted or comes with a dunder.</summary>
    private IEnumerable<string> Capabilities(TypeDeclarationSyntax syntax, ImmutableArray<FunctionSymbol> methods, Scope scope)
    {
        foreach (string always in (string[])["Debug", "Display", "Copy"])
        {
            yield return always;
        }
        if (syntax is EnumDeclarationSyntax || methods.Any(m => m.Name == "__eq__"))
        {
            yield return "Eq";
        }
        if (methods.Any(m => m.Name == "__lt__"))
        {
            yield return "Ord";
        }
        if (methods.Any(m => m.Name == "__hash__"))
        {
            yield return "Hash";
        }
        foreach (string adopted in syntax.Traits.Select(t => TypeParameterDeclarer.CapabilityName(t, scope)).OfType<string>())
        {
            yield return adopted;
        }
        foreach (DecoratorSyntax decorator in syntax.Modifiers.Decorators.Where(d => d.Path is not [{ Text: "derive" }]))
        {
            string name = string.Join('.', decorator.Path.Select(p => p.Text));
            diagnostics.Add(name is "requires" or "no_implicit_coercion" || scope.Lookup(name).Count > 0
                ? DeclarationErrors.NotSupported(decorator.Span, $"the decorator `@{name}` is")
                : DeclarationErrors.UnknownDecorator(decorator.Span, name, NameSuggestions.Closest(name, ["derive", "requires"])));
        }
    }

    private void CheckDuplicates(TypeDeclarationSyntax syntax)
    {
        var first = new Dictionary<string, SourceSpan>();
        IEnumerable<NameSyntax> names = syntax.Members.Select(m => m.Name);
        if (syntax is EnumDeclarationSyntax e)
        {
            names = e.Variants.Select(v => v.Name).Concat(names);
        }
        foreach (NameSyntax name in names)
        {
            if (!first.TryAdd(name.Text, name.Span))
            {
                diagnostics.Add(DeclarationErrors.Duplicate(name.Span, name.Text, first[name.Text]));
            }
        }
    }
}
