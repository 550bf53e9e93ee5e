using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Mono.Cecil;

namespace Chasqui.Compiler.Metadata.Foreign;

/// <summary>
/// The members of a .NET type by their own names. What the language's syntax asks for goes by its hooks: an indexer is
/// <c>__getitem__</c>, an operator <c>__add__</c> and so on, a count <c>__len__</c>.
/// </summary>
internal sealed class ForeignMembers(RuntimeLibrary library, ForeignTypeSymbol type)
{
    private static readonly Dictionary<string, string> Operators = new()
    {
        ["__add__"] = "op_Addition",
        ["__sub__"] = "op_Subtraction",
        ["__mul__"] = "op_Multiply",
        ["__div__"] = "op_Division",
        ["__mod__"] = "op_Modulus",
        ["__and__"] = "op_BitwiseAnd",
        ["__or__"] = "op_BitwiseOr",
        ["__xor__"] = "op_ExclusiveOr",
        ["__lshift__"] = "op_LeftShift",
        ["__rshift__"] = "op_RightShift",
        ["__neg__"] = "op_UnaryNegation",
        ["__invert__"] = "op_OnesComplement",
    };

    private IEnumerable<(ForeignTypeSymbol Owner, MethodDefinition Method)> AllMethods =>
        type.Lineage.SelectMany(t => t.Clr?.Methods.Where(m => m.IsPublic && !IsOfAdopters(m)).Select(m => (t, m)) ?? []);

    private IEnumerable<(ForeignTypeSymbol Owner, PropertyDefinition Property)> Properties =>
        type.Lineage.SelectMany(t => t.Clr?.Properties.Where(p => p.GetMethod is { IsPublic: true } get && !IsOfAdopters(get)).Select(p => (t, p)) ?? []);

    public IEnumerable<string> Names =>
        AllMethods.Where(m => !m.Method.IsSpecialName && !m.Method.IsConstructor).Select(m => m.Method.Name)
            .Concat(Properties.Where(p => !p.Property.HasParameters).Select(p => p.Property.Name))
            .Distinct();

    public IEnumerable<string> StaticNames =>
        AllMethods.Where(m => m.Method.IsStatic && !m.Method.IsSpecialName && !m.Method.IsConstructor).Select(m => m.Method.Name)
            .Concat(Properties.Where(p => p.Property.GetMethod.IsStatic).Select(p => p.Property.Name))
            .Distinct();

    public IEnumerable<FunctionSymbol> Constructors => type.Clr is { IsAbstract: false } clr
        ? clr.Methods.Where(m => m is { IsConstructor: true, IsPublic: true, IsStatic: false }).Select(m => Import(type.Name, m, type)).OfType<FunctionSymbol>()
        : [];

    public IEnumerable<FunctionSymbol> Named(string name)
    {
        if (name.StartsWith("__", StringComparison.Ordinal))
        {
            return Hook(name);
        }
        IEnumerable<FunctionSymbol?> properties = Properties.Where(p => p.Property.Name == name && !p.Property.HasParameters).Take(1).Select(p => Property(p.Owner, p.Property));
        IEnumerable<FunctionSymbol?> methods = MostDerived(AllMethods.Where(m => m.Method.Name == name && (!m.Method.IsSpecialName || m.Method.IsAddOn || m.Method.IsRemoveOn))).Select(m => Import(name, m.Method, m.Owner));
        return properties.Concat(methods).OfType<FunctionSymbol>();
    }

    private IEnumerable<FunctionSymbol> Hook(string name)
    {
        IEnumerable<FunctionSymbol?> found = name switch
        {
            "__getitem__" => Indexers.Select(p => Import(name, p.Property.GetMethod, p.Owner)),
            "__setitem__" => Indexers.Where(p => p.Property.SetMethod is { IsPublic: true }).Select(p => Import(name, p.Property.SetMethod, p.Owner)),
            "__len__" => Properties.Where(p => p.Property is { Name: "Count" or "Length", HasParameters: false, PropertyType.FullName: "System.Int32" }).Take(1)
                .Select(p => Import(name, p.Property.GetMethod, p.Owner)),
            "__contains__" => MostDerived(AllMethods.Where(m => m.Method is { Name: "Contains", IsStatic: false, Parameters.Count: 1, ReturnType.FullName: "System.Boolean" }))
                .Select(m => Import(name, m.Method, m.Owner)),
            ForeignTypeSymbol.ImplicitConversion => (type.Clr?.Methods.Where(m => m.Name == "op_Implicit" && m.IsPublic) ?? []).Select(m => Import(name, m, type)),
            _ when Operators.TryGetValue(name, out string? clr) =>
                (type.Clr?.Methods.Where(m => m.Name == clr && m.IsPublic && m.Parameters is [var first, ..] && IsOwn(first.ParameterType)) ?? []).Select(m => Import(name, m, type, isOperator: true)),
            _ => [],
        };
        return found.OfType<FunctionSymbol>();
    }

    private IEnumerable<(ForeignTypeSymbol Owner, PropertyDefinition Property)> Indexers =>
        Properties.Where(p => p.Property.HasParameters).GroupBy(p => Shape(p.Property.GetMethod)).Select(g => g.First());

    /// <summary>A static member that each adopter of an interface has its own of.</summary>
    private static bool IsOfAdopters(MethodDefinition method) => method is { IsStatic: true, IsVirtual: true };

    private bool IsOwn(TypeReference parameter) => parameter.FullName == type.Reference.FullName;

    /// <summary>Each signature once, as the nearest type declares it.</summary>
    private static IEnumerable<(ForeignTypeSymbol Owner, MethodDefinition Method)> MostDerived(IEnumerable<(ForeignTypeSymbol Owner, MethodDefinition Method)> methods) =>
        methods.GroupBy(m => Shape(m.Method)).Select(g => g.First());

    private static string Shape(MethodDefinition method) =>
        $"{method.GenericParameters.Count}({string.Join(",", method.Parameters.Select(p => p.ParameterType.FullName))})";

    private ImportedFunctionSymbol? Property(ForeignTypeSymbol owner, PropertyDefinition property)
    {
        bool isSettable = property.SetMethod is { IsPublic: true } set && set.ReturnType is not RequiredModifierType;
        if (Import(property.Name, property.GetMethod, owner, isProperty: true, nullable: property) is not { } getter)
        {
            return null;
        }
        getter.Setter = isSettable ? Import(property.Name, property.SetMethod, owner) : null;
        return getter;
    }

    private ImportedFunctionSymbol? Import(
        string name, MethodDefinition method, ForeignTypeSymbol owner, bool isProperty = false, bool isOperator = false, PropertyDefinition? nullable = null)
    {
        ImmutableArray<TypeParameterSymbol> own = FunctionImporter.TypeParameters(method, isMethod: true);
        TypeSymbol? returned = method.IsConstructor ? owner.ValueType : Map(method.ReturnType);
        TypeSymbol? receiver = isOperator ? Map(method.Parameters[0].ParameterType) : null;
        var parameters = ImmutableArray.CreateBuilder<ParameterSymbol>();
        foreach (ParameterDefinition parameter in method.Parameters.Skip(isOperator ? 1 : 0))
        {
            if (Parameter(parameter, method) is not { } imported)
            {
                return null;
            }
            parameters.Add(imported);
        }
        if (returned is null || (isOperator && receiver is null))
        {
            return null;
        }
        return new ImportedFunctionSymbol(
            name, method, owner, method is { IsStatic: true } or { IsConstructor: true } && !isOperator ? ReceiverKind.None : ReceiverKind.Self, own, parameters.ToImmutable(), returned)
        {
            IsForeign = true,
            IsPropertyGetter = isProperty,
            IsConstructor = method.IsConstructor,
            ReceiverType = receiver,
            ReturnsNullable = !method.IsConstructor && (Nullability.IsNullable(method.MethodReturnType, method.ReturnType, method)
                || (nullable is not null && Nullability.IsNullable(nullable, method.ReturnType, method))),
            GivesNullable = Nullability.GivesNullable(method),
            Contract = ThreadSafety.BlockingAlternative(owner, method) is { } instead ? new FunctionContract { BlockingAlternative = instead } : FunctionContract.None,
        };

        // What is given to a thread, a task or a timer of .NET runs beside the caller.
        bool IsRunElsewhere(TypeSymbol passed) => owner.Reference.Namespace.StartsWith("System.Threading", StringComparison.Ordinal)
            && passed is (FunctionTypeSymbol or NamedTypeSymbol { Definition: ForeignTypeSymbol { IsDelegate: true } });

        TypeSymbol? Map(TypeReference clr) => library.Mapper.Map(clr, owner.TypeParameters, own);

        ParameterSymbol? Parameter(ParameterDefinition parameter, MethodDefinition of)
        {
            TypeReference clr = parameter.ParameterType;
            bool isReference = clr is ByReferenceType && !parameter.IsIn;
            TypeReference passed = clr is ByReferenceType reference ? reference.ElementType : clr;
            if ((clr is ByReferenceType && parameter.IsIn) || Map(passed) is not { } mapped)
            {
                return null;
            }
            bool isRest = mapped is ArrayTypeSymbol && parameter.CustomAttributes.Any(a => a.AttributeType.Name == "ParamArrayAttribute");
            return new ParameterSymbol(parameter.Name, isRest ? library.ListOf(((ArrayTypeSymbol)mapped).Element) : mapped, isReference ? ParameterMode.Mut : ParameterMode.Value)
            {
                Kind = isRest ? ParameterKind.Rest : ParameterKind.Normal,
                Sent = IsRunElsewhere(mapped) ? new SentContract("another thread", Waits: false) : null,
                AcceptsNone = Nullability.IsNullable(parameter, passed, of),
                DefaultConstant = parameter.HasConstant ? parameter.Constant ?? ParameterSymbol.DefaultOfType
                    : parameter.IsOptional ? ParameterSymbol.DefaultOfType
                    : null,
            };
        }
    }
}
