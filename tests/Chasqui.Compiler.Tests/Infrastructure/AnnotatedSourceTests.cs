namespace Chasqui.Compiler.Tests.Infrastructure;

public sealed class AnnotatedSourceTests
{
    [Fact]
    public void Marks_are_removed_from_the_text_and_kept_as_spans()
    {
        var annotated = AnnotatedSource.Parse("a {|CHQ1001:b {|CHQ1002:c|}|} d{|CHQ1003:|}");

        Assert.Equal("a b c d", annotated.Source.Text);
        DiagnosticMark[] expected = [new("CHQ1002", 4, 1), new("CHQ1001", 2, 3), new("CHQ1003", 7, 0)];
        Assert.Equal(expected, annotated.Expected.ToArray());
    }

    [Theory]
    [InlineData("a {|CHQ1001:b {|CHQ1002:c|}|} d")]
    [InlineData("{|CHQ1001:{|CHQ1002:ab|}c|}{|CHQ1003:d|}")]
    public void Marks_can_be_written_back(string markup)
    {
        var annotated = AnnotatedSource.Parse(markup);

        Assert.Equal(markup, annotated.WithMarks(annotated.Expected));
    }

    [Fact]
    public void Braces_and_bars_of_the_program_are_no_marks()
    {
        Assert.Equal("f\"{x|}\" {|y", AnnotatedSource.Parse("f\"{x|}\" {|y").Source.Text);
    }

    [Fact]
    public void A_missing_and_a_superfluous_diagnostic_both_fail()
    {
        DiagnosticsAssert.SyntaxExactly("x = {|CHQ1004:(|}1\n");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => DiagnosticsAssert.SyntaxExactly("x = (1\n"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => DiagnosticsAssert.SyntaxExactly("x = {|CHQ1004:1|}\n"));
    }
}
