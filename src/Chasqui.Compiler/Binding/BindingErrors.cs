using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>The faults found inside bodies: names.</summary>
internal static class BindingErrors
{
    private static readonly DiagnosticDescriptor Name = new("CHQ2101", Severity.Error, "Unknown name", IsAboutName: true);
    private static readonly DiagnosticDescriptor Member = new("CHQ2102", Severity.Error, "Unknown member", IsAboutName: true);
    private static readonly DiagnosticDescriptor Reassigned = new("CHQ2103", Severity.Error, "Reassigning an immutable binding", IsAboutName: true);
    private static readonly DiagnosticDescriptor Arguments = new("CHQ2104", Severity.Error, "Arguments do not fit the parameters");
    private static readonly DiagnosticDescriptor NoValue = new("CHQ2105", Severity.Error, "Not a value");
    private static readonly DiagnosticDescriptor Redeclared = new("CHQ2106", Severity.Error, "Declared twice");
    private static readonly DiagnosticDescriptor Validation = new("CHQ2116", Severity.Error, "Made without validation");
    private static readonly DiagnosticDescriptor Private = new("CHQ2107", Severity.Error, "Private field");

    private static readonly DiagnosticDescriptor Preset = new("CHQ2141", Severity.Error, "Wrong preset");
    private static readonly DiagnosticDescriptor Reserved = new("CHQ2144", Severity.Error, "Reserved name");

    public static Diagnostic UnknownName(SourceSpan span, string name, string? suggestion, string? import) =>
        new(Name, span, $"unknown name `{name}`") { Help = import ?? DidYouMean(suggestion) };

    /// <param name="span">Where the name stands.</param>
    /// <param name="name">The name of a variable whose block is over.</param>
    /// <param name="declared">Where the block declares it.</param>
    public static Diagnostic OutOfBlock(SourceSpan span, string name, SourceSpan declared) =>
        new(Name, span, $"`{name}` is known only in the block that declares it")
        {
            Help = $"declare it before that block, `mut {name} = …`, and assign to it there",
            Related = [new RelatedSpan(declared, "declared here")],
        };

    public static Diagnostic SelfOutsideMethod(SourceSpan span, string? function) =>
        new(Name, span, "there is no `self` here")
        {
            Help = function is null
                ? "`self` exists only inside methods"
                : $"give `{function}` a receiver: `def {function}(self, …)`, inside a type",
        };

    public static Diagnostic MemberWithoutSelf(SourceSpan span, string name, string? function) =>
        new(Name, span, $"unknown name `{name}`")
        {
            Help = function is null
                ? $"`{name}` belongs to a value of the type"
                : $"give `{function}` a receiver, `def {function}(self, …)`, and write `self.{name}`",
        };

    public static Diagnostic UnknownMember(SourceSpan span, string owner, string name, string? suggestion) =>
        new(Member, span, $"{owner} has no member `{name}`") { Help = DidYouMean(suggestion) };

    public static Diagnostic MemberOfValues(SourceSpan span, string type, string name) =>
        new(Member, span, $"`{name}` belongs to the values of `{type}`, not to the type")
        {
            Help = $"make a value first: `value = {type}(…)`, then `value.{name}`",
        };

    public static Diagnostic KeyAsMember(SourceSpan span, TypeSymbol type, string receiver, string name) =>
        new(Member, span, $"`{type}` has no member `{name}`") { Help = $"a key is looked up: `{receiver}[\"{name}\"]`" };

    public static Diagnostic MisplacedMember(SourceSpan span, TypeSymbol type, string name, string help) =>
        new(Member, span, $"`{type}` has no member `{name}`") { Help = help };

    public static Diagnostic OptionMember(SourceSpan span, TypeSymbol type, string name) =>
        new(Member, span, $"`{type}` has no member `{name}`; the value inside may be missing")
        {
            Help = "take the value out first: `match`, `if let Some(x) = …`, `.unwrap_or(…)` or `?`",
        };

    public static Diagnostic ResultMember(SourceSpan span, TypeSymbol type, string name) =>
        new(Member, span, $"`{type}` has no member `{name}`; it may be an error instead of the value")
        {
            Help = "take the value out first: `match`, `if let Ok(x) = …`, `.unwrap_or(…)` or `?`",
        };

    public static Diagnostic FutureMember(SourceSpan span, TypeSymbol type, string future, string name) =>
        new(Member, span, $"`{type}` has no member `{name}`; the future has not been awaited")
        {
            Help = name is "await" or "result" or "get_awaiter" ? $"write `await {future}`" : $"await it first: `(await {future}).{name}`",
        };

    public static Diagnostic Unvalidated(SourceSpan span, string type) =>
        new(Validation, span, $"`{type}` is validated, so it cannot be constructed directly") { Help = $"write `{type}.new(…)`, which gives a `Result`" };

    public static Diagnostic PrivateField(SourceSpan span, string field, string type) =>
        new(Private, span, $"field `{field}` of `{type}` is private") { Help = $"declare it `pub {field}: …`, or add a method" };

    public static Diagnostic Reassign(SourceSpan span, VariableSymbol variable)
    {
        string why = variable switch
        {
            GlobalSymbol { Kind: GlobalKind.Const } => "it is a const",
            GlobalSymbol => "it is an immutable module binding",
            ParameterSymbol => "it is a parameter",
            SelfSymbol => "it is the receiver",
            _ => "it is immutable",
        };
        string help = variable switch
        {
            GlobalSymbol => $"declare it `static {variable.Name}: … = …`",
            ParameterSymbol or SelfSymbol or LocalSymbol { IsPatternBinding: true } => $"bind a new name: `mut new_{variable.Name} = {variable.Name}`",
            _ => $"declare it `mut {variable.Name} = …`",
        };
        return new(Reassigned, span, $"cannot assign to `{variable.Name}`: {why}")
        {
            Help = help,
            Related = variable.Span is { } declared ? [new RelatedSpan(declared, "declared here")] : [],
        };
    }

    public static Diagnostic ReassignNonVariable(SourceSpan span, string name, string what) =>
        new(Reassigned, span, $"cannot assign to `{name}`: it is {what}") { Help = $"use `let {name} = …` to hide it, or another name" };

    public static Diagnostic AlreadyDeclared(SourceSpan span, string name, SourceSpan? first) =>
        new(Redeclared, span, $"`{name}` is already declared in this scope")
        {
            Help = "use another name, or declare the first one `mut` and assign to it",
            Related = first is { } place ? [new RelatedSpan(place, "first declared here")] : [],
        };

    public static Diagnostic ArgumentCount(SourceSpan span, string function, int expected, int found) =>
        new(Arguments, span, $"`{function}` takes {Plural(expected, "argument")}, found {found}");

    public static Diagnostic TooManyArguments(SourceSpan span, string function, ImmutableArray<ParameterSymbol> parameters, int found) =>
        parameters.Any(p => p.HasDefault)
            ? new(Arguments, span, $"`{function}` takes at most {Plural(parameters.Length, "argument")}, found {found}")
            : ArgumentCount(span, function, parameters.Length, found);

    public static Diagnostic UnnamedPreset(SourceSpan span) =>
        new(Preset, span, "a preset gives its arguments by name") { Help = $"write `name={span.Text.TrimStart('*')}`" };

    public static Diagnostic PresetOfRest(SourceSpan span, string function) =>
        new(Preset, span, $"`{function}` has a rest parameter, so it cannot have presets") { Help = "write a function that calls it" };

    public static Diagnostic ReservedName(SourceSpan span, string name) =>
        new(Reserved, span, $"`{name}` is the root of the standard library and cannot name anything else") { Help = "use another name" };

    public static Diagnostic MissingArgument(SourceSpan span, string function, string parameter, TypeSymbol type) =>
        new(Arguments, span, $"missing argument `{parameter}` of `{function}`") { Help = $"add `{parameter}=…`" + (type.ContainsTypeParameter ? "" : $", a value of type `{type}`") };

    public static Diagnostic UnknownArgument(SourceSpan span, string function, string name, string? suggestion) =>
        new(Arguments, span, $"`{function}` has no parameter `{name}`") { Help = DidYouMean(suggestion) };

    public static Diagnostic DuplicateArgument(SourceSpan span, string function, string name) =>
        new(Arguments, span, $"argument `{name}` of `{function}` is given twice") { Help = "remove one of the two" };

    public static Diagnostic SpreadWithoutRest(SourceSpan span, string function, string stars) =>
        new(Arguments, span, $"`{stars}` cannot be used here: `{function}` has no `{stars}` parameter")
        {
            Help = stars == "*" ? "pass the values one by one, or spread a tuple" : "pass the values by name, one by one",
        };

    public static Diagnostic PositionalField(SourceSpan span, string type, string? field) =>
        new(Arguments, span, $"fields of `{type}` are given by name")
        {
            Help = field is null ? $"`{type}` has no more fields" : $"write `{field}={span.Text}`",
        };

    public static Diagnostic MissingField(SourceSpan span, string type, string field, TypeSymbol fieldType) =>
        new(Arguments, span, $"missing field `{field}` of `{type}`") { Help = $"add `{field}=…`, a value of type `{fieldType}`" };

    public static Diagnostic NotAValue(SourceSpan span, string name, string what, string? help = null) =>
        new(NoValue, span, $"`{name}` is {what}, not a value") { Help = help };

    private static string? DidYouMean(string? suggestion) => suggestion is null ? null : $"did you mean `{suggestion}`?";

    private static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
