using System.Numerics;

namespace Chasqui.Runtime.Core;

/// <summary>Conversions between two integer types, found once per pair.</summary>
internal abstract class IntegerConversion<T, R>
{
    public static readonly IntegerConversion<T, R> Instance =
        (IntegerConversion<T, R>)Activator.CreateInstance(typeof(IntegerConversionOf<,>).MakeGenericType(typeof(T), typeof(R)))!;

    /// <summary>The low bits.</summary>
    public abstract R Wrap(T value);

    /// <summary>The nearest value.</summary>
    public abstract R Saturate(T value);

    public abstract Option<R> Try(T value);
}

internal sealed class IntegerConversionOf<T, R> : IntegerConversion<T, R>
    where T : struct, IBinaryInteger<T>
    where R : struct, IBinaryInteger<R>
{
    public override R Wrap(T value) => R.CreateTruncating(value);

    public override R Saturate(T value) => R.CreateSaturating(value);

    public override Option<R> Try(T value)
    {
        R nearest = R.CreateSaturating(value);
        return T.CreateSaturating(nearest) == value ? new(nearest) : default;
    }
}
