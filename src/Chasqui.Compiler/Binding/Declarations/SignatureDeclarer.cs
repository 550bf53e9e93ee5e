using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Signatures of functions, methods and properties.</summary>
internal sealed class SignatureDeclarer(TypeResolver resolver, RuntimeLibrary library, DiagnosticBag diagnostics)
{
    public void Declare(SourceFunctionSymbol function, Scope outer)
    {
        TypeParameterSymbol? adopter = Adopter(function);
        TypeSymbol? self = adopter ?? (TypeSymbol?)function.ContainingType?.SelfType;
        switch (function.Declaration)
        {
            case FunctionDeclarationSyntax syntax:
                ImmutableArray<TypeParameterSymbol> typeParameters = TypeParameterDeclarer.Declare(syntax.TypeParameters, isMethod: true);
                function.Scope = TypeParameterDeclarer.Scope(outer, typeParameters);
                TypeParameterDeclarer.ResolveBounds(typeParameters, syntax.TypeParameters, function.Scope, resolver);
                (ImmutableArray<ParameterSymbol> parameters, TypeSymbol result) = Types(syntax, t => resolver.Resolve(t, function.Scope, self));
                function.Signature = new SourceSignature(adopter is null ? typeParameters : [adopter, .. typeParameters], parameters, result);
                break;
            case PropertyDeclarationSyntax property:
                function.Scope = outer;
                function.Signature = new SourceSignature([], [], resolver.Resolve(property.Type, outer, self));
                break;
            default:
                function.Scope = outer;
                function.Signature = new SourceSignature([], [], PrimitiveTypeSymbol.Unit);
                break;
        }
    }

    /// <summary>The parameters and the result of a function at any place; what its types mean there is the caller's to say.</summary>
    public (ImmutableArray<ParameterSymbol> Parameters, TypeSymbol Result) Types(FunctionDeclarationSyntax syntax, Func<TypeSyntax, TypeSymbol> resolve)
    {
        CheckOrder(syntax);
        return (
            [.. syntax.Parameters.Select((p, i) => Parameter(p, resolve, isMisplaced: syntax.Parameters.Take(i).Any(earlier => earlier.Kind > p.Kind)))],
            ReturnType(syntax, resolve));
    }

    /// <summary>A static method of a trait has the type it is called on as its first type parameter, which <c>Self</c> means there.</summary>
    private static TypeParameterSymbol? Adopter(SourceFunctionSymbol function) =>
        function is { IsStatic: true, ContainingType: { Kind: TypeDefinitionKind.Trait } trait }
            ? new TypeParameterSymbol("Self", 0, isMethodParameter: true) { IsSelf = true, Bounds = [trait.SelfType] }
            : null;

    private TypeSymbol ReturnType(FunctionDeclarationSyntax syntax, Func<TypeSyntax, TypeSymbol> resolve)
    {
        if (syntax.ReturnType is not null)
        {
            return resolve(syntax.ReturnType);
        }
        diagnostics.Add(DeclarationErrors.MissingReturnType(syntax.Name.Span));
        return ErrorTypeSymbol.Instance;
    }

    /// <summary>A parameter after <c>*rest</c> is an error of the declaration; calls that name it are not.</summary>
    private ParameterSymbol Parameter(ParameterSyntax syntax, Func<TypeSyntax, TypeSymbol> resolve, bool isMisplaced)
    {
        TypeSymbol type = ErrorTypeSymbol.Instance;
        if (syntax.Type is not null)
        {
            type = resolve(syntax.Type);
        }
        else
        {
            diagnostics.Add(DeclarationErrors.MissingParameterType(syntax.Name.Span));
        }
        type = syntax.Kind switch
        {
            ParameterKind.Rest => library.ListOf(type),
            ParameterKind.KeywordRest => library.DictOf(PrimitiveTypeSymbol.Str, type),
            _ => type,
        };
        return new ParameterSymbol(syntax.Name.Text, type, syntax.Mode, syntax.Name.Span)
        {
            Kind = syntax.Kind,
            DefaultSyntax = syntax.Default,
            IsKeywordOnly = isMisplaced,
        };
    }

    private void CheckOrder(FunctionDeclarationSyntax syntax)
    {
        var names = new Dictionary<string, ParameterSyntax>();
        var last = ParameterKind.Normal;
        foreach (ParameterSyntax parameter in syntax.Parameters)
        {
            if (!names.TryAdd(parameter.Name.Text, parameter))
            {
                diagnostics.Add(DeclarationErrors.Duplicate(parameter.Name.Span, parameter.Name.Text, names[parameter.Name.Text].Name.Span));
            }
            else if (parameter.Kind < last)
            {
                diagnostics.Add(DeclarationErrors.WrongParameters(parameter.Span, parameter.Kind == ParameterKind.Normal
                    ? $"the parameter `{parameter.Name.Text}` cannot come after a rest parameter"
                    : "`*` must come before `**`"));
            }
            else if (parameter.Kind == last && last != ParameterKind.Normal)
            {
                diagnostics.Add(DeclarationErrors.WrongParameters(
                    parameter.Span, $"only one `{(last == ParameterKind.Rest ? "*" : "**")}` parameter is allowed"));
            }
            else if (parameter is { Kind: not ParameterKind.Normal, Default: not null })
            {
                diagnostics.Add(DeclarationErrors.WrongParameters(
                    parameter.Default.Span, $"the rest parameter `{parameter.Name.Text}` cannot have a default"));
            }
            else if (parameter is { Mode: ParameterMode.Mut, Default: not null })
            {
                diagnostics.Add(DeclarationErrors.WrongParameters(
                    parameter.Default.Span, $"the `mut` parameter `{parameter.Name.Text}` cannot have a default: it refers to a place of the caller"));
            }
            last = parameter.Kind > last ? parameter.Kind : last;
        }
    }
}
