using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>Faults of declarations.</summary>
public static class DeclarationErrors
{
    private static readonly DiagnosticDescriptor Twice = new("CHQ2001", Severity.Error, "Declared twice");
    private static readonly DiagnosticDescriptor Signature = new("CHQ2002", Severity.Error, "Incomplete signature");
    private static readonly DiagnosticDescriptor Parameters = new("CHQ2003", Severity.Error, "Wrong parameter list");
    private static readonly DiagnosticDescriptor Main = new("CHQ2004", Severity.Error, "Wrong main");
    private static readonly DiagnosticDescriptor TopLevel = new("CHQ2007", Severity.Error, "Statement outside a function");
    private static readonly DiagnosticDescriptor Adoption = new("CHQ2008", Severity.Error, "Not a trait");
    private static readonly DiagnosticDescriptor Recursion = new("CHQ2009", Severity.Error, "Type contains itself");
    private static readonly DiagnosticDescriptor Trait = new("CHQ2010", Severity.Error, "Trait method is missing");
    private static readonly DiagnosticDescriptor Json = new("CHQ3190", Severity.Error, "Field without a JSON form");
    private static readonly DiagnosticDescriptor Decorator = new("CHQ2012", Severity.Error, "Unknown decorator or derive");
    private static readonly DiagnosticDescriptor Alias = new("CHQ2014", Severity.Error, "Alias stands for nothing");
    private static readonly DiagnosticDescriptor EnumValue = new("CHQ2016", Severity.Error, "Wrong value of an enum's variant");
    private static readonly DiagnosticDescriptor PublicAlias = new("CHQ2140", Severity.Error, "Public alias of a private item");
    private static readonly DiagnosticDescriptor Decoration = new("CHQ2142", Severity.Error, "Cannot be decorated");
    private static readonly DiagnosticDescriptor Constant = new("CHQ2143", Severity.Error, "Not a constant value");
    private static readonly DiagnosticDescriptor Cycle = new("CHQ2145", Severity.Error, "Constants depend on each other");
    private static readonly DiagnosticDescriptor Nested = new("CHQ2147", Severity.Error, "Declared inside a function");
    private static readonly DiagnosticDescriptor Unsupported = new("CHQ2099", Severity.Error, "Not supported yet");

    public static Diagnostic Duplicate(SourceSpan span, string name, SourceSpan? first) =>
        new(Twice, span, $"`{name}` is declared twice")
        {
            Help = "rename one of them",
            Related = first is { } place ? [new RelatedSpan(place, "first declared here")] : [],
        };

    public static Diagnostic MissingReturnType(SourceSpan name) =>
        new(Signature, name, $"expected `-> T` with the type that `{name.Text}` returns")
        {
            Help = $"write `def {name.Text}(…) -> None:` if it returns nothing",
        };

    public static Diagnostic MissingStaticType(SourceSpan name) =>
        new(Signature, name, $"expected a type for the static `{name.Text}`") { Help = $"write `static {name.Text}: T = …`" };

    public static Diagnostic MissingParameterType(SourceSpan name) =>
        new(Signature, name, $"expected a type for the parameter `{name.Text}`") { Help = $"write `{name.Text}: T`" };

    public static Diagnostic WrongParameters(SourceSpan span, string message, string? help = null) =>
        new(Parameters, span, message) { Help = help };

    public static Diagnostic MissingReceiver(SourceSpan name, string type) =>
        new(Parameters, name, $"expected `self` as the first parameter of the method `{name.Text}` of `{type}`")
        {
            Help = $"write `def {name.Text}(self, …)`, or mark it `@staticmethod`",
        };

    public static Diagnostic WrongMain(SourceSpan span, string message) =>
        new(Main, span, message) { Help = "write `def main() -> None:` or `def main() -> Result[None, E]:`" };

    public static Diagnostic MissingMain(SourceSpan span) =>
        new(Main, span, "expected a `main` function or top-level statements, found neither")
        {
            Help = "write `def main() -> None:`",
        };

    public static Diagnostic StatementBesideMain(SourceSpan span) =>
        new(TopLevel, span, "a file with a `main` function cannot have statements at its top level")
        {
            Help = span.Text.StartsWith("if __name__", StringComparison.Ordinal) ? "`main` runs by itself: remove these lines" : "move the statement into `main`",
        };

    public static Diagnostic StatementInImportedModule(SourceSpan span, string module) =>
        new(TopLevel, span, $"`{module}` is imported, so it cannot have statements at its top level")
        {
            Help = "move the statement into a function",
        };

    public static Diagnostic NotATrait(SourceSpan span, string name, bool isForeign) =>
        new(Adoption, span, $"expected a trait after `with`, found `{name}`{(isForeign ? ", a type of .NET" : "")}")
        {
            Help = isForeign ? "a type of the program cannot implement an interface of .NET; give .NET a function where it takes a delegate" : null,
        };

    public static Diagnostic DirectRecursion(SourceSpan span, string kind, string type, string field) =>
        new(Recursion, span, $"{kind} `{type}` contains itself through `{field}`, so no value of it could ever be made")
        {
            Help = "use an indirection that can be empty, such as `Option[…]` or `list[…]`",
        };

    public static Diagnostic MissingTraitMethod(SourceSpan span, string type, string trait, string method) =>
        new(Trait, span, $"`{type}` adopts the trait `{trait}` but has no method `{method}`")
        {
            Help = $"declare `def {method}(…)` in `{type}`",
        };

    public static Diagnostic TraitSignatureDiffers(SourceSpan span, string method, string trait, string expected, string found) =>
        new(Trait, span, $"the trait `{trait}` requires `{method}` to be `{expected}`, found `{found}`");

    public static Diagnostic UnknownDecorator(SourceSpan span, string name, string? suggestion) =>
        new(Decorator, span, $"unknown decorator `@{name}`") 
        {
            Help = name switch
            {
                "property" => "declare it `property name -> Type:`",
                "dataclass" => "declare a `model`: it needs no decorator",
                "abstractmethod" => "declare a `trait`, whose methods may have no body",
                "override" => "remove it: a method of the same name overrides",
                _ => suggestion is null ? null : $"did you mean `@{suggestion}`?",
            },
        };

    public static Diagnostic UnknownDerive(SourceSpan span, string name, string? suggestion) =>
        new(Decorator, span, $"`{name}` cannot be derived")
        {
            Help = suggestion is not null ? $"did you mean `{suggestion}`?"
                : name is "json" or "Serialize" or "Deserialize" ? "import it: `from std.serde import json`, then `@derive(json)`"
                : "derivable are Debug, Display, Eq, Ord, Hash, Clone, Copy, Default, Validate, and traits",
        };

    public static Diagnostic NotDerivable(SourceSpan span, string name, string found, string? help) =>
        new(Decorator, span, $"expected a trait to derive, but `{name}` is {found}") { Help = help };

    public static Diagnostic NotJson(SourceSpan span, string type, string part, TypeSymbol found) =>
        new(Json, span, $"`{type}` derives JSON, but `{found}`, the type of `{part}`, has no JSON form")
        {
            Help = found is NamedTypeSymbol { Definition: SourceTypeSymbol } ? $"add `@derive(json)` to `{found}`" : null,
        };

    public static Diagnostic NotInsideFunction(SourceSpan span, string name) =>
        new(Nested, span, $"`{name}` can only be declared at the top level of a file") { Help = "move it out of the function; inside, bind a name: `name = …`" };

    public static Diagnostic NotConstant(SourceSpan span, string what) =>
        new(Constant, span, $"{what} cannot stand in the value of a const")
        {
            Help = "a const is made of literals, other consts, operators and collections; use `static` for values computed at the start",
        };

    public static Diagnostic ConstantCycle(SourceSpan span, string cycle) => new(Cycle, span, $"constants depend on each other: {cycle}");

    public static Diagnostic ConstantFails(SourceSpan span, string name, string why) =>
        new(Constant, span, $"the value of `{name}` cannot be computed: {why}");

    public static Diagnostic PublicAliasOfPrivate(SourceSpan span, string alias, string target, SourceSpan? declaration) =>
        new(PublicAlias, span, $"the alias `{alias}` is public, but `{target}` is private")
        {
            Help = $"mark `{target}` `pub` too, or the alias private",
            Related = declaration is { } place ? [new RelatedSpan(place, "declared here")] : [],
        };

    public static Diagnostic CannotDecorate(SourceSpan span, string function, string why) =>
        new(Decoration, span, $"`{function}` cannot be decorated: {why}") { Help = "write a function that calls it, and decorate that" };

    public static Diagnostic DecoratorResult(SourceSpan span, string decorator, TypeSymbol found) =>
        new(Decoration, span, $"the decorator `@{decorator}` must return a function, found `{found}`")
        {
            Help = "return the function it was given, or one that calls it",
        };

    public static Diagnostic UnknownAliasTarget(SourceSpan span, string target) =>
        new(Alias, span, $"`{target}` is not a declared name that an alias can stand for");

    public static Diagnostic WrongEnumValue(SourceSpan span, string message) => new(EnumValue, span, message);

    public static Diagnostic NotSupported(SourceSpan span, string what) => new(Unsupported, span, $"{what} not supported yet");
}
