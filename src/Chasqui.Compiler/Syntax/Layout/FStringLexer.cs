using Antlr4.Runtime;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax.Generated;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Layout;

/// <summary>
/// The generated lexer plus the one thing its modes cannot know: where the expression inside an f-string hole ends, which
/// is at the first <c>}</c> or <c>:</c> outside the hole's own brackets.
/// </summary>
internal sealed class FStringLexer : ChasquiLexer
{
    private readonly Stack<Hole> _holes = new();
    private bool _textIsSingleLine;

    public FStringLexer(SourceText source)
        : base(new AntlrInputStream(source.Text), TextWriter.Null, TextWriter.Null)
    {
        RemoveErrorListeners();
    }

    /// <summary>Brackets open inside the expression of a hole; whether its string may span lines.</summary>
    private sealed record Hole(bool IsSingleLine)
    {
        public int OpenBrackets { get; set; }
    }

    public override IToken NextToken()
    {
        var token = (CommonToken)base.NextToken();
        switch (token.Type)
        {
            case FSTRING_START:
                _textIsSingleLine = token.StopIndex - token.StartIndex < 3;
                break;
            case HOLE_OPEN:
                _holes.Push(new Hole(_textIsSingleLine));
                break;
            case UNTERMINATED_STRING when _holes.Any(h => h.IsSingleLine):
                // The quote was meant to end the f-string: the hole is what is not closed, and the line's end says so.
                token.Type = STRING;
                break;
            case HOLE_CLOSE when _holes.Count > 0:
                LeaveHole();
                break;
            case LINE_BREAK when _holes.Any(h => h.IsSingleLine):
                _holes.Clear();
                ModeStack.Clear();
                Mode(DEFAULT_MODE);
                break;
            default:
                if (_holes.Count > 0)
                {
                    TrackHole(token, _holes.Peek());
                }
                break;
        }
        return token;
    }

    private void TrackHole(CommonToken token, Hole hole)
    {
        switch (token.Type)
        {
            case LPAREN or LBRACK or LBRACE:
                hole.OpenBrackets++;
                break;
            case RPAREN or RBRACK or RBRACE when hole.OpenBrackets > 0:
                hole.OpenBrackets--;
                break;
            case RBRACE:
                token.Type = HOLE_CLOSE;
                PopMode();
                LeaveHole();
                break;
            case COLON or DOUBLE_COLON when hole.OpenBrackets == 0:
                // `{x::>5}`: the second colon belongs to the format spec.
                token.Type = SPEC_COLON;
                token.StopIndex = token.StartIndex;
                InputStream.Seek(token.StartIndex + 1);
                Mode(F_SPEC);
                break;
        }
    }

    private void LeaveHole() => _textIsSingleLine = _holes.Pop().IsSingleLine;

    /// <summary>All tokens up to and with EOF. Faults inside a token are reported and the token is dropped or kept as a plain one.</summary>
    public static List<CommonToken> Tokenize(SourceText source, DiagnosticBag diagnostics)
    {
        var lexer = new FStringLexer(source);
        var tokens = new List<CommonToken>(source.Length / 4 + 16);
        CommonToken? unknown = null;
        while (true)
        {
            var token = (CommonToken)lexer.NextToken();
            if (token.Type == UNKNOWN && !(token.StartIndex == 0 && source.Text[0] == '\uFEFF'))
            {
                // Neighbours count as one fault, so that binary garbage does not drown everything else.
                if (unknown is null || unknown.StopIndex + 1 != token.StartIndex)
                {
                    bool isPair = char.IsHighSurrogate(source.Text[token.StartIndex])
                        && token.StartIndex + 1 < source.Length;
                    diagnostics.Add(SyntaxErrors.UnexpectedCharacter(source.Span(token.StartIndex, isPair ? 2 : 1)));
                }
                unknown = token;
                continue;
            }
            if (token.Type == UNKNOWN)
            {
                continue;
            }
            tokens.Add(token);
            if (token.Type == Eof)
            {
                return tokens;
            }
        }
    }
}
