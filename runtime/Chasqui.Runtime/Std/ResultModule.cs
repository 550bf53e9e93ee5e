using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std;

/// <summary><c>std.result</c>: the methods of Result as functions, to be passed on or piped into.</summary>
[Module("std.result")]
public static class ResultModule
{
    [Name("map")]
    public static Result<U, E> Map<T, E, U>(Result<T, E> r, Func<T, U> f) => r.Map(f);

    [Name("map_err")]
    public static Result<T, F> MapError<T, E, F>(Result<T, E> r, Func<E, F> f) => r.MapErr(f);

    [Name("and_then")]
    public static Result<U, E> AndThen<T, E, U>(Result<T, E> r, Func<T, Result<U, E>> f) => r.AndThen(f);

    [Name("or_else")]
    public static Result<T, F> OrElse<T, E, F>(Result<T, E> r, Func<E, Result<T, F>> f) => r.OrElse(f);

    [Name("inspect")]
    public static Result<T, E> Inspect<T, E>(Result<T, E> r, [Lends] Func<T, Unit> f) => r.Inspect(f);

    [Name("inspect_err")]
    public static Result<T, E> InspectError<T, E>(Result<T, E> r, [Lends] Func<E, Unit> f) => r.InspectErr(f);
}
