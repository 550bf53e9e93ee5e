using Antlr4.Runtime;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Layout;

/// <summary>Indentation widths: a tab counts four columns, wherever it stands.</summary>
internal static class Columns
{
    private const int TabWidth = 4;

    /// <summary>The width of the white space between the line start and the token, which is the first of its line.</summary>
    public static int OfToken(string text, IToken token) => Width(text, LineStart(text, token.StartIndex), token.StartIndex);

    /// <summary>The indentation of the line that holds the token.</summary>
    public static int OfLine(string text, IToken token) => Width(text, LineStart(text, token.StartIndex), text.Length);

    public static SourceSpan SpanOf(this SourceText source, IToken token) =>
        source.Span(token.StartIndex, Math.Max(0, token.StopIndex + 1 - token.StartIndex));

    private static int LineStart(string text, int offset) =>
        offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;

    private static int Width(string text, int start, int end)
    {
        int width = 0;
        for (int i = start; i < end; i++)
        {
            switch (text[i])
            {
                case ' ':
                    width++;
                    break;
                case '\t':
                    width += TabWidth;
                    break;
                case '\r' or '\f' or '\uFEFF':
                    break;
                default:
                    return width;
            }
        }
        return width;
    }
}
