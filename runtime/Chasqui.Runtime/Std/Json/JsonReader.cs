using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Json;

/// <summary>
/// Reads JSON, value by value, as types ask for it. A model reads its fields in whatever order they come:
/// <code>
///   r.BeginObject("struct P"); while (r.NextField()) { if (r.IsField("x")) x = r.Value&lt;long&gt;(); else r.Skip(); }
/// </code>
/// </summary>
public sealed partial class JsonReader
{
    private const int DeepestLevel = 128;

    private int _depth;
    private bool _isFirst;
    private string _key = "";
    private bool _isBareVariant;

    private JsonReader(string text) => _text = text;

    /// <summary>The name of the field that <see cref="NextField"/> moved to.</summary>
    internal string Key => _key;

    /// <summary>A whole text.</summary>
    public static T Read<T>(string text)
    {
        var reader = new JsonReader(text);
        T value = reader.Value<T>();
        reader.ExpectEnd();
        return value;
    }

    public T Value<T>()
    {
        if (typeof(T) == typeof(long))
        {
            return (T)(object)Integer<long>("i64");
        }
        return typeof(T) == typeof(string) ? (T)(object)String() : JsonCodec<T>.Instance.Read(this);
    }

    /// <param name="expected">What is read, for the error: <c>struct User</c>.</param>
    public void BeginObject(string expected)
    {
        if (Peek() != '{')
        {
            throw InvalidType(expected);
        }
        Open();
    }

    /// <summary>Moves to the next field of the object; at its end, behind it.</summary>
    public bool NextField()
    {
        char next = Peek();
        if (next == '}')
        {
            Close();
            return false;
        }
        if (next == End)
        {
            throw AtPeek("EOF while parsing an object");
        }
        if (!_isFirst)
        {
            if (next != ',')
            {
                throw AtPeek("expected `,` or `}`");
            }
            _at++;
            next = Peek();
        }
        _isFirst = false;
        _key = next switch
        {
            '"' => String(),
            '}' => throw AtPeek("trailing comma"),
            End => throw AtPeek("EOF while parsing a value"),
            _ => throw AtPeek("key must be a string"),
        };
        if (Peek() != ':')
        {
            throw AtPeek(IsAtEnd ? "EOF while parsing an object" : "expected `:`");
        }
        _at++;
        return true;
    }

    public bool IsField(string name) => _key == name;

    /// <summary>The field must have been there, unless its type can do without.</summary>
    public void Require<T>(bool isThere, string name)
    {
        if (!isThere && !JsonCodec<T>.Instance.IsOptional)
        {
            throw Here($"missing field `{name}`");
        }
    }

    public void BeginArray(string expected)
    {
        if (Peek() != '[')
        {
            throw InvalidType(expected);
        }
        Open();
    }

    /// <summary>Moves to the next item of the array; at its end, behind it.</summary>
    public bool NextItem()
    {
        char next = Peek();
        if (next == ']')
        {
            Close();
            return false;
        }
        if (next == End)
        {
            throw AtPeek("EOF while parsing a list");
        }
        if (!_isFirst)
        {
            if (next != ',')
            {
                throw AtPeek("expected `,` or `]`");
            }
            _at++;
            if (Peek() == ']')
            {
                throw AtPeek("trailing comma");
            }
        }
        _isFirst = false;
        return true;
    }

    /// <summary>The item at <paramref name="index"/> of an array that must have <paramref name="expected"/>: <c>a tuple of size 2</c>.</summary>
    public T Item<T>(long index, string expected)
    {
        if (!NextItem())
        {
            throw Here($"invalid length {index}, expected {expected}");
        }
        return Value<T>();
    }

    public void EndItems()
    {
        if (NextItem())
        {
            throw AtPeek("trailing characters");
        }
    }

    /// <summary>The variant of an enum: <c>"Name"</c>, or <c>{"Name": payload}</c> with the reader before the payload.</summary>
    public void BeginVariant()
    {
        switch (Peek())
        {
            case '"':
                _key = String();
                _isBareVariant = true;
                break;
            case '{':
                Open();
                if (!NextField())
                {
                    throw Here("expected value");
                }
                _isBareVariant = false;
                break;
            default:
                throw AtPeek(IsAtEnd ? "EOF while parsing a value" : "expected value");
        }
    }

    public bool IsVariant(string name) => _key == name;

    /// <summary>Before the payload of a variant that has one.</summary>
    public void RequirePayload(bool isSingle)
    {
        if (_isBareVariant)
        {
            throw Here($"invalid type: unit variant, expected {(isSingle ? "newtype" : "tuple")} variant");
        }
    }

    /// <summary>After the payload, or in place of one.</summary>
    public void EndVariant(bool hasPayload)
    {
        if (!hasPayload)
        {
            if (_isBareVariant)
            {
                return;
            }
            if (Peek() != 'n')
            {
                throw InvalidType("unit");
            }
            Literal("null");
        }
        if (Peek() != '}')
        {
            throw AtPeek("expected value");
        }
        Close();
    }

    /// <summary>No variant has that name.</summary>
    /// <param name="expected">For example <c>`A` or `B`</c>.</param>
    public void ThrowVariant(string expected) => throw Here($"unknown variant `{_key}`, expected {expected}");

    /// <summary>No variant of a value enum stands for what was read.</summary>
    public void ThrowValue<T>(T value, string expected) => throw Here($"unknown variant `{Text.Formatter.Display(value)}`, expected {expected}");

    /// <summary>The value that a check of the type's own has passed.</summary>
    public T Checked<T, E>(Result<T, E> result) => result.IsOk() ? result.Value : throw Here(Text.Formatter.Display(result.Error));

    /// <summary>The text of a value.</summary>
    public string Raw()
    {
        Peek();
        int start = _at;
        Skip();
        return _text[start.._at];
    }

    /// <summary>Passes over a value.</summary>
    public void Skip()
    {
        switch (Peek())
        {
            case '{':
                BeginObject("");
                while (NextField())
                {
                    Skip();
                }
                break;
            case '[':
                BeginArray("");
                while (NextItem())
                {
                    Skip();
                }
                break;
            default:
                Scalar();
                break;
        }
    }

    internal bool TryNull()
    {
        if (Peek() != 'n')
        {
            return false;
        }
        Literal("null");
        return true;
    }

    internal JsonFormatException InvalidType(string expected)
    {
        string found = Peek() switch
        {
            '[' => "sequence",
            '{' => "map",
            _ => Scalar(),
        };
        return Here($"invalid type: {found}, expected {expected}");
    }

    private void Open()
    {
        _at++;
        if (++_depth > DeepestLevel)
        {
            throw Here("recursion limit exceeded");
        }
        _isFirst = true;
    }

    private void Close()
    {
        _at++;
        _depth--;
        _isFirst = false;
    }
}
