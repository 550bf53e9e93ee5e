using System.Numerics;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Binding;

/// <summary>What fits in the integer types.</summary>
internal static class IntegerRanges
{
    public static (BigInteger Minimum, BigInteger Maximum) Of(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.I8 => Signed(8),
        PrimitiveKind.I16 => Signed(16),
        PrimitiveKind.I32 => Signed(32),
        PrimitiveKind.I128 => Signed(128),
        PrimitiveKind.U8 => Unsigned(8),
        PrimitiveKind.U16 => Unsigned(16),
        PrimitiveKind.U32 => Unsigned(32),
        PrimitiveKind.U64 or PrimitiveKind.USize => Unsigned(64),
        PrimitiveKind.U128 => Unsigned(128),
        _ => Signed(64),
    };

    public static bool Fits(BigInteger value, PrimitiveKind kind)
    {
        (BigInteger minimum, BigInteger maximum) = Of(kind);
        return value >= minimum && value <= maximum;
    }

    /// <summary>As <see cref="Nodes.BoundLiteral"/> holds it.</summary>
    public static object Boxed(BigInteger value, PrimitiveKind kind) =>
        kind is PrimitiveKind.I128 or PrimitiveKind.U64 or PrimitiveKind.USize or PrimitiveKind.U128 ? value : (object)(long)value;

    private static (BigInteger, BigInteger) Signed(int bits) => (-BigInteger.Pow(2, bits - 1), BigInteger.Pow(2, bits - 1) - 1);

    private static (BigInteger, BigInteger) Unsigned(int bits) => (0, BigInteger.Pow(2, bits) - 1);
}
