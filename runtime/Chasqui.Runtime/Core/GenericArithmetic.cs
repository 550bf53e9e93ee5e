using System.Numerics;

namespace Chasqui.Runtime.Core;

/// <summary>Arithmetic of number types in generic code, found once per type; int and float do not come here.</summary>
internal class GenericArithmetic<T>
{
    public static readonly GenericArithmetic<T> Instance = Create();

    /// <summary>What multiplication starts from.</summary>
    public virtual T One => throw Unsupported("*");

    public virtual T Add(T a, T b) => throw Unsupported("+");

    public virtual T Subtract(T a, T b) => throw Unsupported("-");

    public virtual T Multiply(T a, T b) => throw Unsupported("*");

    private static GenericArithmetic<T> Create()
    {
        bool isNumber = typeof(T).IsValueType
            && Array.Exists(typeof(T).GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INumber<>));
        return isNumber && Activator.CreateInstance(typeof(CheckedArithmetic<>).MakeGenericType(typeof(T))) is GenericArithmetic<T> number
            ? number
            : new GenericArithmetic<T>();
    }

    private static TypeError Unsupported(string sign) => new($"{sign} is not defined on {Errors.NameOf(typeof(T))}");
}

internal sealed class CheckedArithmetic<T> : GenericArithmetic<T>
    where T : struct, INumber<T>
{
    public override T One => T.One;

    public override T Add(T a, T b) => checked(a + b);

    public override T Subtract(T a, T b) => checked(a - b);

    public override T Multiply(T a, T b) => checked(a * b);
}
