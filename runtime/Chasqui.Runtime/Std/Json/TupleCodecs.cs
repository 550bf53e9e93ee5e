namespace Chasqui.Runtime.Std.Json;

/// <summary>Tuples are arrays of their length.</summary>
internal abstract class TupleCodecOf<T>(int size) : JsonCodec<T>
{
    private readonly string _expected = $"a tuple of size {size}";

    public sealed override void Write(JsonWriter writer, T value)
    {
        writer.BeginArray();
        WriteItems(writer, value);
        writer.EndArray();
    }

    public sealed override T Read(JsonReader reader)
    {
        reader.BeginArray(_expected);
        T value = ReadItems(reader);
        reader.EndItems();
        return value;
    }

    protected abstract void WriteItems(JsonWriter writer, T value);

    protected abstract T ReadItems(JsonReader reader);

    protected I Item<I>(JsonReader reader, int index) => reader.Item<I>(index, _expected);
}

internal sealed class TupleCodec<A>() : TupleCodecOf<ValueTuple<A>>(1)
{
    protected override void WriteItems(JsonWriter writer, ValueTuple<A> value) => writer.Item(value.Item1);

    protected override ValueTuple<A> ReadItems(JsonReader reader) => new(Item<A>(reader, 0));
}

internal sealed class TupleCodec<A, B>() : TupleCodecOf<(A, B)>(2)
{
    protected override void WriteItems(JsonWriter writer, (A, B) value)
    {
        writer.Item(value.Item1);
        writer.Item(value.Item2);
    }

    protected override (A, B) ReadItems(JsonReader reader) => (Item<A>(reader, 0), Item<B>(reader, 1));
}

internal sealed class TupleCodec<A, B, C>() : TupleCodecOf<(A, B, C)>(3)
{
    protected override void WriteItems(JsonWriter writer, (A, B, C) value)
    {
        writer.Item(value.Item1);
        writer.Item(value.Item2);
        writer.Item(value.Item3);
    }

    protected override (A, B, C) ReadItems(JsonReader reader) => (Item<A>(reader, 0), Item<B>(reader, 1), Item<C>(reader, 2));
}

internal sealed class TupleCodec<A, B, C, D>() : TupleCodecOf<(A, B, C, D)>(4)
{
    protected override void WriteItems(JsonWriter writer, (A, B, C, D) value)
    {
        writer.Item(value.Item1);
        writer.Item(value.Item2);
        writer.Item(value.Item3);
        writer.Item(value.Item4);
    }

    protected override (A, B, C, D) ReadItems(JsonReader reader) =>
        (Item<A>(reader, 0), Item<B>(reader, 1), Item<C>(reader, 2), Item<D>(reader, 3));
}

internal sealed class TupleCodec<A, B, C, D, E>() : TupleCodecOf<(A, B, C, D, E)>(5)
{
    protected override void WriteItems(JsonWriter writer, (A, B, C, D, E) value)
    {
        writer.Item(value.Item1);
        writer.Item(value.Item2);
        writer.Item(value.Item3);
        writer.Item(value.Item4);
        writer.Item(value.Item5);
    }

    protected override (A, B, C, D, E) ReadItems(JsonReader reader) =>
        (Item<A>(reader, 0), Item<B>(reader, 1), Item<C>(reader, 2), Item<D>(reader, 3), Item<E>(reader, 4));
}

internal sealed class TupleCodec<A, B, C, D, E, F>() : TupleCodecOf<(A, B, C, D, E, F)>(6)
{
    protected override void WriteItems(JsonWriter writer, (A, B, C, D, E, F) value)
    {
        writer.Item(value.Item1);
        writer.Item(value.Item2);
        writer.Item(value.Item3);
        writer.Item(value.Item4);
        writer.Item(value.Item5);
        writer.Item(value.Item6);
    }

    protected override (A, B, C, D, E, F) ReadItems(JsonReader reader) =>
        (Item<A>(reader, 0), Item<B>(reader, 1), Item<C>(reader, 2), Item<D>(reader, 3), Item<E>(reader, 4), Item<F>(reader, 5));
}

internal sealed class TupleCodec<A, B, C, D, E, F, G>() : TupleCodecOf<(A, B, C, D, E, F, G)>(7)
{
    protected override void WriteItems(JsonWriter writer, (A, B, C, D, E, F, G) value)
    {
        writer.Item(value.Item1);
        writer.Item(value.Item2);
        writer.Item(value.Item3);
        writer.Item(value.Item4);
        writer.Item(value.Item5);
        writer.Item(value.Item6);
        writer.Item(value.Item7);
    }

    protected override (A, B, C, D, E, F, G) ReadItems(JsonReader reader) =>
        (Item<A>(reader, 0), Item<B>(reader, 1), Item<C>(reader, 2), Item<D>(reader, 3), Item<E>(reader, 4), Item<F>(reader, 5), Item<G>(reader, 6));
}
