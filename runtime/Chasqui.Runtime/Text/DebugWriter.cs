using System.Runtime.CompilerServices;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Text;

/// <summary>
/// Writes Debug texts, on one line (<c>P { x: 1 }</c>) or pretty, with every element on its own line. A type's
/// <see cref="IDebug.Debug"/> opens a struct, tuple, list or map, writes its elements and closes it.
/// </summary>
public sealed class DebugWriter(TextBuffer text, bool pretty)
{
    private const int Indent = 4;

    private int _depth;
    private bool _isEmpty = true;

    /// <summary>Writes text as it is: the name of a payload-free variant.</summary>
    public void Raw(string value) => text.Append(value);

    public void BeginStruct(string name)
    {
        text.Append(name);
        Open(" {");
    }

    public void Field<T>(string name, T value)
    {
        StartItem(spaceInside: true);
        text.Append(name);
        text.Append(": ");
        Value(value);
        EndItem();
    }

    public void EndStruct()
    {
        if (_isEmpty)
        {
            Close("}");
        }
        else
        {
            Close(pretty ? "}" : " }");
        }
    }

    public void BeginTuple(string name)
    {
        text.Append(name);
        Open("(");
    }

    public void Item<T>(T value)
    {
        StartItem();
        Value(value);
        EndItem();
    }

    public void EndTuple() => Close(")");

    internal void BeginList() => Open("[");

    internal void EndList() => Close("]");

    internal void BeginMap() => Open("{");

    internal void Entry<K, V>(K key, V value)
    {
        StartItem();
        Value(key);
        text.Append(": ");
        Value(value);
        EndItem();
    }

    internal void EndMap() => Close("}");

    /// <summary>The comma that tells a tuple of one element from a parenthesised value.</summary>
    internal void EndSingleTuple() => Close(pretty ? ")" : ",)");

    internal void Value<T>(T value)
    {
        if (typeof(T).IsPrimitive || typeof(T) == typeof(string))
        {
            Formatter.WriteDebugScalar(text, value);
        }
        else if (typeof(T).IsValueType && TypeTraits<T>.Tuple is { } tuple)
        {
            BeginTuple("");
            tuple.WriteItems(this, value);
            if (((ITuple)value!).Length == 1)
            {
                EndSingleTuple();
            }
            else
            {
                EndTuple();
            }
        }
        else if (value is IDebug debug)
        {
            Errors.EnsureStack();
            bool outer = _isEmpty;
            debug.Debug(this);
            _isEmpty = outer;
        }
        else
        {
            Object(value);
        }
    }

    private void Object(object? value)
    {
        if (value is ITuple tuple)
        {
            BeginTuple("");
            for (int i = 0; i < tuple.Length; i++)
            {
                Item(tuple[i]);
            }
            if (tuple.Length == 1)
            {
                EndSingleTuple();
            }
            else
            {
                EndTuple();
            }
        }
        else
        {
            Formatter.WriteDebugScalar(text, value);
        }
    }

    private void Open(string bracket)
    {
        text.Append(bracket);
        _depth++;
        _isEmpty = true;
    }

    private void Close(string bracket)
    {
        _depth--;
        if (pretty && !_isEmpty)
        {
            text.Append(' ', _depth * Indent);
        }
        text.Append(bracket);
        _isEmpty = false;
    }

    private void StartItem(bool spaceInside = false)
    {
        if (pretty)
        {
            if (_isEmpty)
            {
                text.Append('\n');
            }
            text.Append(' ', _depth * Indent);
        }
        else if (!_isEmpty)
        {
            text.Append(", ");
        }
        else if (spaceInside)
        {
            text.Append(' ');
        }
    }

    private void EndItem()
    {
        if (pretty)
        {
            text.Append(",\n");
        }
        _isEmpty = false;
    }
}
