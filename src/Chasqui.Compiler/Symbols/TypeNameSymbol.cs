using System.Collections.Immutable;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Symbols;

/// <summary>
/// A name that stands for a type which is not a definition: a language type (<c>int</c>), a type parameter in scope, an alias
/// (<c>type X[T] = list[T]</c>). Definitions stand for themselves.
/// </summary>
public sealed class TypeNameSymbol(
    string name,
    TypeSymbol target,
    ImmutableArray<TypeParameterSymbol> typeParameters = default,
    SourceSpan? span = null) : Symbol(name, span)
{
    public TypeSymbol Target { get; internal set; } = target;

    public ImmutableArray<TypeParameterSymbol> TypeParameters { get; } = typeParameters.IsDefault ? [] : typeParameters;
}
