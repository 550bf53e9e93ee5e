using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Tests.Core;

public sealed class ArithmeticTests
{
    [Theory]
    [InlineData(7, 2, 3, 1)]
    [InlineData(-7, 2, -4, 1)]
    [InlineData(7, -2, -4, -1)]
    [InlineData(-7, -2, 3, -1)]
    [InlineData(-7, 3, -3, 2)]
    [InlineData(7, -3, -3, -2)]
    [InlineData(6, 3, 2, 0)]
    [InlineData(5, 1, 5, 0)]
    [InlineData(5, -1, -5, 0)]
    [InlineData(long.MinValue, 2, long.MinValue / 2, 0)]
    public void Integer_division_floors_and_the_remainder_has_the_divisors_sign(long a, long b, long quotient, long remainder)
    {
        Assert.Equal(quotient, Ops.FloorDivide(a, b));
        Assert.Equal(remainder, Ops.Modulo(a, b));
    }

    [Theory]
    [InlineData(-7.5, 2.0, -4.0, 0.5)]
    [InlineData(7.5, -2.0, -4.0, -0.5)]
    [InlineData(7.5, 2.0, 3.0, 1.5)]
    [InlineData(6.0, -3.0, -2.0, -0.0)]
    public void Float_division_floors_too(double a, double b, double quotient, double remainder)
    {
        Assert.Equal(quotient, Ops.FloorDivide(a, b));
        Assert.Equal(BitConverter.DoubleToInt64Bits(remainder), BitConverter.DoubleToInt64Bits(Ops.Modulo(a, b)));
    }

    [Fact]
    public void Division_by_zero_says_which_kind()
    {
        Action[] ints = [() => Ops.FloorDivide(1, 0), () => Ops.Modulo(1, 0), () => Ops.Divide(1, 0)];
        Action[] floats = [() => Ops.FloorDivide(1.0, 0.0), () => Ops.Modulo(1.0, 0.0), () => Ops.Divide(1.0, 0.0)];
        Assert.All(ints, a => Assert.Equal("division by zero", Assert.Throws<ZeroDivisionError>(a).Message));
        Assert.All(floats, a => Assert.Equal("float division by zero", Assert.Throws<ZeroDivisionError>(a).Message));
    }

    [Fact]
    public void What_does_not_fit_is_an_overflow()
    {
        Action[] overflows =
        [
            () => Ops.FloorDivide(long.MinValue, -1), () => Ops.Power(10, 19), () => Ops.ShiftLeft(1, 63),
            () => Ops.ShiftLeft(1, 64), () => Ops.Negate(long.MinValue), () => Ops.Add(long.MaxValue, 1L),
        ];
        Assert.All(overflows, a => Assert.Equal("OverflowError", Errors.KindOf(Assert.ThrowsAny<Exception>(a))));
        Assert.Equal(0, Ops.Modulo(long.MinValue, -1));
    }

    [Theory]
    [InlineData(2, 10, 1024)]
    [InlineData(-3, 3, -27)]
    [InlineData(0, 0, 1)]
    [InlineData(-1, 1_000_001, -1)]
    [InlineData(-2, 63, long.MinValue)]
    public void Integer_power(long @base, long exponent, long expected) => Assert.Equal(expected, Ops.Power(@base, exponent));

    [Fact]
    public void Negative_exponents_and_shift_counts_are_value_errors()
    {
        Assert.Throws<ValueError>(() => Ops.Power(2, -1));
        Assert.Throws<ValueError>(() => Ops.ShiftRight(2, -1));
        Assert.Equal(-1, Ops.ShiftRight(-5, 63));
    }

    [Theory]
    [InlineData(2.9, 2)]
    [InlineData(-2.9, -2)]
    [InlineData(1e300, long.MaxValue)]
    [InlineData(-1e300, long.MinValue)]
    [InlineData(double.NaN, 0)]
    public void Floats_become_ints_by_truncation_and_saturate(double value, long expected) => Assert.Equal(expected, Ops.ToInt(value));
}
