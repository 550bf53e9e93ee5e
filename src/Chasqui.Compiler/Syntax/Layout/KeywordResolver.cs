using Antlr4.Runtime;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax.Generated;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Layout;

/// <summary>
/// Decides which words are keywords where they stand, and which parentheses open a closure. Async words become keywords
/// at the end of an import of <c>std.async</c> and stop being so at the end of a block that held it.
/// </summary>
internal sealed class KeywordResolver(
    SourceText source, DiagnosticBag diagnostics, List<CommonToken> tokens, BracketPairs brackets)
{
    private readonly List<string> _importPath = [];
    private bool _active;
    private bool _reported;
    private bool _reportedName;
    private bool _inImport;
    private bool _sawImportWord;
    private bool _inAssert;
    private bool _opensTestModule;

    public bool EverActive { get; private set; }

    /// <summary>What to give to <see cref="LeaveBlock"/>; only the test module confines its imports.</summary>
    public bool? EnterBlock()
    {
        bool? saved = _opensTestModule ? _active : null;
        _opensTestModule = false;
        return saved;
    }

    public void LeaveBlock(bool? active) => _active = active ?? _active;

    public void EndStatement()
    {
        if (_inImport && _importPath is ["std", "async", ..])
        {
            _active = EverActive = true;
        }
        _inImport = _sawImportWord = _inAssert = false;
        _importPath.Clear();
    }

    /// <summary>Retypes the token at <paramref name="index"/>, which follows <paramref name="last"/>.</summary>
    public void Resolve(int index, CommonToken? last, bool startsStatement, BracketFrame frame)
    {
        var token = tokens[index];
        int type = token.Type;
        if (type == ChasquiLexer.LPAREN)
        {
            token.Type = OpenerType(index, last, frame);
            return;
        }
        if (_inImport)
        {
            ResolveInImport(token, last);
            return;
        }
        if (type is < ChasquiLexer.AND or > ChasquiLexer.REF)
        {
            return;
        }
        bool isName = IsNamePosition(index, last, startsStatement, frame);
        if (IsAsyncName(index, last, startsStatement, isName) || isName)
        {
            token.Type = ChasquiLexer.NAME;
        }
        else if (type is ChasquiLexer.FROM or ChasquiLexer.IMPORT)
        {
            _inImport = (startsStatement || last?.Type == ChasquiLexer.PUB) && frame.Blocks.Count > 0;
            _sawImportWord = type == ChasquiLexer.IMPORT;
        }
        else if (type >= ChasquiLexer.ASYNC && !IsKeyword(index, last, startsStatement))
        {
            token.Type = ChasquiLexer.NAME;
        }
    }

    /// <summary>In an import every word but its own is a name; the path is collected to see whether it is std.async.</summary>
    private void ResolveInImport(CommonToken token, CommonToken? last)
    {
        bool afterDot = last?.Type is ChasquiLexer.DOT or ChasquiLexer.DOUBLE_COLON;
        switch (token.Type)
        {
            case ChasquiLexer.IMPORT when !_sawImportWord && !(afterDot && _importPath.Count > 0):
                _sawImportWord = true;
                break;
            case ChasquiLexer.AS when last?.Type == ChasquiLexer.NAME:
                break;
            case ChasquiLexer.CRATE or ChasquiLexer.SUPER or ChasquiLexer.PUB when _importPath.Count == 0 && !afterDot:
                break;
            case >= ChasquiLexer.AND and <= ChasquiLexer.NAME:
                token.Type = ChasquiLexer.NAME;
                if (last?.Type != ChasquiLexer.AS)
                {
                    _importPath.Add(source.SpanOf(token).Text);
                }
                break;
        }
    }

    private bool IsNamePosition(int index, CommonToken? last, bool startsStatement, BracketFrame frame)
    {
        int next = TypeAt(index + 1);
        return last?.Type switch
        {
            ChasquiLexer.DOT or ChasquiLexer.DOUBLE_COLON or ChasquiLexer.DEF or ChasquiLexer.PROPERTY => true,
            // A named argument; a parameter; neither is preceded by anything but a bracket or comma.
            _ when next is ChasquiLexer.ASSIGN or ChasquiLexer.COLON && frame.Opener >= 0 && frame.Blocks.Count == 0 =>
                last?.Type is ChasquiLexer.COMMA or ChasquiLexer.LBRACK or ChasquiLexer.LPAREN
                    or ChasquiLexer.FAT_LPAREN or ChasquiLexer.ARROW_LPAREN
                && (next == ChasquiLexer.ASSIGN || tokens[frame.Opener].Type != ChasquiLexer.LBRACK)
                && tokens[frame.Opener].Type != ChasquiLexer.LBRACE
                && tokens[index].Type is not (ChasquiLexer.SELF or ChasquiLexer.LOOP or ChasquiLexer.ELSE)
                && !IsLiteral(tokens[index].Type),
            // A field may be called `type`; no statement starts with one of these words and a colon.
            _ when next == ChasquiLexer.COLON && (startsStatement || last?.Type == ChasquiLexer.PUB) =>
                tokens[index].Type is ChasquiLexer.TYPE or ChasquiLexer.FROM or ChasquiLexer.IMPORT or ChasquiLexer.AS
                    or ChasquiLexer.MODEL or ChasquiLexer.CLASS or ChasquiLexer.TRAIT or ChasquiLexer.ENUM
                    or ChasquiLexer.EXTENDS or ChasquiLexer.CONST or ChasquiLexer.STATIC or ChasquiLexer.CRATE
                    or ChasquiLexer.IN or ChasquiLexer.IS or ChasquiLexer.DEL or ChasquiLexer.RAISE
                    or ChasquiLexer.NEWTYPE,
            _ => false,
        };
    }

    private int OpenerType(int index, CommonToken? last, BracketFrame frame)
    {
        int closer = brackets.PartnerOf(index);
        return (closer < 0 ? 0 : TypeAt(closer + 1)) switch
        {
            ChasquiLexer.ARROW => ChasquiLexer.ARROW_LPAREN,
            ChasquiLexer.FAT_ARROW when !frame.InCondition
                && last?.Type is not (ChasquiLexer.AWAIT or ChasquiLexer.FROM) => ChasquiLexer.FAT_LPAREN,
            _ => ChasquiLexer.LPAREN,
        };
    }

    /// <summary>For soft and contextual words: whether the grammar can start their form here.</summary>
    private bool IsKeyword(int index, CommonToken? last, bool startsStatement)
    {
        int next = TypeAt(index + 1);
        bool nextIsName = next is ChasquiLexer.NAME or >= ChasquiLexer.ASYNC and <= ChasquiLexer.REF;
        switch (tokens[index].Type)
        {
            case ChasquiLexer.ASYNC:
                return _active || IsMisused(index, next switch
                {
                    ChasquiLexer.DEF => true,
                    ChasquiLexer.FOR or ChasquiLexer.WITH => startsStatement || EndsOperand(last),
                    ChasquiLexer.LPAREN => OpensClosure(index + 1),
                    _ => false,
                });
            case ChasquiLexer.AWAIT:
                return _active || IsMisused(index, nextIsName || next is ChasquiLexer.SELF);
            case ChasquiLexer.SPAWN:
                return Soft(index, nextIsName || next is ChasquiLexer.SELF
                    || (next == ChasquiLexer.LPAREN && last?.Type != ChasquiLexer.AWAIT && OpensClosure(index + 1)));
            case ChasquiLexer.RACE:
                return Soft(index, next == ChasquiLexer.FOR && TypeAt(index + 3) == ChasquiLexer.COLON)
                    || (_active && next == ChasquiLexer.COLON && EndsLine(index + 2));
            case ChasquiLexer.SELECT:
                return Soft(index, startsStatement
                    && ((next == ChasquiLexer.COLON && EndsLine(index + 2))
                        || (nextIsName && TypeAt(index + 2) == ChasquiLexer.COLON)));
            case ChasquiLexer.CONCURRENT:
                return Soft(index, startsStatement
                    && (nextIsName || (next == ChasquiLexer.COLON
                        && (EndsLine(index + 2) || TypeAt(index + 2) == ChasquiLexer.SPAWN))));
            case ChasquiLexer.ASSERT:
                _inAssert = startsStatement && next is not (ChasquiLexer.ASSIGN or ChasquiLexer.COLON
                    or ChasquiLexer.COMMA or ChasquiLexer.AUGMENTED_ASSIGN or ChasquiLexer.DOT
                    or ChasquiLexer.LINE_BREAK or TokenConstants.EOF);
                return _inAssert;
            case ChasquiLexer.RAISES:
                return _inAssert && last?.Type == ChasquiLexer.RPAREN && nextIsName;
            case ChasquiLexer.ALIAS:
                return last?.Type == ChasquiLexer.ASSIGN && nextIsName;
            case ChasquiLexer.PARTIAL:
                return nextIsName;
            case ChasquiLexer.PROPERTY:
                return (startsStatement || last?.Type == ChasquiLexer.PUB)
                    && TypeAt(index + 2) == ChasquiLexer.ARROW;
            case ChasquiLexer.MODULE:
                return _opensTestModule = startsStatement && nextIsName
                    && TypeAt(index + 2) == ChasquiLexer.COLON
                    && source.SpanOf(tokens[index + 1]).Text == "tests";
            case ChasquiLexer.ONCE or ChasquiLexer.LOCAL:
                return next == ChasquiLexer.LPAREN && brackets.PartnerOf(index + 1) is var closer and >= 0
                    && TypeAt(closer + 1) == ChasquiLexer.ARROW;
            case ChasquiLexer.REF:
                return nextIsName;
            default:
                return true;
        }
    }

    /// <summary>
    /// In a file that imports async, whether one of its two words stands as a name all the same: a parameter or field <c>async: int</c>, or where the
    /// word's form cannot start, as in <c>async = 1</c>. Reported once, then read as that name.
    /// </summary>
    private bool IsAsyncName(int index, CommonToken? last, bool startsStatement, bool isNamePosition)
    {
        int word = tokens[index].Type, next = TypeAt(index + 1);
        bool isName = _active && word is (ChasquiLexer.ASYNC or ChasquiLexer.AWAIT) && last?.Type is not (ChasquiLexer.DOT or ChasquiLexer.DOUBLE_COLON) && next switch
        {
            ChasquiLexer.COLON => isNamePosition || startsStatement || word == ChasquiLexer.ASYNC,
            ChasquiLexer.LINE_BREAK => word == ChasquiLexer.ASYNC && !startsStatement,
            ChasquiLexer.ASSIGN or ChasquiLexer.AUGMENTED_ASSIGN or ChasquiLexer.COMMA or ChasquiLexer.RPAREN
                or ChasquiLexer.DOT or ChasquiLexer.PLUS or ChasquiLexer.STAR or ChasquiLexer.SLASH => !isNamePosition,
            ChasquiLexer.LPAREN => false,
            ChasquiLexer.IF or ChasquiLexer.ELSE or ChasquiLexer.AND or ChasquiLexer.OR or ChasquiLexer.IN or ChasquiLexer.IS or > ChasquiLexer.NAME =>
                word == ChasquiLexer.ASYNC,
            _ => false,
        };
        if (isName && !_reportedName)
        {
            _reportedName = true;
            diagnostics.Add(SyntaxErrors.AsyncWordAsName(source.SpanOf(tokens[index])));
        }
        return isName;
    }

    private bool Soft(int index, bool hasForm) => hasForm && (_active || IsMisused(index, true));

    /// <summary>Without the import: reported once per file, then read as the keyword it was meant to be.</summary>
    private bool IsMisused(int index, bool hasForm)
    {
        if (hasForm && !_reported)
        {
            _reported = true;
            diagnostics.Add(SyntaxErrors.AsyncWithoutImport(source.SpanOf(tokens[index])));
        }
        return hasForm;
    }

    private bool OpensClosure(int index) =>
        brackets.PartnerOf(index) is var closer and >= 0
        && TypeAt(closer + 1) is ChasquiLexer.ARROW or ChasquiLexer.FAT_ARROW;

    private static bool EndsOperand(CommonToken? last) =>
        last?.Type is ChasquiLexer.NAME or ChasquiLexer.RPAREN or ChasquiLexer.RBRACK or ChasquiLexer.INT
            or ChasquiLexer.STRING or ChasquiLexer.FSTRING_END or ChasquiLexer.QUESTION;

    private static bool IsLiteral(int type) =>
        type is ChasquiLexer.NONE or ChasquiLexer.TRUE or ChasquiLexer.FALSE;

    private bool EndsLine(int index) => TypeAt(index) is ChasquiLexer.LINE_BREAK or TokenConstants.EOF;

    private int TypeAt(int index) => index < tokens.Count ? tokens[index].Type : TokenConstants.EOF;
}
