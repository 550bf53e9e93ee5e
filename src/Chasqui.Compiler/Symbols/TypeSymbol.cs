namespace Chasqui.Compiler.Symbols;

/// <summary>
/// A type as used. Types are compared by <see cref="object.Equals(object)"/>, which looks through solved inference variables.
/// <see cref="object.ToString"/> is the user's spelling.
/// </summary>
public abstract class TypeSymbol
{
    /// <summary>This type with every solved inference variable replaced. Unsolved ones stay.</summary>
    public virtual TypeSymbol Resolved => this;

    public virtual bool IsError => false;

    /// <summary>Whether an inference variable occurs in it, solved or not.</summary>
    public virtual bool ContainsInference => false;

    /// <summary>Whether a type parameter occurs in it.</summary>
    public virtual bool ContainsTypeParameter => false;

    /// <summary>The type with type parameters replaced.</summary>
    public virtual TypeSymbol Substitute(TypeSubstitution substitution) => this;

    /// <summary>Structural equality of two resolved types.</summary>
    protected abstract bool EqualsResolved(TypeSymbol other);

    protected abstract int ResolvedHashCode();

    public sealed override bool Equals(object? obj) =>
        ReferenceEquals(this, obj)
        || (obj is TypeSymbol other && Resolved.EqualsResolved(other.Resolved));

    public sealed override int GetHashCode() => Resolved.ResolvedHashCode();

    public static bool operator ==(TypeSymbol? left, TypeSymbol? right) => Equals(left, right);

    public static bool operator !=(TypeSymbol? left, TypeSymbol? right) => !Equals(left, right);
}
