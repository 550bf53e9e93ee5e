using Antlr4.Runtime;
using Chasqui.Compiler.Syntax.Generated;

namespace Chasqui.Compiler.Syntax.Parsing;

/// <summary>
/// The generated parser with a bound on its recursion. Brackets and blocks are bounded by the layout; this catches what
/// nests without either, such as <c>(a) => (b) => …</c>.
/// </summary>
internal sealed class BoundedParser : ChasquiParser
{
    public const int MaxRuleDepth = 3_000;

    private int _depth;

    public BoundedParser(ITokenStream tokens)
        : base(tokens, TextWriter.Null, TextWriter.Null)
    {
        RemoveErrorListeners();
    }

    public override void EnterRule(ParserRuleContext localctx, int state, int ruleIndex)
    {
        if (++_depth > MaxRuleDepth)
        {
            throw new RuleDepthExceededException(TokenStream.LT(1));
        }
        base.EnterRule(localctx, state, ruleIndex);
    }

    public override void ExitRule()
    {
        _depth--;
        base.ExitRule();
    }

    public override void Reset()
    {
        _depth = 0;
        base.Reset();
    }
}

/// <summary>Ends the parse of a file whose nesting the parser would not survive.</summary>
internal sealed class RuleDepthExceededException(IToken token) : Exception
{
    public IToken Token { get; } = token;
}
