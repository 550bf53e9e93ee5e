using System.Runtime.CompilerServices;

namespace Chasqui.Runtime.Core;

// Python's integer and float arithmetic where IL has no instruction for it. Checked +, - and * are IL's own.
public static partial class Ops
{
    /// <summary>Rounds towards negative infinity: <c>-7 // 2 == -4</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long FloorDivide(long a, long b)
    {
        if ((ulong)(b + 1) <= 1)
        {
            return DivideByZeroOrMinusOne(a, b);
        }
        long quotient = a / b;
        return (a ^ b) < 0 && quotient * b != a ? quotient - 1 : quotient;
    }

    /// <summary>The sign follows the divisor: <c>-7 % 3 == 2</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Modulo(long a, long b)
    {
        if ((ulong)(b + 1) <= 1)
        {
            return b == 0 ? throw Errors.DivisionByZero() : 0;
        }
        long remainder = a % b;
        return remainder != 0 && (remainder ^ b) < 0 ? remainder + b : remainder;
    }

    /// <summary><see cref="FloorDivide(long, long)"/> by a constant greater than zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long FloorDividePositive(long a, long b) => (a / b) + ((a % b) >> 63);

    /// <summary><see cref="Modulo(long, long)"/> by a constant greater than zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ModuloPositive(long a, long b)
    {
        long remainder = a % b;
        return remainder + ((remainder >> 63) & b);
    }

    public static Int128 FloorDivide(Int128 a, Int128 b)
    {
        if (b == 0)
        {
            throw Errors.DivisionByZero();
        }
        Int128 quotient = checked(a / b);
        return (a < 0) != (b < 0) && quotient * b != a ? quotient - 1 : quotient;
    }

    public static Int128 Modulo(Int128 a, Int128 b)
    {
        if (b == 0)
        {
            throw Errors.DivisionByZero();
        }
        Int128 remainder = b == -1 ? 0 : a % b;
        return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double FloorDivide(double a, double b) => b == 0 ? throw Errors.FloatDivisionByZero() : Math.Floor(a / b);

    public static double Modulo(double a, double b)
    {
        if (b == 0)
        {
            throw Errors.FloatDivisionByZero();
        }
        double remainder = a % b;
        if (remainder != 0)
        {
            return (remainder < 0) != (b < 0) ? remainder + b : remainder;
        }
        return Math.CopySign(0, b);
    }

    /// <summary>True division of integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divide(long a, long b) => b == 0 ? throw Errors.DivisionByZero() : (double)a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divide(double a, double b) => b == 0 ? throw Errors.FloatDivisionByZero() : a / b;

    /// <summary>Integer power, checked; the exponent must not be negative.</summary>
    public static long Power(long @base, long exponent)
    {
        if (exponent < 0)
        {
            throw new ValueError("negative exponent in integer power");
        }
        long result = 1;
        long square = @base;
        while (true)
        {
            if ((exponent & 1) != 0)
            {
                result = checked(result * square);
            }
            exponent >>= 1;
            if (exponent == 0)
            {
                return result;
            }
            square = checked(square * square);
        }
    }

    public static double Power(double @base, double exponent) => Math.Pow(@base, exponent);

    /// <summary>Shift to the left; bits that do not fit are an overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ShiftLeft(long value, long count)
    {
        CheckShift(count);
        long shifted = value << (int)count;
        return shifted >> (int)count == value ? shifted : throw new OverflowError("integer overflow");
    }

    /// <summary>Arithmetic shift to the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ShiftRight(long value, long count)
    {
        CheckShift(count);
        return value >> (int)count;
    }

    /// <summary><c>-value</c>, checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Negate(long value) => checked(-value);

    /// <summary>Truncates towards zero and saturates; NaN is 0.</summary>
    public static long ToInt(double value) =>
        double.IsNaN(value) ? 0 : value >= 9.2233720368547758E18 ? long.MaxValue : value <= -9.2233720368547758E18 ? long.MinValue : (long)value;

    /// <summary><c>+</c> in generic code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add<T>(T a, T b)
    {
        if (typeof(T) == typeof(long))
        {
            return Unsafe.BitCast<long, T>(checked(Unsafe.BitCast<T, long>(a) + Unsafe.BitCast<T, long>(b)));
        }
        if (typeof(T) == typeof(double))
        {
            return Unsafe.BitCast<double, T>(Unsafe.BitCast<T, double>(a) + Unsafe.BitCast<T, double>(b));
        }
        return GenericArithmetic<T>.Instance.Add(a, b);
    }

    /// <summary><c>*</c> in generic code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Multiply<T>(T a, T b)
    {
        if (typeof(T) == typeof(long))
        {
            return Unsafe.BitCast<long, T>(checked(Unsafe.BitCast<T, long>(a) * Unsafe.BitCast<T, long>(b)));
        }
        if (typeof(T) == typeof(double))
        {
            return Unsafe.BitCast<double, T>(Unsafe.BitCast<T, double>(a) * Unsafe.BitCast<T, double>(b));
        }
        return GenericArithmetic<T>.Instance.Multiply(a, b);
    }

    /// <summary><c>-</c> in generic code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Subtract<T>(T a, T b)
    {
        if (typeof(T) == typeof(long))
        {
            return Unsafe.BitCast<long, T>(checked(Unsafe.BitCast<T, long>(a) - Unsafe.BitCast<T, long>(b)));
        }
        if (typeof(T) == typeof(double))
        {
            return Unsafe.BitCast<double, T>(Unsafe.BitCast<T, double>(a) - Unsafe.BitCast<T, double>(b));
        }
        return GenericArithmetic<T>.Instance.Subtract(a, b);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long DivideByZeroOrMinusOne(long a, long b) => b == 0 ? throw Errors.DivisionByZero() : checked(-a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckShift(long count)
    {
        if ((ulong)count >= 64)
        {
            Errors.ThrowShiftCount(count);
        }
    }
}
