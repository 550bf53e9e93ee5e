using Antlr4.Runtime;
using Antlr4.Runtime.Misc;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax.Generated;
using Chasqui.Compiler.Syntax.Layout;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Parsing;

/// <summary>
/// One error per mistake: a fault inside a statement, member or arm unwinds to that rule, is reported there, and the rest
/// of the line is skipped; the suite of a broken header is still read. Nothing is inserted or deleted in between.
/// </summary>
internal sealed class RecoveringErrorStrategy(SourceText source, DiagnosticBag diagnostics, IReadOnlyList<int> knownFaults)
    : DefaultErrorStrategy
{
    /// <summary>Unwinding is not free; past this many the file is not source code.</summary>
    public const int MaxErrors = 100;

    private int _errors;

    public override void Reset(Parser recognizer)
    {
    }

    public override void ReportError(Parser recognizer, RecognitionException e)
    {
    }

    public override IToken RecoverInline(Parser recognizer) => throw new InputMismatchException(recognizer);

    public override void Recover(Parser recognizer, RecognitionException e)
    {
        if (!IsLine(recognizer.Context))
        {
            throw e;
        }
        var start = recognizer.Context.Start;
        bool isTypeBody = KeywordTypo.Find(e.OffendingToken, recognizer.TokenStream) is { } typo && KeywordTypo.OpensType(typo.Keyword);
        SkipLine(recognizer, keepsSuite: !isTypeBody && KeepsSuite(recognizer));
        Report(e, start, recognizer.TokenStream);
    }

    /// <summary>Only where lines are listed: a line that no statement can start with is reported and skipped.</summary>
    public override void Sync(Parser recognizer)
    {
        var context = recognizer.Context;
        bool isOver = context is ChasquiParser.StrayBlockContext stray && stray.DEDENT() is not null;
        if (isOver || (context.RuleIndex != ChasquiParser.RULE_module && !ListsLines(recognizer)))
        {
            return;
        }
        var expected = recognizer.Atn.NextTokens(recognizer.Atn.states[recognizer.State]);
        while (true)
        {
            int next = recognizer.InputStream.LA(1);
            if (expected.Contains(next) || next is ChasquiParser.DEDENT or TokenConstants.EOF)
            {
                return;
            }
            var fault = new InputMismatchException(recognizer);
            var start = recognizer.CurrentToken;
            bool isConsequence = ContinuesStrayBlock(context, next);
            SkipLine(recognizer, KeepsSuite(recognizer));
            Report(fault, start, recognizer.TokenStream, isConsequence);
        }
    }

    /// <summary>The <c>else:</c> of an <c>if</c> whose header could not be read.</summary>
    private static bool ContinuesStrayBlock(ParserRuleContext context, int token) =>
        token is ChasquiParser.ELIF or ChasquiParser.ELSE or ChasquiParser.EXCEPT or ChasquiParser.FINALLY
        && context.children?.LastOrDefault() is ChasquiParser.StatementContext last && last.strayBlock() is not null;

    private static bool IsLine(RuleContext context) => context.RuleIndex is
        ChasquiParser.RULE_statement or ChasquiParser.RULE_member or ChasquiParser.RULE_matchArm
        or ChasquiParser.RULE_selectArm or ChasquiParser.RULE_raceArm or ChasquiParser.RULE_strayBlock
        or ChasquiParser.RULE_module;

    /// <summary>Past the INDENT of a rule whose block is a list of lines.</summary>
    private static bool ListsLines(Parser recognizer) =>
        recognizer.Context.RuleIndex switch
        {
            ChasquiParser.RULE_block or ChasquiParser.RULE_typeBody or ChasquiParser.RULE_matchExpression
                or ChasquiParser.RULE_selectStatement or ChasquiParser.RULE_raceExpression
                or ChasquiParser.RULE_strayBlock =>
                recognizer.TokenStream.LA(-1) is ChasquiParser.INDENT or ChasquiParser.NEWLINE
                    or ChasquiParser.DEDENT,
            _ => false,
        };

    /// <summary>To after the NEWLINE of this line, not past the end of its block; nested blocks go with it, unless they follow it.</summary>
    private static void SkipLine(Parser recognizer, bool keepsSuite)
    {
        var tokens = recognizer.TokenStream;
        if (tokens.Index > 0 && tokens.LA(-1) == ChasquiParser.NEWLINE && tokens.Index != recognizer.Context.Start.TokenIndex
            && IsLine(recognizer.Context))
        {
            // The fault is a missing block: the line is already over.
            return;
        }
        int depth = 0;
        while (tokens.LA(1) != TokenConstants.EOF)
        {
            switch (tokens.LA(1))
            {
                case ChasquiParser.INDENT:
                    depth++;
                    break;
                case ChasquiParser.DEDENT when depth == 0:
                    return;
                case ChasquiParser.DEDENT:
                    depth--;
                    break;
                case ChasquiParser.NEWLINE when depth == 0 && tokens.LA(2) == ChasquiParser.INDENT
                    && !keepsSuite:
                    break;
                case ChasquiParser.NEWLINE when depth == 0:
                    tokens.Consume();
                    return;
            }
            tokens.Consume();
        }
    }

    /// <summary>Whether the block after a broken line can be read as a stray one.</summary>
    private static bool KeepsSuite(Parser recognizer) => recognizer.Context.RuleIndex is
        ChasquiParser.RULE_statement or ChasquiParser.RULE_member or ChasquiParser.RULE_module
        or ChasquiParser.RULE_block or ChasquiParser.RULE_typeBody or ChasquiParser.RULE_strayBlock;

    /// <summary>Where the next line starts; layout tokens have the place of what precedes them.</summary>
    private static int NextOffset(ITokenStream tokens)
    {
        int ahead = 1;
        while (tokens.LA(ahead) is ChasquiParser.NEWLINE or ChasquiParser.INDENT or ChasquiParser.DEDENT)
        {
            ahead++;
        }
        return tokens.LT(ahead).StartIndex - 1;
    }

    private void Report(RecognitionException e, IToken start, ITokenStream tokens, bool isConsequence = false)
    {
        int end = NextOffset(tokens);
        if (!isConsequence && !knownFaults.Any(f => f >= start.StartIndex && f <= end))
        {
            diagnostics.Add(SyntaxFault.Describe(e, source));
        }
        for (int i = start.TokenIndex; i < tokens.Index; i++)
        {
            if (tokens.Get(i).Type == ChasquiParser.NAME)
            {
                diagnostics.AddUnreadName(source, tokens.Get(i).Text);
            }
        }
        if (++_errors >= MaxErrors)
        {
            throw new ParseCanceledException(e);
        }
    }
}

/// <summary>Gives up at the first fault: the quick first attempt, before the one that explains.</summary>
internal sealed class FirstAttemptErrorStrategy : BailErrorStrategy;
