using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax;

/// <summary>The faults of the parse phase.</summary>
public static class SyntaxErrors
{
    public const string DepthId = "CHQ1006";

    private static readonly DiagnosticDescriptor Character = new("CHQ1001", Severity.Error, "Unexpected character");
    private static readonly DiagnosticDescriptor String = new("CHQ1002", Severity.Error, "Unterminated string");
    private static readonly DiagnosticDescriptor Number = new("CHQ1003", Severity.Error, "Invalid number");
    private static readonly DiagnosticDescriptor Bracket = new("CHQ1004", Severity.Error, "Unbalanced bracket");
    private static readonly DiagnosticDescriptor Indentation = new("CHQ1005", Severity.Error, "Inconsistent indentation");
    private static readonly DiagnosticDescriptor Depth = new(DepthId, Severity.Error, "Nested too deeply");
    private static readonly DiagnosticDescriptor Escape = new("CHQ1007", Severity.Error, "Invalid escape");
    private static readonly DiagnosticDescriptor Syntax = new("CHQ1010", Severity.Error, "Syntax error");
    private static readonly DiagnosticDescriptor Block = new("CHQ1011", Severity.Error, "Missing block");
    private static readonly DiagnosticDescriptor Form = new("CHQ1012", Severity.Error, "Invalid form");
    private static readonly DiagnosticDescriptor Target = new("CHQ1013", Severity.Error, "Invalid assignment target");
    private static readonly DiagnosticDescriptor SoftName = new("CHQ5080", Severity.Error, "Async keyword as a name");
    private static readonly DiagnosticDescriptor SoftKeyword = new("CHQ5001", Severity.Error, "Async without its import");

    public static Diagnostic UnexpectedCharacter(SourceSpan span) =>
        new(Character, span, $"unexpected character {Printable(span.Text)}");

    public static Diagnostic UnterminatedString(SourceSpan span) =>
        new(String, span, "this string is not closed before the end of the line")
        {
            Help = "close the quote, or use triple quotes for text of several lines",
        };

    public static Diagnostic UnclosedHole(SourceSpan span) =>
        new(String, span, "this `{` is not closed in its f-string") { Help = "close it with `}`; a brace that is text is written `{{`" };

    public static Diagnostic UnterminatedTripleString(SourceSpan span) =>
        new(String, span, "this triple-quoted string is never closed");

    public static Diagnostic InvalidNumber(SourceSpan span) =>
        new(Number, span, $"`{span.Text}` is not a number");

    public static Diagnostic UnmatchedCloser(SourceSpan span) =>
        new(Bracket, span, $"unexpected `{span.Text}`: no bracket is open here");

    public static Diagnostic MismatchedCloser(SourceSpan span, SourceSpan opener) =>
        new(Bracket, span, $"unexpected `{span.Text}`: it does not close `{opener.Text}`")
        {
            Related = [new RelatedSpan(opener, "opened here")],
        };

    public static Diagnostic UnclosedBracket(SourceSpan opener) =>
        new(Bracket, opener, $"`{opener.Text}` is never closed");

    public static Diagnostic StrayBrace(SourceSpan span) =>
        new(Bracket, span, "a single `}` in an f-string") { Help = "write `}}` for a literal brace" };

    public static Diagnostic UnexpectedIndent(SourceSpan span) =>
        new(Indentation, span, "unexpected indentation: no block was opened on the line before");

    public static Diagnostic InconsistentDedent(SourceSpan span, int expected, int found) =>
        new(Indentation, span, $"inconsistent indentation: expected {expected} columns, found {found}");

    public static Diagnostic TooDeep(SourceSpan span, string what, int limit) =>
        new(Depth, span, $"{what} nested deeper than {limit}") { Help = "split the code into smaller functions or values" };

    public static Diagnostic ExpressionTooLong(SourceSpan span, int limit) =>
        new(Depth, span, $"this expression chains more than {limit} operations")
        {
            Help = "split it, or keep the parts in a list",
        };

    public static Diagnostic InvalidEscape(SourceSpan span) =>
        new(Escape, span, $"`{span.Text}` is not a complete escape sequence");

    public static Diagnostic NonAsciiBytes(SourceSpan span) =>
        new(Escape, span, "a byte string holds ASCII characters only") { Help = "write other bytes as `\\xHH`" };

    public static Diagnostic Unexpected(SourceSpan span, string message, string? help) =>
        new(Syntax, span, message) { Help = help };

    public static Diagnostic MissingBlock(SourceSpan span, string owner) =>
        new(Block, span, $"expected an indented block after {owner}")
        {
            Help = "indent the next line, or write `pass`",
        };

    public static Diagnostic InvalidForm(SourceSpan span, string message, string? help = null) =>
        new(Form, span, message) { Help = help };

    public static Diagnostic InvalidTarget(SourceSpan span) =>
        new(Target, span, "cannot assign to this expression") { Help = "use `==` to compare" };

    public static Diagnostic AsyncWithoutImport(SourceSpan span) =>
        new(SoftKeyword, span, $"`{span.Text}` is only available after importing `std.async`")
        {
            Help = "add `import std.async` at the top of the file",
        };

    public static Diagnostic AsyncWordAsName(SourceSpan span) =>
        new(SoftName, span, $"`{span.Text}` is a keyword in this file, because it imports `std.async`")
        {
            Help = $"use another name, such as `{(span.Text == "async" ? "is_async" : "waits")}`",
        };

    private static string Printable(string text) =>
        text.All(c => !char.IsControl(c) && !char.IsSurrogate(c)) ? $"`{text}`" : $"U+{(int)text[0]:X4}";
}
