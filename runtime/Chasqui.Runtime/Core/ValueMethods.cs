using System.Reflection;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Metadata;
using FieldInfo = Chasqui.Runtime.Std.Reflection.FieldInfo;

namespace Chasqui.Runtime.Core;

/// <summary>What values of every type can do, given the capability.</summary>
[MethodsOf(typeof(object))]
public static class ValueMethods
{
    /// <summary>Values are copied by assigning them; <c>clone</c> says so.</summary>
    [Name("clone")]
    public static T Clone<[Requires("Clone")] T>(T self) => Ops.Share(self);

    /// <summary>The name of the value's type.</summary>
    [Name("__class_name__")]
    public static string ClassName<T>(T self) => self is null ? Errors.NameOf(typeof(T)) : Errors.NameOf(self.GetType());

    /// <summary>The public fields of a model or class.</summary>
    [Name("__fields__")]
    public static ValueList<FieldInfo> Fields<[Requires("Fields")] T>(T self) => FieldInfo.Of(self?.GetType() ?? typeof(T));
}

/// <summary>What every type can do, given the capability.</summary>
[MethodsOf(typeof(Type))]
public static class TypeMethods
{
    /// <summary>Zero, empty, None, or what the type's own <c>default</c> makes.</summary>
    [Name("default")]
    public static T Default<[Requires("Default")] T>() => DefaultValue<T>.Make();

    /// <summary>The name of the type.</summary>
    [Name("__class_name__")]
    public static string ClassName<T>() => Errors.NameOf(typeof(T));

    /// <summary>The public fields of a model or class.</summary>
    [Name("__fields__")]
    public static ValueList<FieldInfo> Fields<[Requires("Fields")] T>() => FieldInfo.Of(typeof(T));

    /// <summary>An operator on a type parameter, by the name of its hook.</summary>
    [Name("$operate")]
    public static T Operate<T>(string hook, T a, T b) => GenericArithmetic<T>.Instance.Operate(hook, a, b);

    /// <summary>Anything that was raised, as an Error.</summary>
    [Name("$error")]
    public static IError AsError<T>(T raised) where T : notnull => raised as IError ?? new ForeignError(Errors.ToException(raised));

    [Name("$negate")]
    public static T Negate<T>(T value) => GenericArithmetic<T>.Instance.Negate(value);
}

/// <summary>How the default of a type is made, found once per type.</summary>
internal static class DefaultValue<T>
{
    public static readonly Func<T> Make = Find();

    private static Func<T> Find()
    {
        Type type = typeof(T);
        if (type == typeof(string))
        {
            return () => (T)(object)"";
        }
        if (type.GetMethod("default", BindingFlags.Public | BindingFlags.Static, []) is { } own)
        {
            return own.CreateDelegate<Func<T>>();
        }
        if (TupleOps.IsTuple(type))
        {
            return (Func<T>)Delegate.CreateDelegate(typeof(Func<T>), typeof(TupleDefault<>).MakeGenericType(type).GetMethod(nameof(TupleDefault<T>.Make)) ?? throw new MissingMethodException());
        }
        if (typeof(SharedObject).IsAssignableFrom(type) && type.GetConstructor([typeof(int)]) is { } withCapacity)
        {
            return () => (T)withCapacity.Invoke([0]);
        }
        return () => default(T) ?? throw new TypeError($"{Errors.NameOf(type)} has no default");
    }
}

/// <summary>A tuple of defaults.</summary>
internal static class TupleDefault<T>
{
    private static readonly Func<object?>[] Items = [.. typeof(T).GetGenericArguments().Select(Boxed)];

    public static T Make() => (T)(Activator.CreateInstance(typeof(T), [.. Items.Select(i => i())]) ?? throw new TypeError("a tuple has no default"));

    private static Func<object?> Boxed(Type item)
    {
        MethodInfo make = typeof(TypeMethods).GetMethod(nameof(TypeMethods.Default))?.MakeGenericMethod(item) ?? throw new MissingMethodException();
        return () => make.Invoke(null, null);
    }
}
