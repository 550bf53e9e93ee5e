using Antlr4.Runtime;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax.Generated;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Layout;

/// <summary>
/// Pairs the brackets of a file ahead of layout, reports those without partner, and decides where a forgotten closer is
/// given up: at a line that starts like a declaration or binding, no deeper than the line of the open bracket.
/// </summary>
internal sealed class BracketPairs
{
    private readonly int[] _partner;
    private readonly HashSet<int> _ends = [];

    private BracketPairs(int count)
    {
        _partner = new int[count];
        Array.Fill(_partner, -1);
    }

    /// <summary>Index of the other bracket, or -1.</summary>
    public int PartnerOf(int index) => _partner[index];

    /// <summary>Whether every open bracket is given up before the token at this index.</summary>
    public bool EndsAllAt(int index) => _ends.Contains(index);

    public static BracketPairs Match(List<CommonToken> tokens, SourceText source, DiagnosticBag diagnostics)
    {
        var pairs = new BracketPairs(tokens.Count);
        var open = new List<int>();
        bool brokenString = false;
        bool inText = false;
        for (int i = 0; i < tokens.Count; i++)
        {
            int type = tokens[i].Type;
            switch (type)
            {
                case ChasquiLexer.LPAREN or ChasquiLexer.LBRACK or ChasquiLexer.LBRACE or ChasquiLexer.HOLE_OPEN:
                    open.Add(i);
                    inText = false;
                    break;
                case ChasquiLexer.RPAREN or ChasquiLexer.RBRACK or ChasquiLexer.RBRACE or ChasquiLexer.HOLE_CLOSE:
                    pairs.Close(i, open, tokens, source, diagnostics);
                    inText = type == ChasquiLexer.HOLE_CLOSE;
                    break;
                case ChasquiLexer.FSTRING_START:
                    inText = true;
                    break;
                case ChasquiLexer.FSTRING_END:
                    inText = false;
                    break;
                case ChasquiLexer.UNTERMINATED_STRING:
                    brokenString = true;
                    break;
                case ChasquiLexer.LINE_BREAK:
                    if ((brokenString || inText || BreaksHole(tokens, open, source)) && open.Count > 0)
                    {
                        pairs._ends.Add(NextOnLine(tokens, i));
                        open.Clear();
                    }
                    brokenString = inText = false;
                    break;
                case TokenConstants.EOF:
                    pairs.GiveUp(i, open, tokens, source, diagnostics);
                    break;
                default:
                    if (open.Count > 0 && StartsStatement(tokens, i)
                        && Columns.OfToken(source.Text, tokens[i]) <= Columns.OfLine(source.Text, tokens[open[0]]))
                    {
                        pairs.GiveUp(i, open, tokens, source, diagnostics);
                    }
                    break;
            }
        }
        return pairs;
    }

    private void Close(
        int closer, List<int> open, List<CommonToken> tokens, SourceText source, DiagnosticBag diagnostics)
    {
        int type = tokens[closer].Type;
        int at = open.FindLastIndex(o => Closes(tokens[o].Type, type));
        if (at < 0)
        {
            diagnostics.Add(open.Count == 0
                ? SyntaxErrors.UnmatchedCloser(source.SpanOf(tokens[closer]))
                : SyntaxErrors.MismatchedCloser(source.SpanOf(tokens[closer]), source.SpanOf(tokens[open[^1]])));
            return;
        }
        if (at < open.Count - 1)
        {
            diagnostics.Add(SyntaxErrors.MismatchedCloser(
                source.SpanOf(tokens[closer]), source.SpanOf(tokens[open[^1]])));
        }
        _partner[open[at]] = closer;
        _partner[closer] = open[at];
        open.RemoveRange(at, open.Count - at);
    }

    private void GiveUp(
        int index, List<int> open, List<CommonToken> tokens, SourceText source, DiagnosticBag diagnostics)
    {
        if (open.Count > 0)
        {
            diagnostics.Add(SyntaxErrors.UnclosedBracket(source.SpanOf(tokens[open[^1]])));
            _ends.Add(index);
            open.Clear();
        }
    }

    /// <summary>A single-line f-string ends at the line break even inside its hole.</summary>
    private static bool BreaksHole(List<CommonToken> tokens, List<int> open, SourceText source)
    {
        int hole = open.FindLastIndex(o => tokens[o].Type == ChasquiLexer.HOLE_OPEN);
        if (hole < 0)
        {
            return false;
        }
        int i = open[hole];
        while (i > 0 && tokens[i].Type != ChasquiLexer.FSTRING_START)
        {
            i--;
        }
        return tokens[i].StopIndex - tokens[i].StartIndex < 3;
    }

    private static int NextOnLine(List<CommonToken> tokens, int index)
    {
        while (tokens[index].Type == ChasquiLexer.LINE_BREAK)
        {
            index++;
        }
        return index;
    }

    private static bool Closes(int opener, int closer) => (opener, closer) is
        (ChasquiLexer.LPAREN, ChasquiLexer.RPAREN) or
        (ChasquiLexer.LBRACK, ChasquiLexer.RBRACK) or
        (ChasquiLexer.LBRACE, ChasquiLexer.RBRACE) or
        (ChasquiLexer.HOLE_OPEN, ChasquiLexer.HOLE_CLOSE);

    private static bool StartsStatement(List<CommonToken> tokens, int index) =>
        index > 0 && tokens[index - 1].Type == ChasquiLexer.LINE_BREAK && tokens[index].Type is
            ChasquiLexer.DEF or ChasquiLexer.CLASS or ChasquiLexer.MODEL or ChasquiLexer.ENUM or ChasquiLexer.TRAIT
            or ChasquiLexer.IMPORT or ChasquiLexer.FROM or ChasquiLexer.LET or ChasquiLexer.MUT or ChasquiLexer.RETURN
            or ChasquiLexer.CONST or ChasquiLexer.STATIC or ChasquiLexer.PUB or ChasquiLexer.WHILE
            or ChasquiLexer.BREAK or ChasquiLexer.CONTINUE or ChasquiLexer.PASS or ChasquiLexer.RAISE
            or ChasquiLexer.TRY or ChasquiLexer.AT
        && tokens[Math.Min(index + 1, tokens.Count - 1)].Type is not ChasquiLexer.ASSIGN;
}
