using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Json;

public sealed partial class JsonValue
{
    private ValueDict<string, JsonValue> Fields => _content as ValueDict<string, JsonValue> ?? throw new TypeError($"a JSON {KindName()} has no fields");

    /// <summary>The value of a key; None where there is none or the value is no object.</summary>
    [Name("get"), Name("__getitem__")]
    public Option<JsonValue> Get(string key) => _content is ValueDict<string, JsonValue> fields ? fields.TryGet(key) : default;

    /// <summary>The item at an index, which may count from the end.</summary>
    [Name("at"), Name("__getitem__")]
    public Option<JsonValue> At(long index) =>
        _content is ValueList<JsonValue> array && Offset(array, index) is var offset and >= 0 && offset < array.Count
            ? new(Ops.Share(array.Get(offset)))
            : default;

    [Name("require"), Name("require_key")]
    public Result<JsonValue, JsonError> Require(string key) => _content is not ValueDict<string, JsonValue>
        ? Result<JsonValue, JsonError>.Err(JsonError.Type("object", this))
        : Get(key).OkOr(JsonError.Key(key));

    [Name("require_index")]
    public Result<JsonValue, JsonError> RequireIndex(long index) => _content is not ValueList<JsonValue> array
        ? Result<JsonValue, JsonError>.Err(JsonError.Type("array", this))
        : At(index).OkOr(JsonError.Index(index, array.Count));

    [Name("contains_key"), Name("__contains__")]
    public bool ContainsKey(string key) => _content is ValueDict<string, JsonValue> fields && fields.Contains(key);

    /// <summary>Of an object; of anything else there are none.</summary>
    [Name("keys")]
    public ValueList<string> Keys()
    {
        string[] keys = SortedKeys();
        return new ValueList<string>(keys, keys.Length);
    }

    [Name("values")]
    public ValueList<JsonValue> Values() => ListOf(SortedKeys().Select(k => Ops.Share(Fields.Get(k))));

    [Name("items")]
    public ValueList<(string, JsonValue)> Items() => ListOf(SortedKeys().Select(k => (k, Ops.Share(Fields.Get(k)))));

    [Name("__len__"), Name("len")]
    public long Length() => Count;

    [Name("is_empty")]
    public bool IsEmpty() => Count == 0;

    [Name("set"), Name("put"), Mutates]
    public Result<Unit, JsonError> Set(string key, JsonValue value) => OnObject(fields => fields.Set(key, value));

    /// <summary>Takes the key out.</summary>
    [Name("remove"), Mutates]
    public Result<Option<JsonValue>, JsonError> Remove(string key)
    {
        Option<JsonValue> removed = Get(key);
        return OnObject(fields =>
        {
            if (removed.IsSome())
            {
                fields.Remove(key);
            }
        }).Map(_ => removed);
    }

    /// <summary>Takes over every field of the other object.</summary>
    [Name("merge"), Mutates]
    public Result<Unit, JsonError> Merge(JsonValue other) => other.IsObject()
        ? OnObject(fields =>
        {
            foreach ((string key, JsonValue value) in other.Items().Items)
            {
                fields.Set(key, value);
            }
        })
        : Result<Unit, JsonError>.Err(JsonError.Type("object", other));

    [Name("push"), Name("append"), Mutates]
    public Result<Unit, JsonError> Push(JsonValue value) => OnArray(array => array.Append(value));

    [Name("extend"), Mutates]
    public Result<Unit, JsonError> Extend(ValueList<JsonValue> values) => OnArray(array => array.Extend(values));

    [Name("insert"), Mutates]
    public Result<Unit, JsonError> Insert(long index, JsonValue value) => _content is ValueList<JsonValue> array && (index < 0 || index > array.Count)
        ? Result<Unit, JsonError>.Err(JsonError.Index(index, array.Count))
        : OnArray(items => items.Insert(index, value));

    [Name("remove_at"), Mutates]
    public Result<JsonValue, JsonError> RemoveAt(long index)
    {
        Result<JsonValue, JsonError> removed = RequireIndex(index);
        return removed.IsOk() ? OnArray(array => array.Pop(Offset(array, index))).Map(_ => removed.Value) : removed;
    }

    /// <summary>What a JSON pointer (<c>/users/0/name</c>) leads to; a malformed one is a <c>key</c> error.</summary>
    [Name("pointer")]
    public Result<Option<JsonValue>, JsonError> Pointer(string path)
    {
        if (path.Length > 0 && path[0] != '/')
        {
            return Result<Option<JsonValue>, JsonError>.Err(new JsonError("key", $"`{path}` is not a JSON pointer: it must begin with `/`"));
        }
        var found = new Option<JsonValue>(Ops.Share(this));
        foreach (string part in path.Split('/').Skip(1))
        {
            string name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            found = found.AndThen(v => v.IsArray()
                ? long.TryParse(name, System.Globalization.NumberStyles.None, null, out long index) ? v.At(index) : default
                : v.Get(name));
        }
        return Result<Option<JsonValue>, JsonError>.Ok(found);
    }

    [Name("require_pointer")]
    public Result<JsonValue, JsonError> RequirePointer(string path) => Pointer(path).AndThen(found => found.OkOr(JsonError.Key(path)));

    /// <summary>The values directly inside.</summary>
    [Name("children")]
    public ValueList<JsonValue> Children() => _content is ValueList<JsonValue> array ? array.Clone() : Values();

    /// <summary>Every value inside, each before what is inside it.</summary>
    [Name("descendants")]
    public ValueList<JsonValue> Descendants()
    {
        var found = new List<JsonValue>();
        Visit(this);
        return ListOf(found);

        void Visit(JsonValue value)
        {
            Errors.EnsureStack();
            foreach (JsonValue child in value.Children().Items)
            {
                found.Add(Ops.Share(child));
                Visit(child);
            }
        }
    }

    private static long Offset(ValueList<JsonValue> array, long index) => index < 0 ? index + array.Count : index;

    private static ValueList<T> ListOf<T>(IEnumerable<T> values)
    {
        T[] items = [.. values];
        return new ValueList<T>(items, items.Length);
    }

    private string[] SortedKeys()
    {
        string[] keys = _content is ValueDict<string, JsonValue> fields ? fields.Keys().Items.ToArray() : [];
        Array.Sort(keys, Ops.Compare);
        return keys;
    }

    /// <summary>The content belongs to this value alone, which the caller has made unique.</summary>
    private Result<Unit, JsonError> OnObject(Action<ValueDict<string, JsonValue>> change) => On(change, "object");

    private Result<Unit, JsonError> OnArray(Action<ValueList<JsonValue>> change) => On(change, "array");

    private Result<Unit, JsonError> On<C>(Action<C> change, string expected)
    {
        if (_content is not C content)
        {
            return Result<Unit, JsonError>.Err(JsonError.Type(expected, this));
        }
        change(content);
        return Result<Unit, JsonError>.Ok(default);
    }
}
