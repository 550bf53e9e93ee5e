using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;
using Xunit;

namespace Chasqui.Compiler.Tests.Syntax;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("a or b and c", "(a or (b and c))")]
    [InlineData("not a == b", "(not (a == b))")]
    [InlineData("a < b <= c", "(a < b <= c)")]
    [InlineData("a == b | c ^ d & e", "(a == (b | (c ^ (d & e))))")]
    [InlineData("a .. b | c", "(a..(b | c))")]
    [InlineData("a & b << c + d * e", "(a & (b << (c + (d * e))))")]
    [InlineData("a - b - c", "((a - b) - c)")]
    [InlineData("a ** b ** c", "(a ** (b ** c))")]
    [InlineData("-a ** b", "((-a) ** b)")]
    [InlineData("-a * b", "((-a) * b)")]
    [InlineData("a not in b is not c", "(a not in b is not c)")]
    public void Precedence_follows_the_table(string text, string expected)
    {
        var module = SyntaxParser.Parse(new SourceText("t.incn", text), new DiagnosticBag());
        var statement = Assert.IsType<ExpressionStatementSyntax>(Assert.Single(module.Members));
        Assert.Equal(text.Length, statement.Span.Length);
        Assert.Equal(expected, Parenthesise(statement.Expression));
    }

    private static string Parenthesise(ExpressionSyntax e) => e switch
    {
        BinarySyntax b => $"({Parenthesise(b.Left)} {b.OperatorSpan.Text} {Parenthesise(b.Right)})",
        RangeSyntax r => $"({Parenthesise(r.Start)}..{Parenthesise(r.End)})",
        UnarySyntax { Operator: UnaryOperator.Not } u => $"(not {Parenthesise(u.Operand)})",
        UnarySyntax u => $"(-{Parenthesise(u.Operand)})",
        ComparisonSyntax c => "(" + Parenthesise(c.First)
            + string.Concat(c.Links.Select(l => $" {l.OperatorSpan.Text} {Parenthesise(l.Operand)}")) + ")",
        _ => e.Span.Text,
    };
}
