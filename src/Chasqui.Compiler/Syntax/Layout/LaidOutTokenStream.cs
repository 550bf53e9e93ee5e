using Antlr4.Runtime;
using Antlr4.Runtime.Misc;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Layout;

/// <summary>An ANTLR token stream over a finished list: no channels, no buffering.</summary>
internal sealed class LaidOutTokenStream : ITokenStream, ITokenSource
{
    private readonly CommonToken[] _tokens;
    private readonly SourceText _source;
    private int _index;

    public LaidOutTokenStream(List<CommonToken> tokens, SourceText source)
    {
        _tokens = [.. tokens];
        _source = source;
        for (int i = 0; i < _tokens.Length; i++)
        {
            _tokens[i].TokenIndex = i;
        }
    }

    public int Index => _index;

    public int Size => _tokens.Length;

    public string SourceName => _source.Path;

    public ITokenSource TokenSource => this;

    public int Line => 0;

    public int Column => 0;

    public ICharStream? InputStream => null;

    public ITokenFactory TokenFactory
    {
        get => CommonTokenFactory.Default;
        set => throw new NotSupportedException();
    }

    public int LA(int offset) => Lt(offset).Type;

    public IToken LT(int offset) => Lt(offset);

    public IToken Get(int index) => _tokens[index];

    public void Consume() => _index = Math.Min(_index + 1, _tokens.Length - 1);

    public int Mark() => 0;

    public void Release(int marker)
    {
    }

    public void Seek(int index) => _index = Math.Min(index, _tokens.Length - 1);

    public IToken NextToken() => Lt(1);

    public string GetText(Interval interval) =>
        interval.a < 0 || interval.b < interval.a
            ? ""
            : _source.Text[_tokens[interval.a].StartIndex..(_tokens[interval.b].StopIndex + 1)];

    public string GetText() => _source.Text;

    public string GetText(RuleContext context) => GetText(context.SourceInterval);

    public string GetText(IToken start, IToken stop) => GetText(new Interval(start.TokenIndex, stop.TokenIndex));

    /// <summary>Offset 0 is not asked for; -1 is the token just consumed.</summary>
    private CommonToken Lt(int offset)
    {
        int index = offset > 0 ? _index + offset - 1 : _index + offset;
        return _tokens[Math.Clamp(index, 0, _tokens.Length - 1)];
    }
}
