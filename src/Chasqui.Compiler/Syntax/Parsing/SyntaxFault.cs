using Antlr4.Runtime;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax.Generated;
using Chasqui.Compiler.Syntax.Layout;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Parsing;

/// <summary>Says what the parser tripped over in the user's terms, with the slips of people who come from other languages.</summary>
internal static class SyntaxFault
{
    public static Diagnostic Describe(RecognitionException e, SourceText source)
    {
        var token = e.OffendingToken;
        var tokens = (ITokenStream)e.InputStream;
        int rule = e.Context?.RuleIndex ?? -1;
        var span = source.SpanOf(token);
        if (token.Type == ChasquiParser.NEWLINE || token.Type == TokenConstants.EOF)
        {
            span = source.Span(Math.Min(token.StartIndex, source.Length), 0);
        }

        IToken? Before(int distance) => token.TokenIndex - distance is var i and >= 0 ? tokens.Get(i) : null;
        string TextBefore(int distance) => Before(distance) is { } t ? source.SpanOf(t).Text : "";
        int previous = Before(1)?.Type ?? 0;
        bool isDoubled = previous == token.Type && Before(1)?.StopIndex + 1 == token.StartIndex;

        if (BlockArrow(token, tokens) is { } arrow)
        {
            return SyntaxErrors.Unexpected(
                source.SpanOf(arrow), "`=>` is followed by one expression, on the same line", "write `(x) -> Type:` for a closure with a block");
        }
        if (Slip(token, span, tokens, source, isDoubled, TextBefore) is { } slip)
        {
            return slip;
        }
        if (KeywordTypo.Find(token, tokens) is (var word, var keyword))
        {
            return SyntaxErrors.Unexpected(source.SpanOf(word), $"`{word.Text}` starts no statement", $"did you mean `{keyword}`?");
        }
        if (previous == ChasquiParser.NEWLINE && Before(2)?.Type is ChasquiParser.COLON or ChasquiParser.FAT_ARROW)
        {
            return SyntaxErrors.MissingBlock(
                source.SpanOf(Before(2) ?? token), Before(2)?.Type == ChasquiParser.COLON ? "this `:`" : "this `=>`");
        }
        var expected = Expected(e);
        if (rule == ChasquiParser.RULE_raceExpression && expected.Contains(ChasquiParser.AWAIT))
        {
            return SyntaxErrors.Unexpected(span, $"an arm of `race` begins with `await`, found {Name(token, source)}", "write `await … => …`");
        }
        if (expected.Contains(ChasquiParser.COLON) && Owner(e, rule) is { } owner
            && !expected.Contains(ChasquiParser.NEWLINE))
        {
            return token.Type == ChasquiParser.ASSIGN && owner.IsCondition
                ? SyntaxErrors.Unexpected(span, $"expected `:` after {owner.Name}, found `=`", "use `==` to compare")
                : SyntaxErrors.Unexpected(span, $"expected `:` after {owner.Name}, found {Name(token, source)}", null);
        }
        if (token.Type == ChasquiParser.ASSIGN && expected.Contains(ChasquiParser.NEWLINE))
        {
            // Prediction already looked past the `=` and found no value there.
            var value = tokens.Get(token.TokenIndex + 1);
            if (value.Type == ChasquiParser.LESS && tokens.Get(token.TokenIndex + 2) is { Type: ChasquiParser.MINUS } minus)
            {
                return SyntaxErrors.Unexpected(source.SpanOf(value).To(source.SpanOf(minus)), "`<-` is not an operator", "receive by `await rx.recv()`");
            }
            var at = value.Type == ChasquiParser.NEWLINE ? source.Span(value.StartIndex, 0) : source.SpanOf(value);
            return SyntaxErrors.Unexpected(at, $"expected an expression, found {Name(value, source)}", null);
        }
        if (StartsExpression(expected))
        {
            return SyntaxErrors.Unexpected(span, $"expected an expression, found {Name(token, source)}", null);
        }
        if (expected.Count == 1)
        {
            return SyntaxErrors.Unexpected(
                span, $"expected {Term(expected.ToArray()[0])}, found {Name(token, source)}", null);
        }
        if (expected.Contains(ChasquiParser.RPAREN) || expected.Contains(ChasquiParser.RBRACK)
            || expected.Contains(ChasquiParser.RBRACE))
        {
            string closer = expected.Contains(ChasquiParser.RPAREN) ? ")"
                : expected.Contains(ChasquiParser.RBRACK) ? "]" : "}";
            return SyntaxErrors.Unexpected(span, $"expected `,` or `{closer}`, found {Name(token, source)}", null);
        }
        if (expected.Contains(ChasquiParser.NEWLINE))
        {
            return SyntaxErrors.Unexpected(span, $"expected the end of the line, found {Name(token, source)}", null);
        }
        return SyntaxErrors.Unexpected(span, $"unexpected {Name(token, source)}", null);
    }

    /// <summary>The arrow of a closure whose body begins on the next line, if that is what was tripped over.</summary>
    private static IToken? BlockArrow(IToken token, ITokenStream tokens)
    {
        const int Lookback = 4;
        int index = token.TokenIndex;
        if (token.Type is ChasquiParser.FAT_LPAREN || (token.Type == ChasquiParser.ASSIGN && tokens.Get(index + 1).Type == ChasquiParser.FAT_LPAREN))
        {
            while (tokens.Get(index).Type is not (ChasquiParser.FAT_ARROW or TokenConstants.EOF))
            {
                index++;
            }
            return tokens.Get(index).Type == ChasquiParser.FAT_ARROW && tokens.Get(index + 1).Type == ChasquiParser.NEWLINE ? tokens.Get(index) : null;
        }
        for (int distance = 1; distance <= Lookback && index - distance >= 1; distance++)
        {
            IToken before = tokens.Get(index - distance);
            if (before.Type == ChasquiParser.FAT_ARROW)
            {
                return tokens.Get(index - distance - 1).Type == ChasquiParser.RPAREN && tokens.Get(index - distance + 1).Line > before.Line ? before : null;
            }
        }
        return null;
    }

    private static Diagnostic? Slip(
        IToken token, SourceSpan span, ITokenStream tokens, SourceText source, bool isDoubled, Func<int, string> textBefore)
    {
        (string Message, string Help)? slip = token.Type switch
        {
            ChasquiParser.AMPERSAND when isDoubled => ("`&&` is not an operator", "use `and`"),
            ChasquiParser.BAR when isDoubled => ("`||` is not an operator", "use `or`"),
            ChasquiParser.EXCLAMATION => ("`!` is not an operator", "use `not`"),
            ChasquiParser.SEMICOLON => ("`;` does not separate statements", "put the next statement on its own line"),
            ChasquiParser.ELSE when tokens.Get(token.TokenIndex + 1).Type == ChasquiParser.IF => ("`else if` is not a form", "use `elif`"),
            ChasquiParser.NEWLINE when (textBefore(1), textBefore(2)) is ("+", "+") =>
                ("`++` is not an operator", "use `+= 1`"),
            ChasquiParser.NEWLINE when (textBefore(1), textBefore(2)) is ("-", "-") =>
                ("`--` is not an operator", "use `-= 1`"),
            ChasquiParser.ELSE or ChasquiParser.ELIF =>
                ($"`{span.Text}` has no matching `if`", "align it with its `if`"),
            ChasquiParser.EXCEPT or ChasquiParser.FINALLY =>
                ($"`{span.Text}` has no matching `try`", "align it with its `try`"),
            ChasquiParser.LBRACE when textBefore(1) is not ("," or "(" or "[" or "=") =>
                ("a block is not written in braces", "end the line with `:` and indent the block"),
            ChasquiParser.ASSIGN when (textBefore(2), textBefore(3)) is ("(", "for") =>
                ("`for` walks over a collection or a range", "write `for i in range(n):`"),
            ChasquiParser.COMMA when textBefore(1) == "*" && textBefore(2) is "(" or "," =>
                ("`*` alone is not a parameter", "leave it out: every argument may be given by name"),
            ChasquiParser.COMMA when IsImport(token, tokens) => ("one `import` names one module", "write an `import` line for each"),
            ChasquiParser.TYPE when tokens.Get(token.TokenIndex + 1).Type == ChasquiParser.LPAREN =>
                ("`type` begins a declaration", "the name of a value's type is `type_name(value)`; to test it, use `isinstance` or `match`"),
            ChasquiParser.SUPER => ("`super` names the folder above, in imports only", "call the method of `self`, or a function both can use"),
            ChasquiParser.COLON when textBefore(1) == "do" => ("`do` is not a form", "write `loop:` and leave it with `if …: break`"),
            ChasquiParser.CASE when IsInSelect(token, tokens) => ("an arm of `select` begins without `case`", "write `v from rx => …`"),
            ChasquiParser.FOR when textBefore(1) == "await" => ("`await for` is not a form", "write `async for`"),
            ChasquiParser.REF when textBefore(1) == "->" => ("a function gives a value, and no `ref`", "leave `ref` out: what it gives is a value of its own"),
            ChasquiParser.CASE => ("`case` stands only directly inside `match`", "put it in the block of `match value:`"),
            ChasquiParser.TYPE_COLON when IsMissingValue(token, tokens) =>
                ("expected `= value` after the type", "a name is bound with its first value"),
            ChasquiParser.TYPE_COLON => ("expected a type and `= value` after `:`", "type arguments stand in brackets, as in `list[int]`"),
            ChasquiParser.COLON when tokens.Get(token.TokenIndex + 1).Type == ChasquiParser.ASSIGN =>
                ("`:=` is not an operator", "bind the name in a statement of its own"),
            ChasquiParser.ASSIGN when isDoubled || textBefore(1) == "==" => ("`===` is not an operator", "use `==`"),
            ChasquiParser.ARROW_LPAREN =>
                ("expected `:` between the closure's result type and its body", "write `(x) -> Type: value`, or `(x) => value`"),
            ChasquiParser.FAT_LPAREN when textBefore(1) is "|>" or "<|" =>
                ($"a closure beside `{textBefore(1)}` needs parentheses", "write `((x) => value)`"),
            _ when textBefore(1) == "?" && textBefore(2) != "?" && token.Type is ChasquiParser.INT or ChasquiParser.FLOAT
                or ChasquiParser.STRING or ChasquiParser.FSTRING_START or ChasquiParser.NAME or ChasquiParser.MINUS =>
                ("`? :` is not an operator", "write `a if condition else b`"),
            _ when Foreign(textBefore(1), token.Type) is { } foreign => foreign,
            _ when textBefore(1) == "lambda" => ("`lambda` is not a form", "write `(x) => expression`"),
            _ when textBefore(1) is "when" && span.Text == "feature" => ("`when feature` is not a form: declarations are never conditional", "declare it at the top level"),
            _ when textBefore(1) is "switch" => ("`switch` is not a form", "use `match`"),
            _ => null,
        };
        if (slip is not { } found)
        {
            return null;
        }
        if (isDoubled)
        {
            span = source.Span(span.Start - 1, 2);
        }
        else if (textBefore(1) is "lambda" or "switch" or "when" or "?" || Foreign(textBefore(1), token.Type) is not null)
        {
            span = source.SpanOf(tokens.Get(token.TokenIndex - 1));
        }
        else if (found.Help == "use `elif`")
        {
            span = span.To(source.SpanOf(tokens.Get(token.TokenIndex + 1)));
        }
        else if (token.Type == ChasquiParser.NEWLINE)
        {
            span = source.SpanOf(tokens.Get(token.TokenIndex - 2)).To(source.SpanOf(tokens.Get(token.TokenIndex - 1)));
        }
        return SyntaxErrors.Unexpected(span, found.Message, found.Help);
    }

    /// <summary>The first thing in the block of a <c>select</c>.</summary>
    private static bool IsInSelect(IToken token, ITokenStream tokens)
    {
        int index = token.TokenIndex - 1;
        while (index > 0 && tokens.Get(index).Type is ChasquiParser.NEWLINE or ChasquiParser.INDENT or ChasquiParser.COLON)
        {
            index--;
        }
        return index >= 0 && tokens.Get(index).Text is "select" or "biased";
    }

    private static bool IsImport(IToken comma, ITokenStream tokens)
    {
        int first = comma.TokenIndex;
        while (first > 0 && tokens.Get(first - 1).Type is ChasquiParser.NAME or ChasquiParser.DOT or ChasquiParser.IMPORT or ChasquiParser.AS)
        {
            first--;
        }
        return tokens.Get(first).Type == ChasquiParser.IMPORT && (first == 0 || tokens.Get(first - 1).Type == ChasquiParser.NEWLINE);
    }

    /// <summary>A word of another language before something that cannot follow a name.</summary>
    private static (string Message, string Help)? Foreign(string word, int next) => (word, next) switch
    {
        ("print", ChasquiParser.STRING or ChasquiParser.NAME or ChasquiParser.FSTRING_START) =>
            ("`print` is a function", "write `print(…)`"),
        ("var" or "val", ChasquiParser.NAME) => ($"`{word}` is not a form", "use `let`, or `mut` for what changes"),
        ("function" or "func" or "fun", ChasquiParser.NAME) => ($"`{word}` is not a form", "use `def`"),
        ("struct", ChasquiParser.NAME) => ("`struct` is not a form", "use `model`, or `class` for behaviour"),
        ("interface", ChasquiParser.NAME) => ("`interface` is not a form", "use `trait`"),
        ("new", ChasquiParser.NAME) => ("`new` is not a form", "call the type: `Name(…)`"),
        ("catch", ChasquiParser.NAME) => ("`catch` is not a form", "use `except`"),
        ("throw", ChasquiParser.NAME) => ("`throw` is not a form", "use `raise`"),
        ("global" or "nonlocal", ChasquiParser.NAME) =>
            ($"`{word}` is not a form", "declare shared state with `static` at the top of the file"),
        _ => null,
    };

    /// <summary><c>x: T</c> up to the end of its line: sound but for the value.</summary>
    private static bool IsMissingValue(IToken colon, ITokenStream tokens)
    {
        for (int i = colon.TokenIndex + 1; ; i++)
        {
            switch (tokens.Get(i).Type)
            {
                case ChasquiParser.NEWLINE or TokenConstants.EOF:
                    return true;
                case ChasquiParser.ASSIGN or ChasquiParser.LESS:
                    return false;
            }
        }
    }

    private static Antlr4.Runtime.Misc.IntervalSet Expected(RecognitionException e)
    {
        try
        {
            return e.GetExpectedTokens();
        }
        catch (ArgumentException)
        {
            // A fault raised before the rule entered a state has no set.
            return new Antlr4.Runtime.Misc.IntervalSet();
        }
    }

    private static bool StartsExpression(Antlr4.Runtime.Misc.IntervalSet expected) =>
        expected.Contains(ChasquiParser.INT) && expected.Contains(ChasquiParser.LBRACK)
        && expected.Contains(ChasquiParser.STRING) && !expected.Contains(ChasquiParser.NEWLINE)
        && !expected.Contains(ChasquiParser.RPAREN) && !expected.Contains(ChasquiParser.RBRACK)
        && !expected.Contains(ChasquiParser.RBRACE);

    /// <summary>What the missing colon would have ended.</summary>
    private static (string Name, bool IsCondition)? Owner(RecognitionException e, int rule)
    {
        for (RuleContext? context = e.Context; context is not null; context = context.Parent)
        {
            switch (context.RuleIndex)
            {
                case ChasquiParser.RULE_ifExpression:
                    return ("the condition of `if`", true);
                case ChasquiParser.RULE_whileStatement:
                    return ("the condition of `while`", true);
                case ChasquiParser.RULE_forStatement:
                    return ("the header of `for`", false);
                case ChasquiParser.RULE_loopExpression:
                    return ("`loop`", false);
                case ChasquiParser.RULE_matchExpression:
                    return ("the subject of `match`", false);
                case ChasquiParser.RULE_matchArm:
                    return ("the pattern of `case`", false);
                case ChasquiParser.RULE_function:
                    return ("the header of `def`", false);
                case ChasquiParser.RULE_tryStatement:
                    return ("`try`", false);
                case ChasquiParser.RULE_exceptClause:
                    return ("`except`", false);
                case ChasquiParser.RULE_withStatement:
                    return ("the header of `with`", false);
                case ChasquiParser.RULE_model:
                case ChasquiParser.RULE_class:
                case ChasquiParser.RULE_trait:
                case ChasquiParser.RULE_enum:
                    return ("the header of the type", false);
                case ChasquiParser.RULE_statement:
                    return null;
            }
        }
        return null;
    }

    private static string Name(IToken token, SourceText source) => token.Type switch
    {
        ChasquiParser.NEWLINE or ChasquiParser.DEDENT => "the end of the line",
        ChasquiParser.INDENT => "an indented block",
        TokenConstants.EOF => "the end of the file",
        ChasquiParser.STRING or ChasquiParser.TRIPLE_STRING or ChasquiParser.FSTRING_START => "a string",
        _ => $"`{source.SpanOf(token).Text}`",
    };

    private static string Term(int type) => type switch
    {
        ChasquiParser.NAME => "a name",
        ChasquiParser.NEWLINE => "the end of the line",
        ChasquiParser.INDENT => "an indented block",
        TokenConstants.EOF => "the end of the file",
        _ => ChasquiParser.DefaultVocabulary.GetLiteralName(type)?.Replace('\'', '`')
            ?? ChasquiParser.DefaultVocabulary.GetDisplayName(type).ToLowerInvariant(),
    };
}
