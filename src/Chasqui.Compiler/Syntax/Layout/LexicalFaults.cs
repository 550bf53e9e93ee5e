using Antlr4.Runtime;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax.Generated;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Layout;

/// <summary>The faults that the lexer leaves in its tokens, reported where the tokens go by.</summary>
internal sealed class LexicalFaults(SourceText source, IReadOnlyList<CommonToken> tokens, DiagnosticBag diagnostics)
{
    /// <summary>Reports a token that is not well formed and makes it a sound one; true if it is to be dropped.</summary>
    public bool ReportMalformed(CommonToken token)
    {
        var span = source.SpanOf(token);
        switch (token.Type)
        {
            case ChasquiLexer.UNTERMINATED_STRING:
                diagnostics.Add(SyntaxErrors.UnterminatedString(source.Span(span.Start, 1)));
                token.Type = ChasquiLexer.STRING;
                break;
            case ChasquiLexer.UNTERMINATED_TRIPLE:
                diagnostics.Add(SyntaxErrors.UnterminatedTripleString(source.Span(span.Start, 3)));
                token.Type = ChasquiLexer.TRIPLE_STRING;
                break;
            case ChasquiLexer.BAD_NUMBER:
                diagnostics.Add(SyntaxErrors.InvalidNumber(span));
                token.Type = ChasquiLexer.INT;
                break;
            case ChasquiLexer.STRAY_BRACE:
                diagnostics.Add(SyntaxErrors.StrayBrace(span));
                return true;
        }
        return false;
    }

    /// <summary>An f-string whose line ends before its quote: seen here because its tokens are several.</summary>
    public void ReportBrokenString(int lineBreak)
    {
        int i = lineBreak - 1;
        if (i < 0 || tokens[i].Type is ChasquiLexer.LINE_BREAK or ChasquiLexer.FSTRING_END)
        {
            return;
        }
        int closed = 0;
        int closedHoles = 0;
        CommonToken? hole = null;
        for (; i >= 0 && tokens[i].Type != ChasquiLexer.LINE_BREAK; i--)
        {
            switch (tokens[i].Type)
            {
                case ChasquiLexer.FSTRING_END:
                    closed++;
                    break;
                case ChasquiLexer.HOLE_CLOSE:
                    closedHoles++;
                    break;
                case ChasquiLexer.HOLE_OPEN when --closedHoles < 0:
                    hole ??= tokens[i];
                    break;
                case ChasquiLexer.FSTRING_START when --closed < 0:
                    bool isTriple = tokens[i].StopIndex - tokens[i].StartIndex > 2;
                    if (!isTriple)
                    {
                        diagnostics.Add(hole is null
                            ? SyntaxErrors.UnterminatedString(source.Span(tokens[i].StartIndex, 2))
                            : SyntaxErrors.UnclosedHole(source.Span(hole.StartIndex, 1)));
                    }
                    return;
            }
        }
    }
}
