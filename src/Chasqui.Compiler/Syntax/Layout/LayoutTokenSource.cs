using Antlr4.Runtime;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax.Generated;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Layout;

/// <summary>
/// Turns plain tokens into what the grammar reads: blocks as INDENT and DEDENT, one NEWLINE after every statement, and
/// keywords where their position makes them so. Owns everything about the language that is not context-free.
/// </summary>
internal sealed class LayoutTokenSource
{
    /// <summary>Bounds the recursion of the generated parser.</summary>
    public const int MaxDepth = 200;

    private readonly SourceText _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<CommonToken> _tokens;
    private readonly LexicalFaults _faults;
    private readonly BracketPairs _brackets;
    private readonly KeywordResolver _keywords;
    private readonly List<CommonToken> _output;
    private readonly Stack<BracketFrame> _frames = new();
    private CommonToken? _last;
    private int _blockDepth;
    private int _arrows;
    private int _statementStart;
    private bool _isTooDeep;

    private LayoutTokenSource(SourceText source, DiagnosticBag diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
        _tokens = FStringLexer.Tokenize(source, diagnostics);
        _faults = new LexicalFaults(source, _tokens, diagnostics);
        _brackets = BracketPairs.Match(_tokens, source, diagnostics);
        _output = new List<CommonToken>(_tokens.Count + _tokens.Count / 4);
        _keywords = new KeywordResolver(source, diagnostics, _tokens, _brackets);
        var file = new BracketFrame(-1);
        file.Blocks.Push(new LayoutBlock(0, -1, false, null));
        _frames.Push(file);
    }

    /// <summary>The laid-out tokens, ending in EOF; <c>importsAsync</c> tells whether some import activated async.</summary>
    public static (List<CommonToken> Tokens, bool ImportsAsync, bool IsTooDeep) Layout(SourceText source, DiagnosticBag diagnostics)
    {
        var layout = new LayoutTokenSource(source, diagnostics);
        layout.Run();
        return (layout._output, layout._keywords.EverActive, layout._isTooDeep);
    }

    private bool IsFile => _frames.Count == 1;

    private void Run()
    {
        bool atLineStart = true;
        for (int i = 0; i < _tokens.Count; i++)
        {
            var token = _tokens[i];
            if (token.Type == ChasquiLexer.LINE_BREAK)
            {
                _faults.ReportBrokenString(i);
                atLineStart = true;
                continue;
            }
            if (_brackets.EndsAllAt(i))
            {
                LeaveAllBrackets();
            }
            if (token.Type == TokenConstants.EOF)
            {
                Finish(token);
                return;
            }
            if ((atLineStart && !StartLine(token)) || !Append(i))
            {
                _isTooDeep = true;
                Finish(token);
                return;
            }
            atLineStart = false;
        }
    }

    /// <summary>False when a depth limit was passed: the rest of the file is not read.</summary>
    private bool Append(int index)
    {
        var token = _tokens[index];
        if (_faults.ReportMalformed(token))
        {
            return true;
        }
        var frame = _frames.Peek();
        switch (token.Type)
        {
            case var _ when IsCloser(token):
                int opener = _brackets.PartnerOf(index);
                if (opener < 0)
                {
                    return true;
                }
                while (_frames.Peek().Opener != opener && !IsFile)
                {
                    LeaveBracket();
                }
                LeaveBracket();
                break;
            case ChasquiLexer.COMMA when !IsFile && frame.Blocks.Count > 0 && ClosesBlock(index):
                CloseBlocks(frame);
                break;
        }

        frame = _frames.Peek();
        bool startsStatement = StartsStatement(frame);
        _keywords.Resolve(index, _last, startsStatement, frame);
        if (startsStatement && frame.Blocks.Count > 0)
        {
            _statementStart = token.Type;
            frame.InTargets = true;
        }
        frame.InTargets = frame.InTargets && IsInTargets(token.Type);
        if (token.Type == ChasquiLexer.COLON && frame.InTargets && _tokens[index + 1].Type != ChasquiLexer.LINE_BREAK)
        {
            token.Type = ChasquiLexer.TYPE_COLON;
            frame.InTargets = false;
        }
        if (token.Type == ChasquiLexer.DOUBLE_COLON && frame.Opener >= 0
            && _tokens[frame.Opener].Type == ChasquiLexer.LBRACK)
        {
            SplitDoubleColon(token);
            return true;
        }
        if (token.Type == ChasquiLexer.FLOAT && _last?.Type == ChasquiLexer.DOT && SplitTupleFields(token))
        {
            return true;
        }
        if (MergesWithLast(token))
        {
            return true;
        }
        Emit(token);
        switch (token.Type)
        {
            case ChasquiLexer.LPAREN or ChasquiLexer.FAT_LPAREN or ChasquiLexer.ARROW_LPAREN
                or ChasquiLexer.LBRACK or ChasquiLexer.LBRACE or ChasquiLexer.HOLE_OPEN:
                _frames.Push(new BracketFrame(index));
                if (_frames.Count > MaxDepth + 1)
                {
                    _diagnostics.Add(SyntaxErrors.TooDeep(_source.SpanOf(token), "brackets", MaxDepth));
                    return false;
                }
                break;
            case ChasquiLexer.COMMA:
                frame.MayOpenBlock = false;
                frame.InCondition = false;
                ForgetArrows(frame);
                break;
            case ChasquiLexer.IF:
                frame.InCondition = true;
                break;
            case ChasquiLexer.MATCH or ChasquiLexer.LOOP:
                frame.MayOpenBlock = true;
                break;
            case ChasquiLexer.ELSE or ChasquiLexer.COLON:
                frame.InCondition = false;
                break;
            case ChasquiLexer.FAT_ARROW:
                frame.InCondition = false;
                return CountArrow(frame, token);
            case ChasquiLexer.ARROW:
                frame.MayOpenBlock = true;
                return CountArrow(frame, token);
        }
        return true;
    }

    private static bool IsCloser(CommonToken token) =>
        token.Type is ChasquiLexer.RPAREN or ChasquiLexer.RBRACK or ChasquiLexer.RBRACE or ChasquiLexer.HOLE_CLOSE;

    private static bool IsInTargets(int type) =>
        type is > ChasquiLexer.REF or ChasquiLexer.LET or ChasquiLexer.MUT or ChasquiLexer.SELF or ChasquiLexer.PUB
            or ChasquiLexer.CONST or ChasquiLexer.STATIC or ChasquiLexer.AS
        && type is not (ChasquiLexer.ASSIGN or ChasquiLexer.ARROW or ChasquiLexer.FAT_ARROW);

    private bool CountArrow(BracketFrame frame, CommonToken token)
    {
        frame.Arrows++;
        if (++_arrows > MaxDepth)
        {
            _diagnostics.Add(SyntaxErrors.TooDeep(_source.SpanOf(token), "function types and closures", MaxDepth));
            return false;
        }
        return true;
    }

    private void ForgetArrows(BracketFrame frame)
    {
        _arrows -= frame.Arrows;
        frame.Arrows = 0;
    }

    private void Emit(CommonToken token)
    {
        _output.Add(token);
        _last = token;
    }

    private bool StartsStatement(BracketFrame frame) =>
        _output.Count == 0
        || _output[^1].Type is ChasquiLexer.NEWLINE or ChasquiLexer.INDENT or ChasquiLexer.DEDENT
        || (frame.Blocks.Count > 0 && _last?.Type is ChasquiLexer.COLON or ChasquiLexer.FAT_ARROW);

    // ---- Lines and blocks

    private bool StartLine(CommonToken token)
    {
        var frame = _frames.Peek();
        int column = Columns.OfToken(_source.Text, token);
        if (frame.Blocks.Count == 0)
        {
            return !frame.MayOpenBlock || _last?.Type != ChasquiLexer.COLON || OpenClosureBlock(frame, token, column);
        }
        if (!IsFile && IsCloser(token))
        {
            // It ends the closure's block wherever it stands.
            CloseBlocks(frame);
            return true;
        }
        var block = frame.Blocks.Peek();
        bool endsHeader = _last?.Type is ChasquiLexer.COLON or ChasquiLexer.FAT_ARROW;
        if (column > block.Column)
        {
            // A header without its colon: the parser says so, and the block is where it was meant to be.
            if (endsHeader || IsHeader(_statementStart))
            {
                return OpenBlock(frame, token, column, -1);
            }
            if (token.Type == ChasquiLexer.DOT && _last is not null)
            {
                return true;
            }
            _diagnostics.Add(SyntaxErrors.UnexpectedIndent(_source.SpanOf(token)));
            EmitNewline();
            frame.Blocks.Push(new LayoutBlock(column, -1, true, null));
            return true;
        }
        if (!IsFile && column <= ReferenceOf(frame))
        {
            CloseBlocks(frame);
            return true;
        }
        EmitNewline();
        while (frame.Blocks.Count > 1 && frame.Blocks.Peek().Column > column)
        {
            CloseBlock(frame);
        }
        if (column != frame.Blocks.Peek().Column)
        {
            _diagnostics.Add(SyntaxErrors.InconsistentDedent(
                _source.SpanOf(token), frame.Blocks.Peek().Column, column));
            if (column > frame.Blocks.Peek().Column)
            {
                frame.Blocks.Push(new LayoutBlock(column, -1, true, null));
            }
        }
        // `else` and its kin go on with the statement whose block just ended.
        if (token.Type is ChasquiLexer.ELSE or ChasquiLexer.ELIF or ChasquiLexer.EXCEPT or ChasquiLexer.FINALLY
            && _output.Count > 0 && _output[^1].Type == ChasquiLexer.NEWLINE)
        {
            _output.RemoveAt(_output.Count - 1);
        }
        return true;
    }

    private static bool IsHeader(int type) => type is
        ChasquiLexer.IF or ChasquiLexer.ELIF or ChasquiLexer.ELSE or ChasquiLexer.WHILE or ChasquiLexer.FOR
        or ChasquiLexer.LOOP or ChasquiLexer.MATCH or ChasquiLexer.CASE or ChasquiLexer.DEF or ChasquiLexer.ASYNC
        or ChasquiLexer.CLASS or ChasquiLexer.MODEL or ChasquiLexer.TRAIT or ChasquiLexer.ENUM or ChasquiLexer.TRY
        or ChasquiLexer.EXCEPT or ChasquiLexer.FINALLY or ChasquiLexer.WITH or ChasquiLexer.SELECT
        or ChasquiLexer.CONCURRENT or ChasquiLexer.PUB;

    private bool OpenClosureBlock(BracketFrame frame, CommonToken token, int column)
    {
        frame.MayOpenBlock = false;
        int reference = _last is null ? 0 : Columns.OfLine(_source.Text, _last);
        return column <= reference || OpenBlock(frame, token, column, reference);
    }

    private bool OpenBlock(BracketFrame frame, CommonToken token, int column, int reference)
    {
        EmitNewline();
        EmitSynthetic(ChasquiLexer.INDENT);
        frame.Blocks.Push(new LayoutBlock(column, reference, false, _keywords.EnterBlock()));
        if (++_blockDepth > MaxDepth)
        {
            _diagnostics.Add(SyntaxErrors.TooDeep(_source.SpanOf(token), "blocks", MaxDepth));
            return false;
        }
        return true;
    }

    private static int ReferenceOf(BracketFrame frame) => frame.Blocks.Last().Reference;

    /// <summary>A block's DEDENT ends the statement that owns it, unless the block is a closure's inside brackets.</summary>
    private void CloseBlock(BracketFrame frame)
    {
        var block = frame.Blocks.Pop();
        if (block.IsSilent)
        {
            return;
        }
        _blockDepth--;
        _keywords.LeaveBlock(block.AsyncOnExit);
        EmitSynthetic(ChasquiLexer.DEDENT);
        if (frame.Blocks.Count > 0)
        {
            EmitNewline();
        }
    }

    private void CloseBlocks(BracketFrame frame)
    {
        if (frame.Blocks.Count > 0)
        {
            EmitNewline();
            while (frame.Blocks.Count > 0)
            {
                CloseBlock(frame);
            }
        }
    }

    /// <summary>
    /// A comma in a closure block inside brackets ends the block where the bracket goes on: its closer, or a trailing
    /// comma, is on the same line. Else it belongs to a tuple in the block.
    /// </summary>
    private bool ClosesBlock(int comma)
    {
        for (int i = comma + 1; i < _tokens.Count; i++)
        {
            int partner = _brackets.PartnerOf(i);
            if (partner > i)
            {
                i = partner;
                continue;
            }
            if (partner >= 0 || _tokens[i].Type == ChasquiLexer.RPAREN)
            {
                return true;
            }
            if (_tokens[i].Type is ChasquiLexer.LINE_BREAK or TokenConstants.EOF)
            {
                return _tokens[i - 1].Type == ChasquiLexer.COMMA;
            }
        }
        return false;
    }

    private void LeaveBracket()
    {
        if (!IsFile)
        {
            CloseBlocks(_frames.Peek());
            ForgetArrows(_frames.Pop());
        }
    }

    private void LeaveAllBrackets()
    {
        while (!IsFile)
        {
            LeaveBracket();
        }
    }

    private void Finish(CommonToken at)
    {
        LeaveAllBrackets();
        var file = _frames.Peek();
        if (_last is not null)
        {
            EmitNewline();
        }
        while (file.Blocks.Count > 1)
        {
            CloseBlock(file);
        }
        _output.Add(new CommonToken(TokenConstants.EOF) { StartIndex = at.StartIndex, StopIndex = at.StartIndex - 1 });
    }

    // ---- Tokens

    private void EmitNewline()
    {
        if (_output.Count == 0)
        {
            return;
        }
        EmitSynthetic(ChasquiLexer.NEWLINE);
        _keywords.EndStatement();
        _frames.Peek().InCondition = false;
        ForgetArrows(_frames.Peek());
    }

    private void EmitSynthetic(int type)
    {
        int offset = _last is null ? 0 : _last.StopIndex + 1;
        _output.Add(new CommonToken(type) { StartIndex = offset, StopIndex = offset - 1 });
    }

    private void SplitDoubleColon(CommonToken token)
    {
        Emit(new CommonToken(ChasquiLexer.COLON) { StartIndex = token.StartIndex, StopIndex = token.StartIndex });
        Emit(new CommonToken(ChasquiLexer.COLON) { StartIndex = token.StopIndex, StopIndex = token.StopIndex });
    }

    /// <summary>The number in <c>t.0.1</c> reads as a float.</summary>
    private bool SplitTupleFields(CommonToken token)
    {
        int dot = _source.Text.IndexOf('.', token.StartIndex, token.StopIndex - token.StartIndex + 1);
        if (dot < 0)
        {
            return false;
        }
        Emit(new CommonToken(ChasquiLexer.INT) { StartIndex = token.StartIndex, StopIndex = dot - 1 });
        Emit(new CommonToken(ChasquiLexer.DOT) { StartIndex = dot, StopIndex = dot });
        Emit(new CommonToken(ChasquiLexer.INT) { StartIndex = dot + 1, StopIndex = token.StopIndex });
        return true;
    }

    /// <summary><c>is not</c> and <c>not in</c> become one operator.</summary>
    private bool MergesWithLast(CommonToken token)
    {
        if (_last is null || _output[^1] != _last)
        {
            return false;
        }
        int merged = (_last.Type, token.Type) switch
        {
            (ChasquiLexer.IS, ChasquiLexer.NOT) => ChasquiLexer.IS_NOT,
            (ChasquiLexer.NOT, ChasquiLexer.IN) => ChasquiLexer.NOT_IN,
            _ => 0,
        };
        if (merged == 0)
        {
            return false;
        }
        _last.Type = merged;
        _last.StopIndex = token.StopIndex;
        return true;
    }
}
