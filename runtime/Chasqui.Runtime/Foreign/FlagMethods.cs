using System.Runtime.CompilerServices;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Foreign;

/// <summary>The bits of the enums of .NET.</summary>
[MethodsOf(typeof(Enum))]
public static class FlagMethods
{
    [Name("__or__")]
    public static T Or<T>(T a, T b)
        where T : struct, Enum => Of<T>(Bits(a) | Bits(b));

    [Name("__and__")]
    public static T And<T>(T a, T b)
        where T : struct, Enum => Of<T>(Bits(a) & Bits(b));

    [Name("__xor__")]
    public static T Xor<T>(T a, T b)
        where T : struct, Enum => Of<T>(Bits(a) ^ Bits(b));

    [Name("__invert__")]
    public static T Invert<T>(T a)
        where T : struct, Enum => Of<T>(~Bits(a));

    private static ulong Bits<T>(T value)
        where T : struct, Enum => Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.BitCast<T, byte>(value),
            2 => Unsafe.BitCast<T, ushort>(value),
            4 => Unsafe.BitCast<T, uint>(value),
            _ => Unsafe.BitCast<T, ulong>(value),
        };

    private static T Of<T>(ulong bits)
        where T : struct, Enum => Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.BitCast<byte, T>((byte)bits),
            2 => Unsafe.BitCast<ushort, T>((ushort)bits),
            4 => Unsafe.BitCast<uint, T>((uint)bits),
            _ => Unsafe.BitCast<ulong, T>(bits),
        };
}
