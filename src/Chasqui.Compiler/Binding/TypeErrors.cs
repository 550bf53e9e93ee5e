using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>The faults found inside bodies: types.</summary>
internal static class TypeErrors
{
    private static readonly DiagnosticDescriptor MismatchType = new("CHQ3001", Severity.Error, "Type mismatch");
    private static readonly DiagnosticDescriptor Operator = new("CHQ3002", Severity.Error, "Operator does not fit its operands");
    private static readonly DiagnosticDescriptor Callable = new("CHQ3003", Severity.Error, "Not callable", IsAboutName: true);
    private static readonly DiagnosticDescriptor Condition = new("CHQ3004", Severity.Error, "Condition is not a bool");
    private static readonly DiagnosticDescriptor Inference = new("CHQ3005", Severity.Error, "Type cannot be inferred");
    private static readonly DiagnosticDescriptor Iterable = new("CHQ3006", Severity.Error, "Not iterable");
    private static readonly DiagnosticDescriptor Unpack = new("CHQ3007", Severity.Error, "Wrong number of values to unpack");
    private static readonly DiagnosticDescriptor Overload = new("CHQ3008", Severity.Error, "No overload fits");
    private static readonly DiagnosticDescriptor TypeArguments = new("CHQ3009", Severity.Error, "Wrong type arguments");
    private static readonly DiagnosticDescriptor Format = new("CHQ3010", Severity.Error, "Format spec does not fit");
    private static readonly DiagnosticDescriptor Propagation = new("CHQ3011", Severity.Error, "`?` cannot be used here");
    private static readonly DiagnosticDescriptor Capability = new("CHQ3012", Severity.Error, "Type lacks a capability");
    private static readonly DiagnosticDescriptor Index = new("CHQ3013", Severity.Error, "Not indexable");
    private static readonly DiagnosticDescriptor Range = new("CHQ3014", Severity.Error, "Literal out of range");
    private static readonly DiagnosticDescriptor DecimalLiteral = new("CHQ3200", Severity.Error, "Decimal literal does not fit");
    private static readonly DiagnosticDescriptor StaticOfTrait = new("CHQ3111", Severity.Error, "Static method of the trait itself");
    private static readonly DiagnosticDescriptor Property = new("CHQ3210", Severity.Error, "Property cannot be assigned");
    private static readonly DiagnosticDescriptor Support = new("CHQ3099", Severity.Error, "Not supported yet");

    public static Diagnostic ReadOnlyProperty(SourceSpan span, string property, string type) =>
        new(Property, span, $"`{property}` of the .NET type `{type}` can only be read");

    public static Diagnostic Mismatch(SourceSpan span, TypeSymbol expected, TypeSymbol found, string? help = null) =>
        new(MismatchType, span, $"expected `{expected}`, found `{found}`") { Help = help };

    public static Diagnostic MissingValue(SourceSpan span, TypeSymbol expected) =>
        new(MismatchType, span, $"expected a value of type `{expected}`, found none") { Help = $"write `return` with a value of type `{expected}`" };

    public static Diagnostic NoValue(SourceSpan span, string what) =>
        new(MismatchType, span, $"{what} has no value") { Help = "end every branch with an expression" };

    public static Diagnostic BadOperands(SourceSpan span, string op, TypeSymbol left, TypeSymbol right, string? help) =>
        new(Operator, span, $"`{op}` does not work on `{left}` and `{right}`") { Help = help };

    public static Diagnostic BadOperand(SourceSpan span, string op, TypeSymbol operand, string? help) =>
        new(Operator, span, $"`{op}` does not work on `{operand}`") { Help = help };

    public static Diagnostic IsOperand(SourceSpan span, string text) =>
        new(Operator, span, $"`is` compares with `None`, `true` or `false`, found `{text}`") { Help = "use `==`" };

    public static Diagnostic NotCallable(SourceSpan span, string what, string? help = null) =>
        new(Callable, span, $"{what} cannot be called") { Help = help };

    public static Diagnostic ClosureParameters(SourceSpan span, FunctionTypeSymbol expected, int found) =>
        new(MismatchType, span, $"expected a function of type `{expected}`, found a closure with {found} parameter{(found == 1 ? "" : "s")}");

    public static Diagnostic NotBool(SourceSpan span, TypeSymbol found, string? help) =>
        new(Condition, span, $"expected `bool`, found `{found}`") { Help = help };

    public static Diagnostic CannotInfer(SourceSpan span) =>
        new(Inference, span, $"the type of `{Shorten(span.Text)}` cannot be inferred") { Help = "annotate it: `name: Type = …`" };

    public static Diagnostic UnknownHere(SourceSpan span) =>
        new(Inference, span, $"the type of `{Shorten(span.Text)}` is not known here") { Help = "annotate the name where it is declared" };

    public static Diagnostic NotIterable(SourceSpan span, TypeSymbol type, string? help) =>
        new(Iterable, span, $"`{type}` cannot be iterated") { Help = help };

    public static Diagnostic UnpackCount(SourceSpan span, int expected, TypeSymbol found) =>
        new(Unpack, span, $"cannot unpack `{found}` into {expected} names");

    public static Diagnostic NoOverload(SourceSpan span, string name, IEnumerable<TypeSymbol> arguments, IEnumerable<string> candidates) =>
        new(Overload, span, $"no `{name}` takes ({string.Join(", ", arguments)})") { Help = $"there is {string.Join("; ", candidates)}" };

    public static Diagnostic Ambiguous(SourceSpan span, string name, IEnumerable<string> candidates) =>
        new(Overload, span, $"the call of `{name}` is ambiguous") { Help = $"it could be {string.Join(" or ", candidates)}; convert an argument" };

    public static Diagnostic TypeArgumentCount(SourceSpan span, string name, int expected, int found) =>
        new(TypeArguments, span, $"`{name}` takes {expected} type arguments, found {found}");

    public static Diagnostic NotGeneric(SourceSpan span, string name) =>
        new(TypeArguments, span, $"`{name}` takes no type arguments");

    public static Diagnostic BadFormat(SourceSpan span, string problem) => new(Format, span, problem);

    public static Diagnostic BadPropagation(SourceSpan span, string problem, string? help) =>
        new(Propagation, span, problem) { Help = help };

    public static Diagnostic UnderivableField(SourceSpan span, string type, string derive, string field, TypeSymbol lacking) =>
        new(Capability, span, $"`{derive}` cannot be derived for `{type}`: its field `{field}` has a part without it, `{lacking}`")
        {
            Help = lacking is NamedTypeSymbol { Definition: SourceTypeSymbol } ? $"add `@derive({derive})` to `{lacking}`" : $"remove `{derive}`, or define the operators in `{type}`",
        };

    public static Diagnostic MissingCapability(SourceSpan span, TypeSymbol type, string capability) =>
        new(Capability, span, capability == "Fields" ? $"`{type}` has no fields to list: only models and classes do" : $"`{type}` does not have `{capability}`, which is needed here")
        {
            Help = type is NamedTypeSymbol { Definition: { ValueKind: ValueKind.Resource } and not SourceTypeSymbol } ? OfResource(capability)
                : type is not NamedTypeSymbol { Definition: SourceTypeSymbol } || capability is "Fields" or "Integer" ? null
                : capability == "Number" ? $"define `__add__` in `{type}`"
                : capability.StartsWith("__", StringComparison.Ordinal) ? $"define `{capability}` in `{type}`"
                : capability == "Serialize" ? $"`from std.serde import json`, and add `@derive(json)` to `{type}`"
                : $"add `@derive({capability})` to `{type}`",
        };

    private static string? OfResource(string capability) => capability switch
    {
        "Hash" => "it has one owner and is equal to nothing else: keep it in a list, or as the value of a dict",
        "Eq" => "it has one owner, so no two names have the same one: compare what tells them apart, such as a number",
        "Clone" => "it has one owner: lend it to what looks at it (`ref`), or move it",
        _ => null,
    };

    public static Diagnostic MissingTrait(SourceSpan span, TypeSymbol type, TypeSymbol trait) =>
        new(Capability, span, $"`{type}` does not adopt `{trait}`, which is needed here");

    public static Diagnostic AbstractStatic(SourceSpan span, FunctionSymbol method) =>
        new(StaticOfTrait, span, $"`{method.DisplayName}` has no body: each type that adopts `{method.ContainingType?.Name}` brings its own")
        {
            Help = $"call it on such a type, or on a type parameter: `T.{method.Name}(…)`",
        };

    public static Diagnostic TraitWithStatics(SourceSpan span, TypeSymbol trait, FunctionSymbol method) =>
        new(StaticOfTrait, span, $"`{trait}` cannot stand for the type parameter: it has no body for the static method `{method.Name}`")
        {
            Help = $"pass a value of a type that adopts `{trait}`",
        };

    public static Diagnostic NotIndexable(SourceSpan span, TypeSymbol type, string? help = null) =>
        new(Index, span, $"`{type}` cannot be indexed") { Help = help };

    public static Diagnostic ItemsReadOnly(SourceSpan span, TypeSymbol type) =>
        new(Index, span, $"items of `{type}` cannot be assigned")
        {
            Help = ReferenceEquals(type, PrimitiveTypeSymbol.Str) ? "strings are immutable: build a new one" : null,
        };

    public static Diagnostic TupleIndex(SourceSpan span, TypeSymbol type) =>
        new(Index, span, $"`{type}` has no element `{span.Text}`") { Help = "a tuple is indexed by a literal within its length" };

    public static Diagnostic OutOfRange(SourceSpan span, TypeSymbol type) =>
        new(Range, span, $"`{span.Text}` does not fit in `{type}`");

    public static Diagnostic DecimalWithoutType(SourceSpan span) =>
        new(DecimalLiteral, span, $"the decimal literal `{span.Text}` needs a `decimal[p, s]` type from its context") { Help = "annotate it: `price: decimal[10, 2] = …`" };

    public static Diagnostic DecimalDigits(SourceSpan span, TypeSymbol type, int found, string kind, int allowed) =>
        new(DecimalLiteral, span, $"`{span.Text}` has {found} {kind} digit{(found == 1 ? "" : "s")}, but `{type}` allows at most {allowed}");

    public static Diagnostic NotSupported(SourceSpan span, string what) => new(Support, span, $"{what} is not supported yet");

    private static string Shorten(string text)
    {
        int end = text.IndexOf('\n');
        return end >= 0 ? text[..end].TrimEnd() + " …" : text;
    }
}
