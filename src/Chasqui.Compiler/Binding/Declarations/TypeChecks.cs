using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>What can be said about types only when all of them are complete: recursion, adopted traits.</summary>
internal static class TypeChecks
{
    public static void Run(ImmutableArray<SourceModuleSymbol> modules, RuntimeLibrary library, DiagnosticBag diagnostics)
    {
        foreach (SourceTypeSymbol type in modules.SelectMany(m => m.Types))
        {
            CheckRecursion(type, diagnostics);
            CheckOverrides(type, diagnostics);
            if (type.Kind != TypeDefinitionKind.Trait)
            {
                CheckTraits(type, library, diagnostics);
            }
        }
        new AwaitableAdoption(library, diagnostics).Run(modules.SelectMany(m => m.Types));
        new JsonChecks(library, diagnostics).Run(modules.SelectMany(m => m.Types));
    }

    /// <summary>A field without which no value can be made must not lead back to the type.</summary>
    private static void CheckRecursion(SourceTypeSymbol type, DiagnosticBag diagnostics)
    {
        foreach (FieldSymbol field in type.Fields)
        {
            if (field.Span is { } span && Contains(field.Type, type, []))
            {
                diagnostics.Add(DeclarationErrors.DirectRecursion(
                    span, type.Kind == TypeDefinitionKind.Class ? "class" : "model", type.Name, field.Name));
                return;
            }
        }
    }

    private static bool Contains(TypeSymbol part, SourceTypeSymbol sought, HashSet<SourceTypeSymbol> seen) => part switch
    {
        TupleTypeSymbol tuple => tuple.Elements.Any(e => Contains(e, sought, seen)),
        NamedTypeSymbol { Definition: SourceTypeSymbol { Kind: TypeDefinitionKind.Model or TypeDefinitionKind.Class } type } =>
            type == sought || (seen.Add(type) && type.Fields.Any(f => Contains(f.Type, sought, seen))),
        _ => false,
    };

    /// <summary>What a class declares again must fit what its inherited methods expect of it. Static methods may differ.</summary>
    private static void CheckOverrides(SourceTypeSymbol type, DiagnosticBag diagnostics)
    {
        ImmutableArray<NamedTypeSymbol> ancestors = [.. InheritanceDeclarer.Ancestors(type.Parent)];
        foreach (DeclarationSyntax member in type.Declaration.Members)
        {
            string name = member.Name.Text;
            NamedTypeSymbol? ancestor = ancestors.FirstOrDefault(a => ((SourceTypeSymbol)a.Definition).Declaration.Members.Any(m => m.Name.Text == name));
            if (ancestor is null)
            {
                continue;
            }
            FieldSymbol? field = type.FindField(name), inheritedField = ancestor.Definition.FindField(name);
            FunctionSymbol? method = type.FindMethods(name).FirstOrDefault(), inheritedMethod = ancestor.Definition.FindMethods(name).FirstOrDefault();
            if (field is not null && inheritedField is not null)
            {
                TypeSymbol expected = Inherited(inheritedField.Type);
                if (field.Type != expected && !field.Type.IsError && !expected.IsError)
                {
                    diagnostics.Add(InheritanceErrors.FieldDiffers(((FieldDeclarationSyntax)member).Type.Span, name, ancestor.Definition.Name, expected, field.Type));
                }
            }
            else if (method is null || inheritedMethod is null || method.IsStatic != inheritedMethod.IsStatic || method.IsProperty != inheritedMethod.IsProperty)
            {
                diagnostics.Add(InheritanceErrors.KindDiffers(member.Name.Span, name, ancestor.Definition.Name, inheritedField is not null || inheritedMethod?.IsProperty == true));
            }
            else if (!method.IsStatic && method.TypeParameters.IsEmpty && inheritedMethod.TypeParameters.IsEmpty)
            {
                string expected = Describe(inheritedMethod, Inherited);
                string found = Describe(method, t => t);
                bool isKnown = !(expected + found).Contains(ErrorTypeSymbol.Instance.ToString(), StringComparison.Ordinal);
                if (isKnown && expected != found && !(inheritedMethod.MutatesReceiver && expected.Replace("mut self", "self", StringComparison.Ordinal) == found))
                {
                    diagnostics.Add(InheritanceErrors.MethodDiffers(member.Name.Span, name, ancestor.Definition.Name, expected, found));
                }
            }

            TypeSymbol Inherited(TypeSymbol t) => t == ancestor.Definition.SelfType ? type.SelfType : t.Substitute(ancestor.Substitution);
        }
    }

    private static void CheckTraits(SourceTypeSymbol type, RuntimeLibrary library, DiagnosticBag diagnostics)
    {
        foreach (NamedTypeSymbol trait in AllTraits(type.Traits))
        {
            if (trait.Definition is not SourceTypeSymbol declaration)
            {
                continue;
            }
            TypeSubstitution substitution = trait.Substitution;
            CheckFields(type, trait, declaration, diagnostics);
            foreach (SourceFunctionSymbol required in declaration.Methods.OfType<SourceFunctionSymbol>().Where(m => m.Body is null))
            {
                CheckMethod(type, trait, required, substitution, library, diagnostics);
            }
        }
    }

    private static void CheckFields(SourceTypeSymbol type, NamedTypeSymbol trait, SourceTypeSymbol declaration, DiagnosticBag diagnostics)
    {
        foreach (FieldSymbol required in declaration.Requirements)
        {
            TypeSymbol expected = required.Type.Substitute(trait.Substitution);
            if (type.FindField(required.Name) is not { } field)
            {
                diagnostics.Add(TraitErrors.MissingField(type.Declaration.Name.Span, type.Name, trait.ToString(), required.Name, expected));
            }
            else if (field.Type != expected && !field.Type.IsError && !expected.IsError)
            {
                diagnostics.Add(TraitErrors.FieldDiffers(field.Span ?? type.Declaration.Name.Span, field.Name, trait.ToString(), expected, field.Type));
            }
        }
    }

    private static void CheckMethod(
        SourceTypeSymbol type,
        NamedTypeSymbol trait,
        SourceFunctionSymbol required,
        TypeSubstitution substitution,
        RuntimeLibrary library,
        DiagnosticBag diagnostics)
    {
        if (required.Adopter is { } adopter)
        {
            substitution = substitution.And([adopter], [type.SelfType]);
        }
        TypeSymbol selfOfTrait = trait.Definition.SelfType;
        string expected = Describe(required, t => t == selfOfTrait ? type.SelfType : t.Substitute(substitution));
        string literal = Describe(required, t => t.Substitute(substitution));
        ImmutableArray<FunctionSymbol> candidates =
            [.. type.FindMethods(required.Name).Where(m => m is not SourceFunctionSymbol { ForTrait: { } one } || one.Definition == trait.Definition)];
        FunctionSymbol? own = candidates.FirstOrDefault(m => Describe(m, t => t) is var text && (text == expected || text == literal))
            ?? candidates.FirstOrDefault()
            ?? library.MethodsOf(type.SelfType, required.Name).FirstOrDefault(m => m is SourceFunctionSymbol { Body: not null });
        if (own is null)
        {
            if (type.FindField(required.Name) is null || !required.IsProperty)
            {
                diagnostics.Add(DeclarationErrors.MissingTraitMethod(type.Declaration.Name.Span, type.Name, trait.ToString(), required.Name));
            }
            return;
        }
        if (!own.TypeParameters.IsEmpty || required.TypeParameters.Any(p => !p.IsSelf) || own.Span is not { } span)
        {
            return;
        }
        string found = Describe(own, t => t);
        if (expected != found && literal != found && !found.Contains(ErrorTypeSymbol.Instance.ToString(), StringComparison.Ordinal))
        {
            diagnostics.Add(DeclarationErrors.TraitSignatureDiffers(span, required.Name, trait.ToString(), expected, found));
        }
    }

    private static string Describe(FunctionSymbol method, Func<TypeSymbol, TypeSymbol> map)
    {
        string receiver = method.Receiver switch
        {
            ReceiverKind.MutSelf => "mut self",
            ReceiverKind.Self => "self",
            _ => "",
        };
        IEnumerable<string> parameters = method.Parameters.Select(p => (p.Mode == ParameterMode.Mut ? "mut " : "") + map(p.Type));
        return $"{(method.IsAsync ? "async " : "")}({string.Join(", ", parameters.Prepend(receiver).Where(p => p.Length > 0))}) -> {map(method.ReturnType)}";
    }

    private static IEnumerable<NamedTypeSymbol> AllTraits(ImmutableArray<NamedTypeSymbol> direct)
    {
        var seen = new HashSet<NamedTypeSymbol>();
        var pending = new Queue<NamedTypeSymbol>(direct);
        while (pending.TryDequeue(out var trait))
        {
            if (!seen.Add(trait))
            {
                continue;
            }
            yield return trait;
            foreach (NamedTypeSymbol super in trait.Definition.Traits)
            {
                if (super.Substitute(trait.Substitution) is NamedTypeSymbol substituted)
                {
                    pending.Enqueue(substituted);
                }
            }
        }
    }
}
