using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Json;

internal sealed class ListCodec<T> : JsonCodec<ValueList<T>>
{
    public override void Write(JsonWriter writer, ValueList<T> value)
    {
        writer.BeginArray();
        foreach (T item in value.Items)
        {
            writer.Item(item);
        }
        writer.EndArray();
    }

    public override ValueList<T> Read(JsonReader reader)
    {
        var list = new ValueList<T>();
        reader.BeginArray("a sequence");
        while (reader.NextItem())
        {
            list.Append(reader.Value<T>());
        }
        return list;
    }
}

internal sealed class SetCodec<T> : JsonCodec<ValueSet<T>>
{
    public override void Write(JsonWriter writer, ValueSet<T> value)
    {
        writer.BeginArray();
        int cursor = 0;
        while (value.MoveNext(ref cursor, out T item))
        {
            writer.Item(item);
        }
        writer.EndArray();
    }

    public override ValueSet<T> Read(JsonReader reader)
    {
        var set = new ValueSet<T>();
        reader.BeginArray("a sequence");
        while (reader.NextItem())
        {
            set.Add(reader.Value<T>());
        }
        return set;
    }
}

internal sealed class DictCodec<K, V> : JsonCodec<ValueDict<K, V>>
{
    public override void Write(JsonWriter writer, ValueDict<K, V> value)
    {
        writer.BeginObject();
        int cursor = 0;
        while (value.MoveNext(ref cursor, out K key, out V item))
        {
            string name = JsonCodec<K>.Instance.ToKey(key)
                ?? throw new TypeError($"keys of type {Errors.NameOf(typeof(K))} are not JSON serializable");
            writer.Field(name, item);
        }
        writer.EndObject();
    }

    public override ValueDict<K, V> Read(JsonReader reader)
    {
        var dict = new ValueDict<K, V>();
        reader.BeginObject("a map");
        while (reader.NextField())
        {
            K key = JsonCodec<K>.Instance.FromKey(reader, reader.Key);
            dict.Set(key, reader.Value<V>());
        }
        return dict;
    }
}

internal sealed class OptionCodec<T> : JsonCodec<Option<T>>
{
    public override bool IsOptional => true;

    public override void Write(JsonWriter writer, Option<T> value)
    {
        if (value.IsSome())
        {
            writer.Value(value.Value);
        }
        else
        {
            writer.Null();
        }
    }

    public override Option<T> Read(JsonReader reader) => reader.TryNull() ? default : new Option<T>(reader.Value<T>());
}

/// <summary>As an enum: <c>{"Ok": …}</c>.</summary>
internal sealed class ResultCodec<T, E> : JsonCodec<Result<T, E>>
{
    public override void Write(JsonWriter writer, Result<T, E> value)
    {
        writer.BeginObject();
        if (value.IsOk())
        {
            writer.Field("Ok", value.Value);
        }
        else
        {
            writer.Field("Err", value.Error);
        }
        writer.EndObject();
    }

    public override Result<T, E> Read(JsonReader reader)
    {
        reader.BeginVariant();
        bool isOk = reader.IsVariant("Ok");
        if (!isOk && !reader.IsVariant("Err"))
        {
            reader.ThrowVariant("`Ok` or `Err`");
        }
        reader.RequirePayload(isSingle: true);
        Result<T, E> result = isOk ? Result<T, E>.Ok(reader.Value<T>()) : Result<T, E>.Err(reader.Value<E>());
        reader.EndVariant(hasPayload: true);
        return result;
    }
}
