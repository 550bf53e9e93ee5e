using System.Diagnostics.CodeAnalysis;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Core;

/// <summary>A value or an error. <c>default</c> is no result that a program can make.</summary>
[Module("std.builtins"), Name("Result"), Name("result"), Enum, Unqualified, MustUse]
public readonly struct Result<T, E> : IEquatable<Result<T, E>>, IComparable<Result<T, E>>, IShareable, IResource, IDebug, IFallible
{
    private readonly bool _isErr;

    private Result(bool isErr, T value, E error)
    {
        _isErr = isErr;
        Value = value;
        Error = error;
    }

    /// <summary>0 for Ok, 1 for Err.</summary>
    public int Tag => _isErr ? 1 : 0;

    /// <summary>The payload of Ok.</summary>
    public T Value { get; }

    /// <summary>The payload of Err.</summary>
    public E Error { get; }

    [Variant(0, nameof(Value)), Name("Ok")]
    public static Result<T, E> Ok(T value) => new(false, value, default!);

    [Variant(1, nameof(Error)), Name("Err")]
    public static Result<T, E> Err(E error) => new(true, default!, error);

    [Name("is_ok")]
    public bool IsOk() => !_isErr;

    [Name("is_err")]
    public bool IsErr() => _isErr;

    internal bool TryOk(out T value)
    {
        value = Value;
        return !_isErr;
    }

    [Name("unwrap"), Consumes]
    public T Unwrap() => _isErr ? throw Unexpected("called Result.unwrap() on an Err value") : Ops.Share(Value);

    [Name("unwrap_err"), Consumes]
    public E UnwrapErr() => _isErr ? Ops.Share(Error) : throw Unexpected("called Result.unwrap_err() on an Ok value");

    [Name("expect"), Consumes]
    public T Expect(string message) => _isErr ? throw Unexpected($"{message}: {Formatter.Debug(Error)}") : Ops.Share(Value);

    [Name("unwrap_or"), Consumes]
    public T UnwrapOr(T @default) => _isErr ? InsteadOfValue(@default) : ValueInsteadOf(@default);

    [Name("unwrap_or_else"), Consumes]
    public T UnwrapOrElse(Func<E, T> f) => _isErr ? f(Ops.Share(Error)) : Ops.Share(Value);

    [Name("unwrap_or_default"), Requires("T", "Default"), Consumes]
    public T UnwrapOrDefault() => _isErr ? InsteadOfValue(DefaultValue<T>.Make()) : Ops.Share(Value);

    [Name("expect_err"), Consumes]
    public E ExpectErr(string message) => _isErr ? Ops.Share(Error) : throw Unexpected($"{message}: {Formatter.Debug(Value)}");

    [Name("is_ok_and")]
    public bool IsOkAnd([Lends] Func<T, bool> p) => !_isErr && p(Ops.Share(Value));

    [Name("is_err_and")]
    public bool IsErrAnd([Lends] Func<E, bool> p) => _isErr && p(Ops.Share(Error));

    [Name("map_or"), Consumes]
    public U MapOr<U>(U @default, Func<T, U> f) => _isErr ? InsteadOfValue(@default) : f(ValueInsteadOf(@default));

    [Name("map_or_else"), Consumes]
    public U MapOrElse<U>(Func<E, U> f, Func<T, U> g) => _isErr ? f(Ops.Share(Error)) : g(Ops.Share(Value));

    [Name("ok"), Consumes]
    public Option<T> ToOption() => _isErr ? InsteadOfValue(default(Option<T>)) : new(Ops.Share(Value));

    [Name("err"), Consumes]
    public Option<E> ErrorToOption() => _isErr ? new(Ops.Share(Error)) : InsteadOfValue(default(Option<E>));

    [Name("map"), Consumes]
    public Result<U, E> Map<U>(Func<T, U> f) => _isErr ? Result<U, E>.Err(Ops.Share(Error)) : Result<U, E>.Ok(f(Ops.Share(Value)));

    [Name("map_err"), Consumes]
    public Result<T, F> MapErr<F>(Func<E, F> f) => _isErr ? Result<T, F>.Err(f(Ops.Share(Error))) : Result<T, F>.Ok(Ops.Share(Value));

    [Name("and_then"), Consumes]
    public Result<U, E> AndThen<U>(Func<T, Result<U, E>> f) => _isErr ? Result<U, E>.Err(Ops.Share(Error)) : f(Ops.Share(Value));

    [Name("or_else"), Consumes]
    public Result<T, F> OrElse<F>(Func<E, Result<T, F>> f) => _isErr ? f(Ops.Share(Error)) : Result<T, F>.Ok(Ops.Share(Value));

    [Name("inspect"), Consumes]
    public Result<T, E> Inspect([Lends] Func<T, Unit> f)
    {
        if (!_isErr)
        {
            f(Ops.Share(Value));
        }
        return this;
    }

    [Name("inspect_err"), Consumes]
    public Result<T, E> InspectErr([Lends] Func<E, Unit> f)
    {
        if (_isErr)
        {
            f(Ops.Share(Error));
        }
        return this;
    }

    /// <summary>What stands in for the payload, which goes.</summary>
    private U InsteadOfValue<U>(U other)
    {
        Drop();
        return other;
    }

    /// <summary>The payload of Ok; what was there to stand in for it goes.</summary>
    private T ValueInsteadOf<U>(U unused)
    {
        Ops.Drop(unused);
        return Ops.Share(Value);
    }

    /// <summary>The payload goes before the error is raised.</summary>
    private RuntimeError Unexpected(string message)
    {
        Drop();
        return new RuntimeError(message);
    }

    [Name("copied"), Name("clone")]
    public Result<T, E> Copied() => Ops.Share(this);

    public void MarkShared()
    {
        if (_isErr)
        {
            Ops.Share(Error);
        }
        else
        {
            Ops.Share(Value);
        }
    }

    public void Drop()
    {
        if (_isErr)
        {
            Ops.Drop(Error);
        }
        else
        {
            Ops.Drop(Value);
        }
    }

    public bool Equals(Result<T, E> other) =>
        _isErr == other._isErr && (_isErr ? Ops.Equal(Error, other.Error) : Ops.Equal(Value, other.Value));

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Result<T, E> other && Equals(other);

    public override int GetHashCode() => _isErr ? HashCode.Combine(1, Ops.Hash(Error)) : HashCode.Combine(0, Ops.Hash(Value));

    public int CompareTo(Result<T, E> other) =>
        _isErr != other._isErr ? Tag - other.Tag : _isErr ? Ops.Compare(Error, other.Error) : Ops.Compare(Value, other.Value);

    public void Debug(DebugWriter writer)
    {
        writer.BeginTuple(_isErr ? "Err" : "Ok");
        if (_isErr)
        {
            writer.Item(Error);
        }
        else
        {
            writer.Item(Value);
        }
        writer.EndTuple();
    }

    public override string ToString() => Formatter.Debug(this);
}

/// <summary>For generic code, which does not know that its value is a Result.</summary>
internal interface IFallible
{
    bool IsErr();
}
