using Antlr4.Runtime;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax.Generated;

namespace Chasqui.Compiler.Syntax.Parsing;

/// <summary>A line that starts with a misspelt keyword: <c>retrun 5</c>, <c>fro i in xs:</c>.</summary>
internal static class KeywordTypo
{
    private static readonly string[] LineStarts =
    [
        "assert", "async", "break", "class", "const", "continue", "def", "elif", "else", "enum", "except", "finally", "for", "from", "if",
        "import", "loop", "match", "model", "newtype", "pass", "raise", "return", "static", "trait", "try", "type", "while", "with", "yield",
    ];

    /// <summary>The first word of a line which the parser could not read past its second, and the keyword it is meant to be.</summary>
    public static (IToken Word, string Keyword)? Find(IToken fault, ITokenStream tokens)
    {
        int first = fault.TokenIndex;
        while (first > 0 && tokens.Get(first - 1).Type is not (ChasquiParser.NEWLINE or ChasquiParser.INDENT or ChasquiParser.DEDENT))
        {
            first--;
        }
        var word = tokens.Get(first);
        // A call, an assignment or a member is no keyword's line.
        return word.Type == ChasquiParser.NAME && fault.TokenIndex - first is 1 or 2
            && tokens.Get(first + 1).Type is ChasquiParser.NAME or ChasquiParser.COLON or ChasquiParser.TYPE_COLON or ChasquiParser.INT
                or ChasquiParser.STRING or ChasquiParser.FSTRING_START or ChasquiParser.TRUE or ChasquiParser.FALSE or ChasquiParser.NOT
            && NameSuggestions.Closest(word.Text, LineStarts) is { } keyword
            ? (word, keyword)
            : null;
    }

    /// <summary>Whether the suite of such a line holds members, which make no sense as statements.</summary>
    public static bool OpensType(string keyword) => keyword is "class" or "model" or "trait" or "enum" or "newtype" or "type";
}
