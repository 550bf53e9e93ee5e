using System.Collections.Immutable;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Symbols;

/// <summary>
/// A name that stands for a type which is not a definition: a language type (<c>int</c>), a type parameter in scope, an alias
/// (<c>type X[T] = list[T]</c>). Definitions stand for themselves.
/// </summary>
public sealed class TypeNameSymbol : Symbol
{
    private Func<TypeSymbol>? _resolve;
    private TypeSymbol? _target;

    public TypeNameSymbol(string name, TypeSymbol target)
        : base(name)
    {
        _target = target;
    }

    /// <param name="name">The alias.</param>
    /// <param name="typeParameters">Of a generic alias; they occur in the target.</param>
    /// <param name="resolve">Called once, on first use.</param>
    /// <param name="span">Where the alias is declared.</param>
    internal TypeNameSymbol(string name, ImmutableArray<TypeParameterSymbol> typeParameters, Func<TypeSymbol> resolve, SourceSpan span)
        : base(name, span)
    {
        TypeParameters = typeParameters;
        _resolve = resolve;
    }

    public ImmutableArray<TypeParameterSymbol> TypeParameters { get; } = [];

    /// <summary>The error type while it is being resolved: an alias that stands for itself.</summary>
    public TypeSymbol Target
    {
        get
        {
            if (_resolve is { } resolve)
            {
                _resolve = null;
                _target = resolve();
            }
            return _target ?? ErrorTypeSymbol.Instance;
        }
    }
}
