using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;

namespace Chasqui.Compiler.Metadata;

/// <summary>CLR types of member signatures to Chasqui types. A type that Chasqui cannot express maps to null.</summary>
internal sealed class ClrTypeMapper(RuntimeLibrary library)
{
    private static readonly Dictionary<string, PrimitiveTypeSymbol> Primitives = new()
    {
        ["System.Int64"] = PrimitiveTypeSymbol.Int,
        ["System.Double"] = PrimitiveTypeSymbol.Float,
        ["System.Boolean"] = PrimitiveTypeSymbol.Bool,
        ["System.String"] = PrimitiveTypeSymbol.Str,
        ["System.Void"] = PrimitiveTypeSymbol.Unit,
        [WellKnownTypes.Unit] = PrimitiveTypeSymbol.Unit,
        ["System.SByte"] = PrimitiveTypeSymbol.I8,
        ["System.Int16"] = PrimitiveTypeSymbol.I16,
        ["System.Int32"] = PrimitiveTypeSymbol.I32,
        ["System.Int128"] = PrimitiveTypeSymbol.I128,
        ["System.Byte"] = PrimitiveTypeSymbol.U8,
        ["System.UInt16"] = PrimitiveTypeSymbol.U16,
        ["System.UInt32"] = PrimitiveTypeSymbol.U32,
        ["System.UInt64"] = PrimitiveTypeSymbol.U64,
        ["System.UInt128"] = PrimitiveTypeSymbol.U128,
        ["System.IntPtr"] = PrimitiveTypeSymbol.ISize,
        ["System.UIntPtr"] = PrimitiveTypeSymbol.USize,
        ["System.Single"] = PrimitiveTypeSymbol.F32,
        ["System.Object"] = PrimitiveTypeSymbol.Object,
    };

    /// <param name="type">As it stands in a signature.</param>
    /// <param name="typeParameters">Of the containing type.</param>
    /// <param name="methodParameters">Of the method.</param>
    public TypeSymbol? Map(
        TypeReference type, ImmutableArray<TypeParameterSymbol> typeParameters, ImmutableArray<TypeParameterSymbol> methodParameters)
    {
        return Go(type);

        TypeSymbol? Go(TypeReference t) => t switch
        {
            GenericParameter p => (p.Type == GenericParameterType.Method ? methodParameters : typeParameters) is var own && p.Position < own.Length
                ? own[p.Position]
                : null,
            GenericInstanceType g => Instance(g),
            ArrayType { Rank: 1 } array => Go(array.ElementType) is { } element ? new ArrayTypeSymbol(element) : null,
            TypeSpecification => null,
            _ when Primitives.TryGetValue(t.FullName, out var primitive) => primitive,
            _ => library.Imported(t) is { TypeParameters.IsEmpty: true } and not Foreign.ForeignTypeSymbol { IsStackOnly: true } and var definition ? definition.SelfType : null,
        };

        TypeSymbol? Instance(GenericInstanceType g)
        {
            var arguments = ImmutableArray.CreateBuilder<TypeSymbol>(g.GenericArguments.Count);
            foreach (TypeReference argument in g.GenericArguments)
            {
                if (Go(argument) is not { } mapped)
                {
                    return null;
                }
                arguments.Add(mapped);
            }
            TypeReference element = g.ElementType;
            if (element.Namespace == "System")
            {
                if (element.Name.StartsWith("Func`", StringComparison.Ordinal))
                {
                    return new FunctionTypeSymbol([.. arguments.Take(arguments.Count - 1)], arguments[^1]);
                }
                if (element.Name.StartsWith("ValueTuple`", StringComparison.Ordinal))
                {
                    return Tuple(arguments);
                }
            }
            return library.Imported(element) is { } and not Foreign.ForeignTypeSymbol { IsStackOnly: true } and var definition && definition.TypeParameters.Length == arguments.Count
                ? new NamedTypeSymbol(definition, arguments.ToImmutable())
                : null;
        }
    }

    /// <summary>The primitive of a CLR type name; null when it is not one.</summary>
    public static PrimitiveTypeSymbol? Primitive(string clrFullName) => Primitives.GetValueOrDefault(clrFullName);

    /// <summary>The CLR name of a primitive; null for those without one (Never).</summary>
    public static string? ClrName(PrimitiveTypeSymbol primitive) =>
        Primitives.FirstOrDefault(p => p.Value == primitive && p.Key != "System.Void").Key;

    /// <summary>The CLR keeps the eighth and later elements in a nested tuple.</summary>
    private static TupleTypeSymbol Tuple(IReadOnlyList<TypeSymbol> arguments) =>
        arguments.Count == 8 && arguments[7] is TupleTypeSymbol rest
            ? new TupleTypeSymbol([.. arguments.Take(7), .. rest.Elements])
            : new TupleTypeSymbol([.. arguments]);
}
