using System.Diagnostics.CodeAnalysis;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Core;

/// <summary>A value or nothing; <c>default</c> is nothing.</summary>
[Module("std.builtins"), Name("Option"), Name("option"), Enum, Unqualified]
public readonly struct Option<T> : IEquatable<Option<T>>, IComparable<Option<T>>, IShareable, IResource, IDebug
{
    private readonly bool _isSome;

    public Option(T value)
    {
        _isSome = true;
        Value = value;
    }

    [Variant(0), Name("None")]
    public static Option<T> None => default;

    /// <summary>0 for None, 1 for Some.</summary>
    public int Tag => _isSome ? 1 : 0;

    /// <summary>The payload; meaningful only for Some.</summary>
    public T Value { get; }

    [Variant(1, nameof(Value)), Name("Some")]
    public static Option<T> Some(T value) => new(value);

    [Name("is_some")]
    public bool IsSome() => _isSome;

    [Name("is_none")]
    public bool IsNone() => !_isSome;

    [Name("unwrap"), Consumes]
    public T Unwrap() => _isSome ? Ops.Share(Value) : throw new RuntimeError("called `Option::unwrap()` on a `None` value");

    [Name("expect"), Consumes]
    public T Expect(string message) => _isSome ? Ops.Share(Value) : throw new RuntimeError(message);

    [Name("unwrap_or"), Consumes]
    public T UnwrapOr(T @default) => _isSome ? InsteadOf(@default) : @default;

    [Name("unwrap_or_else"), Consumes]
    public T UnwrapOrElse(Func<T> f) => _isSome ? Ops.Share(Value) : f();

    [Name("map"), Consumes]
    public Option<U> Map<U>(Func<T, U> f) => _isSome ? new(f(Ops.Share(Value))) : default;

    [Name("is_some_and")]
    public bool IsSomeAnd([Lends] Func<T, bool> p) => _isSome && p(Ops.Share(Value));

    [Name("unwrap_or_default"), Requires("T", "Default"), Consumes]
    public T UnwrapOrDefault() => _isSome ? Ops.Share(Value) : DefaultValue<T>.Make();

    [Name("map_or"), Consumes]
    public U MapOr<U>(U @default, Func<T, U> f) => _isSome ? f(InsteadOf(@default)) : @default;

    [Name("and_then"), Consumes]
    public Option<U> AndThen<U>(Func<T, Option<U>> f) => _isSome ? f(Ops.Share(Value)) : default;

    [Name("or_else"), Consumes]
    public Option<T> OrElse(Func<Option<T>> f) => _isSome ? Ops.Share(this) : f();

    [Name("map_or_else"), Consumes]
    public U MapOrElse<U>(Func<U> f, Func<T, U> g) => _isSome ? g(Ops.Share(Value)) : f();

    [Name("and"), Consumes]
    public Option<U> And<U>(Option<U> other)
    {
        if (_isSome)
        {
            Drop();
            return other;
        }
        other.Drop();
        return default;
    }

    [Name("xor"), Consumes]
    public Option<T> Xor(Option<T> other)
    {
        if (_isSome == other._isSome)
        {
            Drop();
            other.Drop();
            return default;
        }
        return _isSome ? Ops.Share(this) : other;
    }

    [Name("or"), Name("or_value"), Consumes]
    public Option<T> Or(Option<T> other) => _isSome ? new(InsteadOf(other)) : other;

    [Name("filter"), Consumes]
    public Option<T> Filter([Lends] Func<T, bool> p)
    {
        if (_isSome && p(Ops.Share(Value)))
        {
            return this;
        }
        Drop();
        return default;
    }

    [Name("zip"), Consumes]
    public Option<(T, U)> Zip<U>(Option<U> other)
    {
        if (_isSome && other._isSome)
        {
            return new((Ops.Share(Value), Ops.Share(other.Value)));
        }
        Drop();
        other.Drop();
        return default;
    }

    [Name("ok_or"), Consumes]
    public Result<T, E> OkOr<E>(E error) => _isSome ? Result<T, E>.Ok(InsteadOf(error)) : Result<T, E>.Err(error);

    [Name("ok_or_else"), Consumes]
    public Result<T, E> OkOrElse<E>(Func<E> f) => _isSome ? Result<T, E>.Ok(Ops.Share(Value)) : Result<T, E>.Err(f());

    [Name("inspect"), Consumes]
    public Option<T> Inspect([Lends] Func<T, Unit> f)
    {
        if (_isSome)
        {
            f(Ops.Share(Value));
        }
        return this;
    }

    /// <summary>The payload; what was there to stand in for it goes.</summary>
    private T InsteadOf<U>(U unused)
    {
        Ops.Drop(unused);
        return Ops.Share(Value);
    }

    [Name("copied"), Name("clone")]
    public Option<T> Copied() => Ops.Share(this);

    public void MarkShared()
    {
        if (_isSome)
        {
            Ops.Share(Value);
        }
    }

    public void Drop()
    {
        if (_isSome)
        {
            Ops.Drop(Value);
        }
    }

    public bool Equals(Option<T> other) => _isSome == other._isSome && (!_isSome || Ops.Equal(Value, other.Value));

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Option<T> other && Equals(other);

    public override int GetHashCode() => _isSome ? HashCode.Combine(1, Ops.Hash(Value)) : 0;

    public int CompareTo(Option<T> other) =>
        _isSome && other._isSome ? Ops.Compare(Value, other.Value) : Tag - other.Tag;

    public void Debug(DebugWriter writer)
    {
        if (!_isSome)
        {
            writer.Raw("None");
            return;
        }
        writer.BeginTuple("Some");
        writer.Item(Value);
        writer.EndTuple();
    }

    public override string ToString() => Formatter.Debug(this);
}
