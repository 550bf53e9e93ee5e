using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Core;

/// <summary>Chasqui's operations on one tuple type: .NET's own compare NaN as equal and know nothing of sharing.</summary>
internal abstract class TupleOps<T>
{
    public abstract void Share(T value);

    public abstract void Drop(T value);

    public abstract bool Equal(T a, T b);

    public abstract int Compare(T a, T b);

    public abstract int Hash(T value);

    /// <summary>Writes the elements, without the parentheses.</summary>
    public abstract void WriteItems(DebugWriter writer, T value);
}

internal static class TupleOps
{
    private static readonly Type[] Definitions =
    [
        typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>),
        typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>), typeof(ValueTuple<,,,,,,,>),
    ];

    private static readonly Type[] Implementations =
    [
        typeof(TupleOps1<>), typeof(TupleOps2<,>), typeof(TupleOps3<,,>), typeof(TupleOps4<,,,>), typeof(TupleOps5<,,,,>),
        typeof(TupleOps6<,,,,,>), typeof(TupleOps7<,,,,,,>), typeof(TupleOps8<,,,,,,,>),
    ];

    public static bool IsTuple(Type type) => type.IsGenericType && Array.IndexOf(Definitions, type.GetGenericTypeDefinition()) >= 0;

    public static TupleOps<T>? For<T>()
    {
        Type type = typeof(T);
        if (!IsTuple(type))
        {
            return null;
        }
        Type[] arguments = type.GetGenericArguments();
        return (TupleOps<T>?)Activator.CreateInstance(Implementations[arguments.Length - 1].MakeGenericType(arguments));
    }
}

internal sealed class TupleOps1<A> : TupleOps<ValueTuple<A>>
{
    public override void Share(ValueTuple<A> value)
    {
        Ops.Share(value.Item1);
    }

    public override void Drop(ValueTuple<A> value)
    {
        Ops.Drop(value.Item1);
    }

    public override bool Equal(ValueTuple<A> a, ValueTuple<A> b) =>
        Ops.Equal(a.Item1, b.Item1);

    public override int Compare(ValueTuple<A> a, ValueTuple<A> b)
    {
        return Ops.Compare(a.Item1, b.Item1);
    }

    public override int Hash(ValueTuple<A> value) =>
        HashCode.Combine(Ops.Hash(value.Item1));

    public override void WriteItems(DebugWriter writer, ValueTuple<A> value)
    {
        writer.Item(value.Item1);
    }
}

internal sealed class TupleOps2<A, B> : TupleOps<ValueTuple<A, B>>
{
    public override void Share(ValueTuple<A, B> value)
    {
        Ops.Share(value.Item1);
        Ops.Share(value.Item2);
    }

    public override void Drop(ValueTuple<A, B> value)
    {
        Ops.Drop(value.Item1);
        Ops.Drop(value.Item2);
    }

    public override bool Equal(ValueTuple<A, B> a, ValueTuple<A, B> b) =>
        Ops.Equal(a.Item1, b.Item1) && Ops.Equal(a.Item2, b.Item2);

    public override int Compare(ValueTuple<A, B> a, ValueTuple<A, B> b)
    {
        int order;
        return (order = Ops.Compare(a.Item1, b.Item1)) != 0 ? order
            : Ops.Compare(a.Item2, b.Item2);
    }

    public override int Hash(ValueTuple<A, B> value) =>
        HashCode.Combine(Ops.Hash(value.Item1), Ops.Hash(value.Item2));

    public override void WriteItems(DebugWriter writer, ValueTuple<A, B> value)
    {
        writer.Item(value.Item1);
        writer.Item(value.Item2);
    }
}

internal sealed class TupleOps3<A, B, C> : TupleOps<ValueTuple<A, B, C>>
{
    public override void Share(ValueTuple<A, B, C> value)
    {
        Ops.Share(value.Item1);
        Ops.Share(value.Item2);
        Ops.Share(value.Item3);
    }

    public override void Drop(ValueTuple<A, B, C> value)
    {
        Ops.Drop(value.Item1);
        Ops.Drop(value.Item2);
        Ops.Drop(value.Item3);
    }

    public override bool Equal(ValueTuple<A, B, C> a, ValueTuple<A, B, C> b) =>
        Ops.Equal(a.Item1, b.Item1) && Ops.Equal(a.Item2, b.Item2) && Ops.Equal(a.Item3, b.Item3);

    public override int Compare(ValueTuple<A, B, C> a, ValueTuple<A, B, C> b)
    {
        int order;
        return (order = Ops.Compare(a.Item1, b.Item1)) != 0 ? order
            : (order = Ops.Compare(a.Item2, b.Item2)) != 0 ? order
            : Ops.Compare(a.Item3, b.Item3);
    }

    public override int Hash(ValueTuple<A, B, C> value) =>
        HashCode.Combine(Ops.Hash(value.Item1), Ops.Hash(value.Item2), Ops.Hash(value.Item3));

    public override void WriteItems(DebugWriter writer, ValueTuple<A, B, C> value)
    {
        writer.Item(value.Item1);
        writer.Item(value.Item2);
        writer.Item(value.Item3);
    }
}

internal sealed class TupleOps4<A, B, C, D> : TupleOps<ValueTuple<A, B, C, D>>
{
    public override void Share(ValueTuple<A, B, C, D> value)
    {
        Ops.Share(value.Item1);
        Ops.Share(value.Item2);
        Ops.Share(value.Item3);
        Ops.Share(value.Item4);
    }

    public override void Drop(ValueTuple<A, B, C, D> value)
    {
        Ops.Drop(value.Item1);
        Ops.Drop(value.Item2);
        Ops.Drop(value.Item3);
        Ops.Drop(value.Item4);
    }

    public override bool Equal(ValueTuple<A, B, C, D> a, ValueTuple<A, B, C, D> b) =>
        Ops.Equal(a.Item1, b.Item1) && Ops.Equal(a.Item2, b.Item2) && Ops.Equal(a.Item3, b.Item3) && Ops.Equal(a.Item4, b.Item4);

    public override int Compare(ValueTuple<A, B, C, D> a, ValueTuple<A, B, C, D> b)
    {
        int order;
        return (order = Ops.Compare(a.Item1, b.Item1)) != 0 ? order
            : (order = Ops.Compare(a.Item2, b.Item2)) != 0 ? order
            : (order = Ops.Compare(a.Item3, b.Item3)) != 0 ? order
            : Ops.Compare(a.Item4, b.Item4);
    }

    public override int Hash(ValueTuple<A, B, C, D> value) =>
        HashCode.Combine(Ops.Hash(value.Item1), Ops.Hash(value.Item2), Ops.Hash(value.Item3), Ops.Hash(value.Item4));

    public override void WriteItems(DebugWriter writer, ValueTuple<A, B, C, D> value)
    {
        writer.Item(value.Item1);
        writer.Item(value.Item2);
        writer.Item(value.Item3);
        writer.Item(value.Item4);
    }
}

internal sealed class TupleOps5<A, B, C, D, E> : TupleOps<ValueTuple<A, B, C, D, E>>
{
    public override void Share(ValueTuple<A, B, C, D, E> value)
    {
        Ops.Share(value.Item1);
        Ops.Share(value.Item2);
        Ops.Share(value.Item3);
        Ops.Share(value.Item4);
        Ops.Share(value.Item5);
    }

    public override void Drop(ValueTuple<A, B, C, D, E> value)
    {
        Ops.Drop(value.Item1);
        Ops.Drop(value.Item2);
        Ops.Drop(value.Item3);
        Ops.Drop(value.Item4);
        Ops.Drop(value.Item5);
    }

    public override bool Equal(ValueTuple<A, B, C, D, E> a, ValueTuple<A, B, C, D, E> b) =>
        Ops.Equal(a.Item1, b.Item1) && Ops.Equal(a.Item2, b.Item2) && Ops.Equal(a.Item3, b.Item3) && Ops.Equal(a.Item4, b.Item4) && Ops.Equal(a.Item5, b.Item5);

    public override int Compare(ValueTuple<A, B, C, D, E> a, ValueTuple<A, B, C, D, E> b)
    {
        int order;
        return (order = Ops.Compare(a.Item1, b.Item1)) != 0 ? order
            : (order = Ops.Compare(a.Item2, b.Item2)) != 0 ? order
            : (order = Ops.Compare(a.Item3, b.Item3)) != 0 ? order
            : (order = Ops.Compare(a.Item4, b.Item4)) != 0 ? order
            : Ops.Compare(a.Item5, b.Item5);
    }

    public override int Hash(ValueTuple<A, B, C, D, E> value) =>
        HashCode.Combine(Ops.Hash(value.Item1), Ops.Hash(value.Item2), Ops.Hash(value.Item3), Ops.Hash(value.Item4), Ops.Hash(value.Item5));

    public override void WriteItems(DebugWriter writer, ValueTuple<A, B, C, D, E> value)
    {
        writer.Item(value.Item1);
        writer.Item(value.Item2);
        writer.Item(value.Item3);
        writer.Item(value.Item4);
        writer.Item(value.Item5);
    }
}

internal sealed class TupleOps6<A, B, C, D, E, F> : TupleOps<ValueTuple<A, B, C, D, E, F>>
{
    public override void Share(ValueTuple<A, B, C, D, E, F> value)
    {
        Ops.Share(value.Item1);
        Ops.Share(value.Item2);
        Ops.Share(value.Item3);
        Ops.Share(value.Item4);
        Ops.Share(value.Item5);
        Ops.Share(value.Item6);
    }

    public override void Drop(ValueTuple<A, B, C, D, E, F> value)
    {
        Ops.Drop(value.Item1);
        Ops.Drop(value.Item2);
        Ops.Drop(value.Item3);
        Ops.Drop(value.Item4);
        Ops.Drop(value.Item5);
        Ops.Drop(value.Item6);
    }

    public override bool Equal(ValueTuple<A, B, C, D, E, F> a, ValueTuple<A, B, C, D, E, F> b) =>
        Ops.Equal(a.Item1, b.Item1) && Ops.Equal(a.Item2, b.Item2) && Ops.Equal(a.Item3, b.Item3) && Ops.Equal(a.Item4, b.Item4) && Ops.Equal(a.Item5, b.Item5) && Ops.Equal(a.Item6, b.Item6);

    public override int Compare(ValueTuple<A, B, C, D, E, F> a, ValueTuple<A, B, C, D, E, F> b)
    {
        int order;
        return (order = Ops.Compare(a.Item1, b.Item1)) != 0 ? order
            : (order = Ops.Compare(a.Item2, b.Item2)) != 0 ? order
            : (order = Ops.Compare(a.Item3, b.Item3)) != 0 ? order
            : (order = Ops.Compare(a.Item4, b.Item4)) != 0 ? order
            : (order = Ops.Compare(a.Item5, b.Item5)) != 0 ? order
            : Ops.Compare(a.Item6, b.Item6);
    }

    public override int Hash(ValueTuple<A, B, C, D, E, F> value) =>
        HashCode.Combine(Ops.Hash(value.Item1), Ops.Hash(value.Item2), Ops.Hash(value.Item3), Ops.Hash(value.Item4), Ops.Hash(value.Item5), Ops.Hash(value.Item6));

    public override void WriteItems(DebugWriter writer, ValueTuple<A, B, C, D, E, F> value)
    {
        writer.Item(value.Item1);
        writer.Item(value.Item2);
        writer.Item(value.Item3);
        writer.Item(value.Item4);
        writer.Item(value.Item5);
        writer.Item(value.Item6);
    }
}

internal sealed class TupleOps7<A, B, C, D, E, F, G> : TupleOps<ValueTuple<A, B, C, D, E, F, G>>
{
    public override void Share(ValueTuple<A, B, C, D, E, F, G> value)
    {
        Ops.Share(value.Item1);
        Ops.Share(value.Item2);
        Ops.Share(value.Item3);
        Ops.Share(value.Item4);
        Ops.Share(value.Item5);
        Ops.Share(value.Item6);
        Ops.Share(value.Item7);
    }

    public override void Drop(ValueTuple<A, B, C, D, E, F, G> value)
    {
        Ops.Drop(value.Item1);
        Ops.Drop(value.Item2);
        Ops.Drop(value.Item3);
        Ops.Drop(value.Item4);
        Ops.Drop(value.Item5);
        Ops.Drop(value.Item6);
        Ops.Drop(value.Item7);
    }

    public override bool Equal(ValueTuple<A, B, C, D, E, F, G> a, ValueTuple<A, B, C, D, E, F, G> b) =>
        Ops.Equal(a.Item1, b.Item1) && Ops.Equal(a.Item2, b.Item2) && Ops.Equal(a.Item3, b.Item3) && Ops.Equal(a.Item4, b.Item4) && Ops.Equal(a.Item5, b.Item5) && Ops.Equal(a.Item6, b.Item6) && Ops.Equal(a.Item7, b.Item7);

    public override int Compare(ValueTuple<A, B, C, D, E, F, G> a, ValueTuple<A, B, C, D, E, F, G> b)
    {
        int order;
        return (order = Ops.Compare(a.Item1, b.Item1)) != 0 ? order
            : (order = Ops.Compare(a.Item2, b.Item2)) != 0 ? order
            : (order = Ops.Compare(a.Item3, b.Item3)) != 0 ? order
            : (order = Ops.Compare(a.Item4, b.Item4)) != 0 ? order
            : (order = Ops.Compare(a.Item5, b.Item5)) != 0 ? order
            : (order = Ops.Compare(a.Item6, b.Item6)) != 0 ? order
            : Ops.Compare(a.Item7, b.Item7);
    }

    public override int Hash(ValueTuple<A, B, C, D, E, F, G> value) =>
        HashCode.Combine(Ops.Hash(value.Item1), Ops.Hash(value.Item2), Ops.Hash(value.Item3), Ops.Hash(value.Item4), Ops.Hash(value.Item5), Ops.Hash(value.Item6), Ops.Hash(value.Item7));

    public override void WriteItems(DebugWriter writer, ValueTuple<A, B, C, D, E, F, G> value)
    {
        writer.Item(value.Item1);
        writer.Item(value.Item2);
        writer.Item(value.Item3);
        writer.Item(value.Item4);
        writer.Item(value.Item5);
        writer.Item(value.Item6);
        writer.Item(value.Item7);
    }
}

internal sealed class TupleOps8<A, B, C, D, E, F, G, R> : TupleOps<ValueTuple<A, B, C, D, E, F, G, R>>
    where R : struct
{
    public override void Share(ValueTuple<A, B, C, D, E, F, G, R> value)
    {
        Ops.Share(value.Item1);
        Ops.Share(value.Item2);
        Ops.Share(value.Item3);
        Ops.Share(value.Item4);
        Ops.Share(value.Item5);
        Ops.Share(value.Item6);
        Ops.Share(value.Item7);
        Ops.Share(value.Rest);
    }

    public override void Drop(ValueTuple<A, B, C, D, E, F, G, R> value)
    {
        Ops.Drop(value.Item1);
        Ops.Drop(value.Item2);
        Ops.Drop(value.Item3);
        Ops.Drop(value.Item4);
        Ops.Drop(value.Item5);
        Ops.Drop(value.Item6);
        Ops.Drop(value.Item7);
        Ops.Drop(value.Rest);
    }

    public override bool Equal(ValueTuple<A, B, C, D, E, F, G, R> a, ValueTuple<A, B, C, D, E, F, G, R> b) =>
        Ops.Equal(a.Item1, b.Item1) && Ops.Equal(a.Item2, b.Item2) && Ops.Equal(a.Item3, b.Item3) && Ops.Equal(a.Item4, b.Item4) && Ops.Equal(a.Item5, b.Item5) && Ops.Equal(a.Item6, b.Item6) && Ops.Equal(a.Item7, b.Item7) && Ops.Equal(a.Rest, b.Rest);

    public override int Compare(ValueTuple<A, B, C, D, E, F, G, R> a, ValueTuple<A, B, C, D, E, F, G, R> b)
    {
        int order;
        return (order = Ops.Compare(a.Item1, b.Item1)) != 0 ? order
            : (order = Ops.Compare(a.Item2, b.Item2)) != 0 ? order
            : (order = Ops.Compare(a.Item3, b.Item3)) != 0 ? order
            : (order = Ops.Compare(a.Item4, b.Item4)) != 0 ? order
            : (order = Ops.Compare(a.Item5, b.Item5)) != 0 ? order
            : (order = Ops.Compare(a.Item6, b.Item6)) != 0 ? order
            : (order = Ops.Compare(a.Item7, b.Item7)) != 0 ? order
            : Ops.Compare(a.Rest, b.Rest);
    }

    public override int Hash(ValueTuple<A, B, C, D, E, F, G, R> value) =>
        HashCode.Combine(Ops.Hash(value.Item1), Ops.Hash(value.Item2), Ops.Hash(value.Item3), Ops.Hash(value.Item4), Ops.Hash(value.Item5), Ops.Hash(value.Item6), Ops.Hash(value.Item7), Ops.Hash(value.Rest));

    public override void WriteItems(DebugWriter writer, ValueTuple<A, B, C, D, E, F, G, R> value)
    {
        writer.Item(value.Item1);
        writer.Item(value.Item2);
        writer.Item(value.Item3);
        writer.Item(value.Item4);
        writer.Item(value.Item5);
        writer.Item(value.Item6);
        writer.Item(value.Item7);
        TypeTraits<R>.Tuple?.WriteItems(writer, value.Rest);
    }
}
