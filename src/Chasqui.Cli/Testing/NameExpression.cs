namespace Chasqui.Cli.Testing;

/// <summary><c>smoke and not (slow or db)</c>: what <c>-k</c> and <c>-m</c> select by. A name means what the caller says.</summary>
internal sealed class NameExpression
{
    private readonly List<string> _tokens;
    private int _next;

    private NameExpression(string text)
    {
        _tokens = [.. text.Replace("(", " ( ").Replace(")", " ) ").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>Null for what is no such expression.</summary>
    public static Func<Func<string, bool>, bool>? Parse(string text)
    {
        var parser = new NameExpression(text);
        Func<Func<string, bool>, bool>? expression = parser.ParseOr();
        return parser._next == parser._tokens.Count ? expression : null;
    }

    private Func<Func<string, bool>, bool>? ParseOr()
    {
        Func<Func<string, bool>, bool>? left = ParseAnd();
        while (left is { } first && Take("or"))
        {
            Func<Func<string, bool>, bool>? second = ParseAnd();
            left = second is null ? null : names => first(names) || second(names);
        }
        return left;
    }

    private Func<Func<string, bool>, bool>? ParseAnd()
    {
        Func<Func<string, bool>, bool>? left = ParseNot();
        while (left is { } first && Take("and"))
        {
            Func<Func<string, bool>, bool>? second = ParseNot();
            left = second is null ? null : names => first(names) && second(names);
        }
        return left;
    }

    private Func<Func<string, bool>, bool>? ParseNot()
    {
        if (Take("not"))
        {
            return ParseNot() is { } negated ? names => !negated(names) : null;
        }
        if (Take("("))
        {
            Func<Func<string, bool>, bool>? inner = ParseOr();
            return Take(")") ? inner : null;
        }
        if (_next == _tokens.Count || _tokens[_next] is "and" or "or" or ")")
        {
            return null;
        }
        string name = _tokens[_next++];
        return names => names(name);
    }

    private bool Take(string token)
    {
        bool found = _next < _tokens.Count && _tokens[_next] == token;
        _next += found ? 1 : 0;
        return found;
    }
}
