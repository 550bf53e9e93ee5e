using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Fields, methods, properties, variants, traits and derives of a type.</summary>
internal sealed class TypeMemberDeclarer(TypeResolver resolver, SignatureDeclarer signatures, ValueEnumDeclarer valueEnums, NewtypeDeclarer newtypes, ReflectionDeclarer reflection, DiagnosticBag diagnostics)
{
    /// <summary>Where a newtype keeps its value; read as <c>.0</c>.</summary>
    private const string NewtypeField = "0";

    private readonly DeriveDeclarer _derives = new(diagnostics);
    private readonly InheritanceDeclarer _inheritance = new(resolver, diagnostics);
    private readonly HashSet<SourceTypeSymbol> _declared = [];

    public void Declare(SourceTypeSymbol type)
    {
        if (!_declared.Add(type))
        {
            return;
        }
        NamedTypeSymbol? parent = _inheritance.Parent(type, Declare);
        TypeDeclarationSyntax syntax = type.Declaration;
        TypeParameterDeclarer.ResolveBounds(type.TypeParameters, syntax.TypeParameters, type.Scope, resolver);
        var derived = new DeriveList(diagnostics);
        TypeSymbol? raw = syntax is EnumDeclarationSyntax { ValueType: not null } valued ? valueEnums.RawType(valued, type) : null;
        ImmutableArray<NamedTypeSymbol> ancestors = [.. InheritanceDeclarer.Ancestors(parent)];
        ImmutableArray<NamedTypeSymbol> traits = [.. syntax.Traits.Select(t => Trait(t, type)).OfType<NamedTypeSymbol>()];
        ImmutableArray<NamedTypeSymbol> copied = type.Kind == TypeDefinitionKind.Trait ? [] : [.. TraitsWithFields(traits)];
        ImmutableArray<FunctionSymbol> methods = [.. Methods(type, [.. ancestors, .. copied]), .. raw is null ? [] : valueEnums.Methods(type, raw)];
        (TypeSymbol? underlying, ImmutableArray<NewtypeConstraint> constraints) = syntax is NewtypeDeclarationSyntax newtype
            ? newtypes.Underlying(newtype, type)
            : ((TypeSymbol?)null, []);
        ImmutableArray<FieldSymbol> fields = underlying is null
            ? Fields(type, ancestors)
            : [new FieldSymbol(NewtypeField, type, underlying, isPublic: true, ((NewtypeDeclarationSyntax)syntax).Underlying.Span)];
        ImmutableArray<string> capabilities = _derives.Capabilities(type, methods, derived);
        type.Members = new SourceTypeMembers
        {
            Fields = fields,
            Underlying = underlying,
            Constraints = constraints,
            Aliases = Aliases(syntax, ancestors, methods),
            Methods = [
                .. methods,
                .. _derives.Methods(type, fields, methods, capabilities),
                .. reflection.Methods(type, fields, methods),
                .. underlying is null ? [] : newtypes.Methods(type, underlying, constraints, methods),
            ],
            Variants = syntax is EnumDeclarationSyntax e ? [.. e.Variants.Where(v => v.AliasOf is null).Select((v, i) => Variant(v, i, type, raw))] : [],
            Presets = [.. Presets(type, syntax)],
            Parent = parent,
            Requirements = [.. syntax.Modifiers.Decorators.Where(d => d.Path is [{ Text: "requires" }]).SelectMany(d => d.Arguments).Select(a => Requirement(a, type)).OfType<FieldSymbol>()],
            Traits = [.. traits
                .Concat(derived.Traits)
                .Concat(parent?.Definition.Traits.Select(t => t.Substitute(parent.Substitution)).OfType<NamedTypeSymbol>() ?? [])
                .Distinct()],
            Capabilities = capabilities,
        };
        CheckDuplicates(syntax);
    }

    private static IEnumerable<PresetSymbol> Presets(SourceTypeSymbol type, TypeDeclarationSyntax syntax) =>
        from preset in syntax.Members.OfType<PartialDeclarationSyntax>()
        let target = preset.Target[^1]
        select new PresetSymbol(preset.Name.Text, new NameExpressionSyntax(target.Span, target.Text), preset.Arguments, type.Scope, preset.Name.Span) { Owner = type };

    /// <summary>The oldest ancestor's first. A class may declare an inherited field again, to give it another default.</summary>
    private ImmutableArray<FieldSymbol> Fields(SourceTypeSymbol type, ImmutableArray<NamedTypeSymbol> ancestors)
    {
        var fields = new List<FieldSymbol>();
        foreach (NamedTypeSymbol ancestor in ancestors.Reverse())
        {
            Add((SourceTypeSymbol)ancestor.Definition, InheritanceDeclarer.ScopeOf(ancestor));
        }
        Add(type, type.Scope);
        return [.. fields];

        void Add(SourceTypeSymbol owner, Scope scope)
        {
            foreach (FieldSymbol field in owner.Declaration.Members.OfType<FieldDeclarationSyntax>().Select(f => Field(f, type, scope)))
            {
                int inherited = fields.FindIndex(f => f.Name == field.Name);
                if (inherited < 0)
                {
                    fields.Add(field);
                }
                else
                {
                    fields[inherited] = field;
                }
            }
        }
    }

    private FieldSymbol Field(FieldDeclarationSyntax syntax, SourceTypeSymbol type, Scope scope) =>
        new(
            syntax.Name.Text,
            type,
            resolver.Resolve(syntax.Type, scope, type.SelfType),
            syntax.Modifiers.IsPublic || (type.Kind == TypeDefinitionKind.Model && !type.IsPublic),
            syntax.Name.Span)
        {
            DefaultSyntax = syntax.Default,
            Scope = scope,
            Alias = Metadata(syntax, "alias") ?? syntax.WireName,
            Description = Metadata(syntax, "description"),
        };

    private static string? Metadata(FieldDeclarationSyntax syntax, string key) =>
        syntax.Metadata.Where(m => m.Key.Text == key).Select(m => (m.Value as StringLiteralSyntax)?.Value).FirstOrDefault();

    /// <summary>Its own, then those it inherits and does not declare itself.</summary>
    private IEnumerable<SourceFunctionSymbol> Methods(SourceTypeSymbol type, ImmutableArray<NamedTypeSymbol> ancestors)
    {
        foreach (DeclarationSyntax member in type.Declaration.Members)
        {
            if (Method(member, type, null) is { } method)
            {
                signatures.Declare(method, type.Scope);
                method.ForTrait = member is FunctionDeclarationSyntax { ForTrait: { } one } ? Trait(one, type) : null;
                CheckMethod(method, type);
                yield return method;
            }
        }
        HashSet<string> known = [.. type.Declaration.Members.Select(m => m.Name.Text)];
        foreach (NamedTypeSymbol ancestor in ancestors)
        {
            var owner = (SourceTypeSymbol)ancestor.Definition;
            Scope scope = InheritanceDeclarer.ScopeOf(ancestor);
            bool isTrait = owner.Kind == TypeDefinitionKind.Trait;
            foreach (DeclarationSyntax member in owner.Declaration.Members.Where(m => !known.Contains(m.Name.Text) && !(isTrait && m is not FunctionDeclarationSyntax { Body: not null })))
            {
                if (Method(member, type, owner) is { } method)
                {
                    signatures.Declare(method, scope);
                    yield return method;
                }
            }
            known.UnionWith(owner.Declaration.Members.Where(m => !isTrait || m is FunctionDeclarationSyntax { Body: not null }).Select(m => m.Name.Text));
        }
    }

    private static SourceFunctionSymbol? Method(DeclarationSyntax member, SourceTypeSymbol type, SourceTypeSymbol? owner) => member switch
    {
        FunctionDeclarationSyntax f => new(f.Name.Text, (owner ?? type).Module, type, f, f.Body, f.Receiver, f.Name.Span) { InheritedFrom = owner },
        PropertyDeclarationSyntax p => new(p.Name.Text, (owner ?? type).Module, type, p, p.Body, ReceiverKind.Self, p.Name.Span) { InheritedFrom = owner },
        _ => null,
    };

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
            if (name is not ("staticmethod" or "classmethod") && !Decorations.IsMark(decorator, type.Scope))
            {
                Decorations.Check(decorator, syntax, type, type.Scope, diagnostics);
            }
        }
        if (syntax.Receiver == ReceiverKind.None && !isStatic && !IsAssociated(syntax, type))
        {
            diagnostics.Add(DeclarationErrors.MissingReceiver(syntax.Name.Span, type.Name));
        }
        if (syntax.Body is null && type.Kind != TypeDefinitionKind.Trait)
        {
            diagnostics.Add(DeclarationErrors.WrongParameters(
                syntax.Name.Span, $"expected a body for the method `{syntax.Name.Text}`", "only methods of traits may have none"));
        }
    }

    /// <summary>Without a receiver and without use of one, a function belongs to the type; otherwise its <c>self</c> was forgotten.</summary>
    private static bool IsAssociated(FunctionDeclarationSyntax syntax, SourceTypeSymbol type)
    {
        if (type.Kind == TypeDefinitionKind.Trait || syntax.Body is null || syntax.Name.Text.StartsWith("__", StringComparison.Ordinal))
        {
            return false;
        }
        bool usesSelf = false;
        SyntaxWalk.Visit(syntax.Body, node =>
        {
            usesSelf |= node is NameExpressionSyntax { Name: "self" };
            return !usesSelf;
        });
        return !usesSelf;
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

    private FieldSymbol? Requirement(DecoratorArgumentSyntax argument, SourceTypeSymbol type)
    {
        if (argument is { Name: { } name, Type: { } written })
        {
            return new FieldSymbol(name.Text, type, resolver.Resolve(written, type.Scope, type.SelfType), isPublic: true, name.Span);
        }
        diagnostics.Add(TraitErrors.BadRequirement(argument.Span));
        return null;
    }

    /// <summary>The traits, and theirs, whose methods use fields of the adopter: these methods are copied, as a parent's are.</summary>
    private IEnumerable<NamedTypeSymbol> TraitsWithFields(IEnumerable<NamedTypeSymbol> traits)
    {
        foreach (NamedTypeSymbol trait in traits)
        {
            if (trait.Definition is not SourceTypeSymbol source)
            {
                continue;
            }
            Declare(source);
            if (source.RequiresFields)
            {
                yield return trait;
            }
            foreach (NamedTypeSymbol further in TraitsWithFields(source.Traits.Select(t => t.Substitute(trait.Substitution)).OfType<NamedTypeSymbol>()))
            {
                yield return further;
            }
        }
    }

    private NamedTypeSymbol? Trait(TypeSyntax syntax, SourceTypeSymbol type)
    {
        if (TypeParameterDeclarer.CapabilityName(syntax, type.Scope) is not null)
        {
            return null;
        }
        TypeSymbol resolved = TypeResolver.AsTrait(resolver.Resolve(syntax, type.Scope, type.SelfType));
        if (resolved is NamedTypeSymbol { Definition: not ForeignTypeSymbol and { Kind: TypeDefinitionKind.Trait } } trait)
        {
            return trait;
        }
        if (!resolved.IsError)
        {
            diagnostics.Add(DeclarationErrors.NotATrait(syntax.Span, resolved.ToString() ?? "", resolved is NamedTypeSymbol { Definition: ForeignTypeSymbol }));
        }
        return null;
    }

    /// <summary>Other names of variants and methods, inherited ones included, each with the name it stands for.</summary>
    private ImmutableDictionary<string, string> Aliases(TypeDeclarationSyntax syntax, ImmutableArray<NamedTypeSymbol> ancestors, ImmutableArray<FunctionSymbol> methods)
    {
        var aliases = new Dictionary<string, string>();
        foreach (VariantSyntax alias in (syntax as EnumDeclarationSyntax)?.Variants.Where(v => v.AliasOf is not null) ?? [])
        {
            Add(alias.Name.Text, alias.AliasOf, n => ((EnumDeclarationSyntax)syntax).Variants.Any(v => v.AliasOf is null && v.Name.Text == n));
        }
        foreach (AliasDeclarationSyntax alias in syntax.Members.OfType<AliasDeclarationSyntax>())
        {
            Add(alias.Name.Text, alias.Target is [var only] ? only : alias.Name, n => methods.Any(m => m.Name == n && n != alias.Name.Text));
        }
        foreach ((string name, string target) in ancestors.SelectMany(a => ((SourceTypeSymbol)a.Definition).Members.Aliases))
        {
            if (!methods.Any(m => m.Name == name))
            {
                aliases.TryAdd(name, target);
            }
        }
        return aliases.ToImmutableDictionary();

        void Add(string name, NameSyntax? target, Func<string, bool> exists)
        {
            string? found = target is null ? null : aliases.GetValueOrDefault(target.Text, target.Text);
            if (found is not null && exists(found))
            {
                aliases.TryAdd(name, found);
            }
            else if (target is not null)
            {
                diagnostics.Add(DeclarationErrors.UnknownAliasTarget(target.Span, target.Text));
            }
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
        // One method for each of several adopted traits.
        HashSet<string> shared = [.. syntax.Members.OfType<FunctionDeclarationSyntax>().Where(m => m.ForTrait is not null || RepeatsTrait(syntax)).Select(m => m.Name.Text)];
        foreach (NameSyntax name in names)
        {
            if (!first.TryAdd(name.Text, name.Span) && !shared.Contains(name.Text))
            {
                diagnostics.Add(DeclarationErrors.Duplicate(name.Span, name.Text, first[name.Text]));
            }
        }
        foreach (NameSyntax alias in syntax.Members.OfType<FieldDeclarationSyntax>().SelectMany(AliasOf))
        {
            if (!first.TryAdd(alias.Text, alias.Span))
            {
                diagnostics.Add(DeclarationErrors.Duplicate(alias.Span, alias.Text, first[alias.Text]));
            }
        }
    }

    /// <summary>The other name of a field, where it has one.</summary>
    private static IEnumerable<NameSyntax> AliasOf(FieldDeclarationSyntax field) =>
        from item in field.Metadata
        where item is { Key.Text: "alias", Value: StringLiteralSyntax text } && text.Value != field.Name.Text
        select new NameSyntax(item.Value.Span, ((StringLiteralSyntax)item.Value).Value);

    private static bool RepeatsTrait(TypeDeclarationSyntax syntax) => syntax.Traits
        .OfType<NamedTypeSyntax>()
        .GroupBy(t => string.Join('.', t.Path.Select(p => p.Text)))
        .Any(g => g.Count() > 1);
}
