using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Core;

/// <summary>Changes of width; the context says which integer type is wanted.</summary>
[MethodsOf(typeof(sbyte)), MethodsOf(typeof(short)), MethodsOf(typeof(int)), MethodsOf(typeof(long)), MethodsOf(typeof(Int128)), MethodsOf(typeof(nint))]
[MethodsOf(typeof(byte)), MethodsOf(typeof(ushort)), MethodsOf(typeof(uint)), MethodsOf(typeof(ulong)), MethodsOf(typeof(UInt128)), MethodsOf(typeof(nuint))]
public static class ResizeMethods
{
    /// <summary>The same value: where it is put, only a lossless conversion is accepted.</summary>
    [Name("resize")]
    public static T Resize<T>(T self) => self;

    /// <summary>None where the value does not fit.</summary>
    [Name("try_resize")]
    public static Option<R> TryResize<T, [Requires("Integer")] R>(T self) => IntegerConversion<T, R>.Instance.Try(self);

    /// <summary>The low bits of the value.</summary>
    [Name("wrapping_resize")]
    public static R WrappingResize<T, [Requires("Integer")] R>(T self) => IntegerConversion<T, R>.Instance.Wrap(self);

    /// <summary>The nearest value that fits.</summary>
    [Name("saturating_resize")]
    public static R SaturatingResize<T, [Requires("Integer")] R>(T self) => IntegerConversion<T, R>.Instance.Saturate(self);
}

/// <summary>Methods of the integers with a width in their name.</summary>
[MethodsOf(typeof(sbyte)), MethodsOf(typeof(short)), MethodsOf(typeof(int)), MethodsOf(typeof(Int128)), MethodsOf(typeof(nint))]
[MethodsOf(typeof(byte)), MethodsOf(typeof(ushort)), MethodsOf(typeof(uint)), MethodsOf(typeof(ulong)), MethodsOf(typeof(UInt128)), MethodsOf(typeof(nuint))]
public static class SizedIntegerMethods
{
    [Name("to_string")]
    public static string Text<T>(T self) => Formatter.Display(self);
}
