using System.Numerics;
using System.Reflection;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Core;

/// <summary>Arithmetic of a type in generic code, found once per type: of numbers, text, and types with operator hooks.</summary>
internal class GenericArithmetic<T>
{
    public static readonly GenericArithmetic<T> Instance = Create();

    /// <summary>What multiplication starts from.</summary>
    public virtual T One => throw Unsupported("*");

    public T Add(T a, T b) => Operate("__add__", a, b);

    public T Subtract(T a, T b) => Operate("__sub__", a, b);

    public T Multiply(T a, T b) => Operate("__mul__", a, b);

    /// <param name="hook">The operator, by the name of its hook.</param>
    /// <param name="a">Left operand.</param>
    /// <param name="b">Right operand.</param>
    public virtual T Operate(string hook, T a, T b) => throw Unsupported(hook);

    public virtual T Negate(T value) => throw Unsupported("-");

    protected static TypeError Unsupported(string sign) => new($"{sign} is not defined on {Errors.NameOf(typeof(T))}");

    private static GenericArithmetic<T> Create()
    {
        if (typeof(T) == typeof(string))
        {
            return new TextConcatenation<T>();
        }
        bool isNumber = typeof(T).IsValueType
            && Array.Exists(typeof(T).GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INumber<>));
        return isNumber && Activator.CreateInstance(typeof(CheckedArithmetic<>).MakeGenericType(typeof(T))) is GenericArithmetic<T> number
            ? number
            : typeof(T).IsValueType ? new GenericArithmetic<T>() : new HookArithmetic<T>();
    }
}

internal sealed class CheckedArithmetic<T> : GenericArithmetic<T>
    where T : struct, INumber<T>
{
    public override T One => T.One;

    public override T Operate(string hook, T a, T b) => hook switch
    {
        "__add__" => checked(a + b),
        "__sub__" => checked(a - b),
        "__mul__" => checked(a * b),
        "__div__" => b == T.Zero ? throw Errors.FloatDivisionByZero() : a / b,
        "__floordiv__" => checked((a - Modulo(a, b)) / b),
        "__mod__" => Modulo(a, b),
        _ => throw Unsupported(hook),
    };

    public override T Negate(T value) => checked(-value);

    /// <summary>The sign follows the divisor.</summary>
    private static T Modulo(T a, T b)
    {
        if (b == T.Zero)
        {
            throw typeof(T) == typeof(double) || typeof(T) == typeof(float) ? Errors.FloatDivisionByZero() : Errors.DivisionByZero();
        }
        T remainder = a % b;
        return remainder != T.Zero && T.IsNegative(remainder) != T.IsNegative(b) ? remainder + b : remainder;
    }
}

internal sealed class TextConcatenation<T> : GenericArithmetic<T>
{
    public override T Operate(string hook, T a, T b) => hook == "__add__" ? (T)(object)string.Concat(a as string, b as string) : throw Unsupported(hook);
}

/// <summary>A type's own methods <c>__add__</c> and the like, whether written in the program or named by attribute.</summary>
internal sealed class HookArithmetic<T> : GenericArithmetic<T>
{
    private readonly Dictionary<string, Func<T, T, T>> _binary = [];
    private readonly Func<T, T>? _negate;

    public HookArithmetic()
    {
        foreach (MethodInfo method in typeof(T).GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(m => m.ReturnType == typeof(T) && !m.IsGenericMethod))
        {
            string name = method.GetCustomAttribute<NameAttribute>()?.Name ?? method.Name;
            ParameterInfo[] parameters = method.GetParameters();
            if (parameters is [var operand] && operand.ParameterType == typeof(T))
            {
                _binary[name] = method.CreateDelegate<Func<T, T, T>>();
            }
            else if (parameters is [] && name == "__neg__")
            {
                _negate = method.CreateDelegate<Func<T, T>>();
            }
        }
    }

    public override T Operate(string hook, T a, T b) => _binary.TryGetValue(hook, out Func<T, T, T>? operation) ? operation(a, b) : throw Unsupported(hook);

    public override T Negate(T value) => _negate is { } negate ? negate(value) : throw Unsupported("-");
}
