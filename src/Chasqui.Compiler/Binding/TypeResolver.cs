using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Written types to type symbols. Every fault is reported here and gives the error type.</summary>
public sealed class TypeResolver(RuntimeLibrary library, DiagnosticBag diagnostics)
{
    /// <param name="syntax">The written type.</param>
    /// <param name="scope">Where it stands.</param>
    /// <param name="self">What <c>Self</c> means; null where it has no meaning.</param>
    /// <param name="inferred">Makes the type for <c>_</c>; null where it is not allowed.</param>
    public TypeSymbol Resolve(TypeSyntax syntax, Scope scope, TypeSymbol? self = null, Func<InferredTypeSyntax, TypeSymbol>? inferred = null)
    {
        return Go(syntax);

        TypeSymbol Go(TypeSyntax type) => type switch
        {
            NamedTypeSyntax named => Named(named),
            TupleTypeSyntax tuple => new TupleTypeSymbol(All(tuple.Elements)),
            FunctionTypeSyntax function => new FunctionTypeSymbol(All(function.Parameters), Go(function.Result), function.Modifier),
            UnionTypeSyntax union => Union(union.Members),
            InferredTypeSyntax unknown => inferred?.Invoke(unknown) ?? Report(TypeResolutionErrors.InferredNotAllowed(unknown.Span)),
            ConstrainedTypeSyntax { Base: NamedTypeSyntax { Path: [{ Text: "decimal" or "numeric" or "decimal128" } name] } } amount when scope.Lookup(name.Text).Count == 0 =>
                Decimal(amount, name),
            ConstrainedTypeSyntax constrained => Report(TypeResolutionErrors.NotSupported(constrained.Span, "constrained types")),
            ErrorTypeSyntax => ErrorTypeSymbol.Instance,
            _ => throw new InternalCompilerException($"a type of syntax {type.GetType().Name}"),
        };

        ImmutableArray<TypeSymbol> All(ImmutableArray<TypeSyntax> types) => [.. types.Select(Go)];

        TypeSymbol Union(ImmutableArray<TypeSyntax> written)
        {
            ImmutableArray<TypeSymbol> members = [.. All(written).Distinct()];
            if (members.Any(m => m.IsError))
            {
                return ErrorTypeSymbol.Instance;
            }
            ImmutableArray<TypeSymbol> values = members.Remove(PrimitiveTypeSymbol.Unit);
            // An optional member makes the whole union optional.
            ImmutableArray<TypeSymbol> present = [.. values.Select(v => library.ValueOfOption(v) ?? v)];
            bool isOptional = values.Length < members.Length || !present.SequenceEqual(values);
            TypeSymbol union = values.IsEmpty ? PrimitiveTypeSymbol.Unit : UnionTypeSymbol.Create(present);
            return isOptional && !values.IsEmpty ? library.OptionOf(union) : union;
        }

        TypeSymbol Named(NamedTypeSyntax named)
        {
            string name = named.Path[^1].Text;
            if (named.Path.Length == 1 && BuiltIn(named, name) is { } known)
            {
                return known;
            }
            if (Find(named.Path, scope) is not { } symbol)
            {
                All(named.Arguments);
                return ErrorTypeSymbol.Instance;
            }
            ImmutableArray<TypeSymbol> arguments = All(named.Arguments);
            if (symbol is ForeignTypeSymbol { Primitive: { } primitive })
            {
                return primitive;
            }
            if (symbol is ForeignTypeSymbol foreign && library.OfArity(foreign, arguments.Length) is { } sibling)
            {
                symbol = sibling;
            }
            if (symbol is TypeNameSymbol { Target.IsError: true })
            {
                return ErrorTypeSymbol.Instance;
            }
            ImmutableArray<TypeParameterSymbol> parameters =
                (symbol as TypeDefinitionSymbol)?.TypeParameters ?? (symbol as TypeNameSymbol)?.TypeParameters ?? [];
            if (arguments.Length != parameters.Length)
            {
                return Report(TypeResolutionErrors.WrongArgumentCount(
                    named.Span, string.Join('.', named.Path.Select(p => p.Text)), Count(parameters.Length), arguments.Length));
            }
            return symbol is TypeDefinitionSymbol definition
                ? new NamedTypeSymbol(definition, arguments)
                : ((TypeNameSymbol)symbol).Target.Substitute(TypeSubstitution.Create(parameters, arguments));
        }

        TypeSymbol? BuiltIn(NamedTypeSyntax named, string name)
        {
            switch (name)
            {
                case "None" when named.Arguments.IsEmpty:
                    return PrimitiveTypeSymbol.Unit;
                case "Self":
                    return self ?? Report(TypeResolutionErrors.SelfOutsideType(named.Span));
                case "tuple" or "Tuple" when !named.Arguments.IsEmpty:
                    return new TupleTypeSymbol(All(named.Arguments));
                case "Union" when named.Arguments.Length > 1:
                    return Union(named.Arguments);
                case "Callable" when named.Arguments.Length == 2:
                    return new FunctionTypeSymbol(CallableParameters(named.Arguments[0]), Go(named.Arguments[1]));
                case "Callable":
                    return Report(TypeResolutionErrors.WrongArgumentCount(named.Span, name, Count(2), named.Arguments.Length));
                case "decimal" or "numeric" or "decimal128" when scope.Lookup(name).Count == 0:
                    return Report(TypeResolutionErrors.DecimalShape(named.Span, name));
                default:
                    return null;
            }
        }

        TypeSymbol Decimal(ConstrainedTypeSyntax syntax, NameSyntax name) =>
            syntax.Constraints is [{ Key.Text: "", Value: IntLiteralSyntax precision }, { Key.Text: "", Value: IntLiteralSyntax scale }]
            && precision.Value >= 1 && precision.Value <= DecimalTypeSymbol.MaximumPrecision && scale.Value <= precision.Value
                ? new DecimalTypeSymbol((int)precision.Value, (int)scale.Value)
                : Report(TypeResolutionErrors.DecimalShape(syntax.Span, name.Text));

        ImmutableArray<TypeSymbol> CallableParameters(TypeSyntax parameters) => parameters switch
        {
            TupleTypeSyntax tuple => All(tuple.Elements),
            NamedTypeSyntax { Path: [{ Text: "Unit" }] } => [],
            _ => [Go(parameters)],
        };
    }

    /// <summary>The trait meant by a type that is named as one: <c>with Iterator[int]</c>.</summary>
    public static TypeSymbol AsTrait(TypeSymbol type) =>
        type is NamedTypeSymbol { Definition: ImportedTypeSymbol { AdoptedAs: { } trait } } named ? new NamedTypeSymbol(trait, named.Arguments) : type;

    /// <summary>The type that a path names: a <see cref="TypeDefinitionSymbol"/> or a <see cref="TypeNameSymbol"/>; reported when there is none.</summary>
    private Symbol? Find(ImmutableArray<NameSyntax> path, Scope scope)
    {
        IReadOnlyList<Symbol> found = scope.Lookup(path[0].Text);
        if (found.Count == 0)
        {
            string name = path[0].Text;
            string? similar = ForeignNames.Type(name) ?? NameSuggestions.Closest(name, TypeNames(scope));
            Report(TypeResolutionErrors.UnknownType(path[0].Span, name, similar, ImportAdvice.For(library, name, similar)));
            return null;
        }
        for (int i = 1; i < path.Length; i++)
        {
            if (Targets(found).OfType<ModuleSymbol>().FirstOrDefault() is not { } module)
            {
                Report(TypeResolutionErrors.UnknownType(path[i - 1].Span, path[i].Text, null, null));
                return null;
            }
            found = module.Exports(path[i].Text);
            if (found.Count == 0)
            {
                Report(TypeResolutionErrors.UnknownMember(
                    path[i].Span, module.Path, path[i].Text, NameSuggestions.Closest(path[i].Text, module.ExportedNames)));
                return null;
            }
        }
        if (Targets(found).FirstOrDefault(s => s is TypeDefinitionSymbol or TypeNameSymbol) is { } type)
        {
            return type;
        }
        Report(TypeResolutionErrors.NotAType(path[^1].Span, path[^1].Text, Describe(found[0])));
        return null;
    }

    private static IEnumerable<string> TypeNames(Scope scope) =>
        scope.AllNames.Distinct().Where(n => Targets(scope.Lookup(n)).Any(s => s is TypeDefinitionSymbol or TypeNameSymbol));

    private static IEnumerable<Symbol> Targets(IEnumerable<Symbol> symbols) => symbols.Select(s => s is AliasSymbol alias ? alias.Target : s);

    private static string Describe(Symbol symbol) => symbol switch
    {
        FunctionSymbol => "function",
        ModuleSymbol => "module",
        VariantSymbol => "variant",
        GlobalSymbol { Kind: GlobalKind.Const } => "constant",
        _ => "variable",
    };

    private static string Count(int count) => count switch
    {
        0 => "no type arguments",
        1 => "1 type argument",
        _ => $"{count} type arguments",
    };

    private ErrorTypeSymbol Report(Diagnostic diagnostic)
    {
        diagnostics.Add(diagnostic);
        return ErrorTypeSymbol.Instance;
    }
}
