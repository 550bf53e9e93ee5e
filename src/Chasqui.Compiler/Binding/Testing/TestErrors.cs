using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Testing;

/// <summary>Faults of tests and fixtures.</summary>
public static class TestErrors
{
    private static readonly DiagnosticDescriptor Called = new("CHQ2170", Severity.Error, "Test decorator called");
    private static readonly DiagnosticDescriptor Unknown = new("CHQ2171", Severity.Error, "Unknown fixture");
    private static readonly DiagnosticDescriptor Mismatch = new("CHQ2172", Severity.Error, "Fixture of another type");
    private static readonly DiagnosticDescriptor Cases = new("CHQ2173", Severity.Error, "Wrong parametrisation");
    private static readonly DiagnosticDescriptor Block = new("CHQ2174", Severity.Error, "Misplaced test module");
    private static readonly DiagnosticDescriptor Cycle = new("CHQ2175", Severity.Error, "Fixtures need each other");
    private static readonly DiagnosticDescriptor Generic = new("CHQ2176", Severity.Error, "Generic test");

    public static Diagnostic CalledDecorator(SourceSpan span, string name) =>
        new(Called, span, $"`{name}` is a test marker decorator and cannot be called at run time")
        {
            Help = $"write `@{name}` above the test",
        };

    public static Diagnostic UnknownFixture(SourceSpan span, string parameter, string function, string? suggestion) =>
        new(Unknown, span, $"`{function}` asks for `{parameter}`, and there is no fixture of that name")
        {
            Help = suggestion is not null
                ? $"did you mean `{suggestion}`?"
                : $"declare `@fixture def {parameter}()` in this file or in a conftest.incn above it, or give it cases with `@parametrize`",
        };

    public static Diagnostic FixtureType(SourceSpan span, string parameter, TypeSymbol expected, TypeSymbol found, SourceSpan? fixture) =>
        new(Mismatch, span, $"the parameter `{parameter}` is `{expected}`, but the fixture `{parameter}` gives `{found}`")
        {
            Help = $"declare it `{parameter}: {found}`",
            Related = fixture is { } place ? [new RelatedSpan(place, "the fixture")] : [],
        };

    public static Diagnostic ParameterNames(SourceSpan span) =>
        new(Cases, span, "expected the names of parameters as a literal")
        {
            Help = "write them as in `\"a, b\"`",
        };

    public static Diagnostic NotAParameter(SourceSpan span, string name, string test, string? suggestion) =>
        new(Cases, span, $"`{test}` has no parameter `{name}`")
        {
            Help = suggestion is null ? $"add `{name}: T` to the parameters of `{test}`" : $"did you mean `{suggestion}`?",
        };

    public static Diagnostic GivenTwice(SourceSpan span, string name) =>
        new(Cases, span, $"the parameter `{name}` has cases from two `parametrize`s");

    public static Diagnostic CaseSize(SourceSpan span, int expected, int found) =>
        new(Cases, span, $"expected {expected} values in each case, found {found}");

    public static Diagnostic ExpectedValue(SourceSpan span) =>
        new(Cases, span, "expected a value, found a type") { Help = "write `name=value`" };

    public static Diagnostic NotAMark(SourceSpan span) =>
        new(Cases, span, "expected a mark such as `skip(\"reason\")` or `\"name\"`");

    public static Diagnostic BlockInTestFile(SourceSpan span) =>
        new(Block, span, "a file of tests cannot have a `module tests:` block")
        {
            Help = "write its tests at the top level of the file",
        };

    public static Diagnostic SecondBlock(SourceSpan span) =>
        new(Block, span, "a file can have one `module tests:` block")
        {
            Help = "move the tests into the first one",
        };

    public static Diagnostic FixtureCycle(SourceSpan span, IEnumerable<string> names) =>
        new(Cycle, span, $"the fixture needs itself: {string.Join(" needs ", names.Select(n => $"`{n}`"))}");

    public static Diagnostic GenericTest(SourceSpan span, string name) =>
        new(Generic, span, $"`{name}` is called by the test runner, so it cannot have type parameters")
        {
            Help = "name the types, or write one test for each",
        };
}
