using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>
/// <c>class B extends A</c> copies the fields and methods of A that B does not declare itself. So inherited methods call B's own, their
/// <c>Self</c> is B, and a B is not an A.
/// </summary>
internal sealed class InheritanceDeclarer(TypeResolver resolver, DiagnosticBag diagnostics)
{
    private readonly HashSet<SourceTypeSymbol> _active = [];

    /// <summary>The class after <c>extends</c>, complete; null when there is none or, with a diagnostic, when it cannot be extended.</summary>
    public NamedTypeSymbol? Parent(SourceTypeSymbol type, Action<SourceTypeSymbol> declare)
    {
        if (type.Declaration is not ClassDeclarationSyntax { Base: { } syntax })
        {
            return null;
        }
        if (diagnostics.HasErrorAround(syntax.Span) && type.Scope.Lookup(syntax is NamedTypeSyntax { Path: [var name] } ? name.Text : "") is not [SourceTypeSymbol { Kind: TypeDefinitionKind.Class }])
        {
            return null;
        }
        TypeSymbol resolved = resolver.Resolve(syntax, type.Scope, type.SelfType);
        if (resolved is not NamedTypeSymbol { Definition: SourceTypeSymbol { Kind: TypeDefinitionKind.Class } parent } named)
        {
            if (!resolved.IsError)
            {
                diagnostics.Add(InheritanceErrors.NotAClass(syntax.Span, resolved));
            }
            return null;
        }
        _active.Add(type);
        bool isCircle = _active.Contains(parent);
        if (isCircle)
        {
            diagnostics.Add(InheritanceErrors.Circle(syntax.Span, type.Name, parent.Name));
        }
        else
        {
            declare(parent);
        }
        _active.Remove(type);
        return isCircle ? null : named;
    }

    /// <summary>The parent, its parent and so on, as the class sees them.</summary>
    public static IEnumerable<NamedTypeSymbol> Ancestors(NamedTypeSymbol? parent)
    {
        while (parent?.Definition is SourceTypeSymbol definition)
        {
            yield return parent;
            parent = definition.Parent?.Substitute(parent.Substitution) as NamedTypeSymbol;
        }
    }

    /// <summary>What the type parameters in an ancestor's source stand for.</summary>
    public static Scope ScopeOf(NamedTypeSymbol ancestor)
    {
        var definition = (SourceTypeSymbol)ancestor.Definition;
        return ancestor.Arguments.IsEmpty
            ? definition.Scope
            : new SymbolScope(definition.Scope, definition.TypeParameters.Zip(ancestor.Arguments, (p, a) => new TypeNameSymbol(p.Name, a)));
    }
}
