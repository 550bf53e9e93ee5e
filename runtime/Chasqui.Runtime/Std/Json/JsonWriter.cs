using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Json;

/// <summary>Writes JSON: compact, or with two spaces for each level. A type's <see cref="ISerialize.WriteJson"/> writes one value.</summary>
public sealed class JsonWriter
{
    private readonly TextBuffer _text;
    private readonly bool _pretty;
    private int _depth;
    private bool _isEmpty;

    private JsonWriter(TextBuffer text, bool pretty)
    {
        _text = text;
        _pretty = pretty;
    }

    /// <summary>The value as a text.</summary>
    public static string Write<T>(T value, bool pretty = false)
    {
        TextBuffer text = TextBuffer.Rent();
        new JsonWriter(text, pretty).Value(value);
        return text.Finish();
    }

    public void BeginObject() => Open('{');

    public void Field<T>(string name, T value)
    {
        Key(name);
        Value(value);
    }

    public void Key(string name)
    {
        Separate();
        String(name);
        _text.Append(_pretty ? ": " : ":");
    }

    public void EndObject() => Close('}');

    public void BeginArray() => Open('[');

    public void Item<T>(T value)
    {
        Separate();
        Value(value);
    }

    public void EndArray() => Close(']');

    public void Null() => _text.Append("null");

    /// <summary>Text that is JSON already.</summary>
    public void Raw(string json) => _text.Append(json);

    public void Value<T>(T value)
    {
        if (typeof(T) == typeof(long))
        {
            _text.Append((long)(object)value!);
        }
        else if (typeof(T) == typeof(string))
        {
            String((string)(object)value!);
        }
        else if (typeof(T) == typeof(bool))
        {
            _text.Append((bool)(object)value! ? "true" : "false");
        }
        else
        {
            JsonCodec<T>.Instance.Write(this, value);
        }
    }

    /// <summary>The shortest text that reads back the same, always with a point or an exponent; what JSON cannot say is null.</summary>
    internal void Float(double value)
    {
        if (!double.IsFinite(value))
        {
            Null();
            return;
        }
        FloatText.Json(_text, value);
    }

    internal void Integer<T>(T value)
        where T : ISpanFormattable => _text.AppendInvariant(value);

    private void String(string value)
    {
        _text.Append('"');
        ReadOnlySpan<char> rest = value;
        int special;
        while ((special = IndexOfSpecial(rest)) >= 0)
        {
            _text.Append(rest[..special]);
            Escape(rest[special]);
            rest = rest[(special + 1)..];
        }
        _text.Append(rest);
        _text.Append('"');
    }

    private static int IndexOfSpecial(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] < ' ' || text[i] is '"' or '\\')
            {
                return i;
            }
        }
        return -1;
    }

    private void Escape(char c)
    {
        _text.Append('\\');
        switch (c)
        {
            case '"' or '\\':
                _text.Append(c);
                break;
            case '\n':
                _text.Append('n');
                break;
            case '\r':
                _text.Append('r');
                break;
            case '\t':
                _text.Append('t');
                break;
            case '\b':
                _text.Append('b');
                break;
            case '\f':
                _text.Append('f');
                break;
            default:
                _text.Append($"u{(int)c:x4}");
                break;
        }
    }

    private void Open(char bracket)
    {
        _text.Append(bracket);
        _depth++;
        _isEmpty = true;
    }

    private void Separate()
    {
        if (!_isEmpty)
        {
            _text.Append(',');
        }
        _isEmpty = false;
        NewLine();
    }

    private void Close(char bracket)
    {
        _depth--;
        if (!_isEmpty)
        {
            NewLine();
        }
        _text.Append(bracket);
        _isEmpty = false;
    }

    private void NewLine()
    {
        if (_pretty)
        {
            _text.Append('\n');
            _text.Append(' ', _depth * 2);
        }
    }
}
