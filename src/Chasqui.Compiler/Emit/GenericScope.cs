using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;

namespace Chasqui.Compiler.Emit;

/// <summary>
/// What the type parameters stand for where code is emitted. One symbol may be declared twice: a generic async function's frame
/// has the function's type parameters as its own.
/// </summary>
internal sealed class GenericScope
{
    public static readonly GenericScope None = new(null);

    private readonly GenericScope? _outer;
    private readonly Dictionary<TypeParameterSymbol, GenericParameter> _parameters = [];

    private GenericScope(GenericScope? outer)
    {
        _outer = outer;
    }

    /// <summary>Declares the parameters on a type or method.</summary>
    public static GenericScope Declare(GenericScope? outer, IGenericParameterProvider owner, IEnumerable<TypeParameterSymbol> symbols)
    {
        var scope = new GenericScope(outer);
        foreach (TypeParameterSymbol symbol in symbols)
        {
            var parameter = new GenericParameter(symbol.Name, owner);
            owner.GenericParameters.Add(parameter);
            scope._parameters.Add(symbol, parameter);
        }
        return scope;
    }

    public TypeReference Find(TypeParameterSymbol symbol) =>
        _parameters.TryGetValue(symbol, out GenericParameter? parameter) ? parameter
        : _outer is not null ? _outer.Find(symbol)
        : throw new InternalCompilerException($"the type parameter `{symbol.Name}` is not declared where it is used");
}
