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

    /// <summary>Once all types have names: bounds that are traits of the program, which are interfaces that every argument implements.</summary>
    public void Constrain(TypeEmitter types)
    {
        foreach (var (symbol, parameter) in _parameters.Where(p => !p.Key.IsSelf))
        {
            foreach (NamedTypeSymbol bound in symbol.Bounds.Select(b => b.Resolved).OfType<NamedTypeSymbol>().Where(b => types.IsDeclared(b.Definition)))
            {
                parameter.Constraints.Add(new GenericParameterConstraint(types.Get(bound, this)));
            }
        }
    }

    public TypeReference Find(TypeParameterSymbol symbol) =>
        _parameters.TryGetValue(symbol, out GenericParameter? parameter) ? parameter
        : _outer is not null ? _outer.Find(symbol)
        : throw new InternalCompilerException($"the type parameter `{symbol.Name}` is not declared where it is used");
}
