using System.Numerics;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Json;

/// <summary>
/// How one type stands in JSON, found once per type; int, bool and str do not come here for writing. This class itself serves the
/// types that know it themselves.
/// </summary>
internal class JsonCodec<T>
{
    public static readonly JsonCodec<T> Instance = JsonCodecs.For<T>();

    /// <summary>A field of the type may be absent; it is then the type's default.</summary>
    public virtual bool IsOptional => false;

    public virtual void Write(JsonWriter writer, T value)
    {
        if (value is not ISerialize serializable)
        {
            throw new TypeError($"Object of type {Errors.NameOf(value?.GetType() ?? typeof(T))} is not JSON serializable");
        }
        Errors.EnsureStack();
        serializable.WriteJson(writer);
    }

    public virtual T Read(JsonReader reader) => throw new TypeError($"{Errors.NameOf(typeof(T))} cannot be read from JSON");

    /// <summary>The value as a key of an object; null where it cannot be one.</summary>
    public virtual string? ToKey(T value) => null;

    public virtual T FromKey(JsonReader reader, string key) => throw reader.Here($"{Errors.NameOf(typeof(T))} cannot be a key");
}

internal static class JsonCodecs
{
    private static readonly Dictionary<Type, object> Scalars = new()
    {
        [typeof(long)] = new IntegerCodec<long>("i64"), [typeof(sbyte)] = new IntegerCodec<sbyte>("i8"),
        [typeof(short)] = new IntegerCodec<short>("i16"), [typeof(int)] = new IntegerCodec<int>("i32"),
        [typeof(Int128)] = new IntegerCodec<Int128>("i128"), [typeof(nint)] = new IntegerCodec<nint>("isize"),
        [typeof(byte)] = new IntegerCodec<byte>("u8"), [typeof(ushort)] = new IntegerCodec<ushort>("u16"),
        [typeof(uint)] = new IntegerCodec<uint>("u32"), [typeof(ulong)] = new IntegerCodec<ulong>("u64"),
        [typeof(UInt128)] = new IntegerCodec<UInt128>("u128"), [typeof(nuint)] = new IntegerCodec<nuint>("usize"),
        [typeof(double)] = new FloatCodec(), [typeof(float)] = new Float32Codec(), [typeof(bool)] = new BoolCodec(),
        [typeof(string)] = new StringCodec(), [typeof(Unit)] = new UnitCodec(), [typeof(Bytes)] = new BytesCodec(),
    };

    private static readonly Dictionary<Type, Type> Generics = new()
    {
        [typeof(ValueList<>)] = typeof(ListCodec<>), [typeof(ValueSet<>)] = typeof(SetCodec<>), [typeof(ValueDict<,>)] = typeof(DictCodec<,>),
        [typeof(Option<>)] = typeof(OptionCodec<>), [typeof(Result<,>)] = typeof(ResultCodec<,>),
        [typeof(ValueTuple<>)] = typeof(TupleCodec<>), [typeof(ValueTuple<,>)] = typeof(TupleCodec<,>), [typeof(ValueTuple<,,>)] = typeof(TupleCodec<,,>),
        [typeof(ValueTuple<,,,>)] = typeof(TupleCodec<,,,>), [typeof(ValueTuple<,,,,>)] = typeof(TupleCodec<,,,,>),
        [typeof(ValueTuple<,,,,,>)] = typeof(TupleCodec<,,,,,>), [typeof(ValueTuple<,,,,,,>)] = typeof(TupleCodec<,,,,,,>),
    };

    public static JsonCodec<T> For<T>()
    {
        Type type = typeof(T);
        if (Scalars.TryGetValue(type, out object? scalar))
        {
            return (JsonCodec<T>)scalar;
        }
        if (type.IsGenericType && Generics.TryGetValue(type.GetGenericTypeDefinition(), out Type? codec))
        {
            return Make<T>(codec.MakeGenericType(type.GetGenericArguments()));
        }
        if (type == typeof(object))
        {
            return Make<T>(typeof(DynamicCodec));
        }
        bool isReadable = !type.IsInterface && typeof(IDeserialize).IsAssignableFrom(type);
        return isReadable ? Make<T>(typeof(DeserializeCodec<>).MakeGenericType(type)) : new JsonCodec<T>();
    }

    private static JsonCodec<T> Make<T>(Type type) => (JsonCodec<T>?)Activator.CreateInstance(type) ?? new JsonCodec<T>();
}

/// <summary>Types that read themselves.</summary>
internal sealed class DeserializeCodec<T> : JsonCodec<T>
    where T : IDeserialize
{
    public override T Read(JsonReader reader) => (T)T.ReadJson(reader);

    /// <summary>A payload-free variant, a newtype of a text: what stands as a string.</summary>
    public override string? ToKey(T value)
    {
        string json = JsonWriter.Write(value);
        return json.StartsWith('"') ? JsonReader.Read<string>(json) : json.StartsWith('{') || json.StartsWith('[') ? null : json;
    }

    public override T FromKey(JsonReader reader, string key) => JsonReader.Read<T>(JsonWriter.Write(key));
}

/// <summary>A value of a union: what it is at run time.</summary>
internal sealed class DynamicCodec : JsonCodec<object>
{
    private interface IWriter
    {
        void Write(JsonWriter writer, object value);
    }

    public override void Write(JsonWriter writer, object value) =>
        ((IWriter?)Activator.CreateInstance(typeof(Of<>).MakeGenericType(value.GetType())))?.Write(writer, value);

    private sealed class Of<T> : IWriter
    {
        public void Write(JsonWriter writer, object value) => writer.Value((T)value);
    }
}
