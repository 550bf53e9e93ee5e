using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>What <c>async for</c>, <c>async with</c> and async generators ask of their types.</summary>
internal static class AsyncProtocolErrors
{
    private static readonly DiagnosticDescriptor Iterable = new("CHQ5020", Severity.Error, "Not an async iterator");
    private static readonly DiagnosticDescriptor With = new("CHQ5021", Severity.Error, "Not an async context manager");
    private static readonly DiagnosticDescriptor Generator = new("CHQ5022", Severity.Error, "Async generator cannot be made");
    private static readonly DiagnosticDescriptor Yield = new("CHQ5023", Severity.Error, "Yield where the generator cannot stop");

    public static Diagnostic NotAsyncIterable(SourceSpan span, TypeSymbol type, string? help) =>
        new(Iterable, span, $"`async for` needs an async iterator, found `{type}`") { Help = help };

    public static Diagnostic AwaitedGenerator(SourceSpan span, SourceSpan generator, TypeSymbol type) =>
        new(Iterable, span, $"`{type}` gives its values one by one, and has none to await") { Help = $"write `async for … in {Shown(generator)}`" };

    public static Diagnostic BadStep(SourceSpan span, TypeSymbol type) =>
        new(Iterable, span, $"the `__anext__` of `{type}` is not a step of an async iterator")
        {
            Help = "declare it `async def __anext__(mut self) -> Option[T]`, and return None at the end",
        };

    public static Diagnostic NeedsAsyncFor(SourceSpan span, TypeSymbol type) =>
        new(Iterable, span, $"the elements of `{type}` have to be awaited") { Help = $"write `async for … in {Shown(span)}`" };

    public static Diagnostic NotAsyncContextManager(SourceSpan span, TypeSymbol type, string? help) =>
        new(With, span, $"`async with` needs an async context manager, found `{type}`") { Help = help };

    public static Diagnostic NeedsAsyncWith(SourceSpan span, TypeSymbol type) =>
        new(With, span, $"entering and leaving `{type}` has to be awaited") { Help = $"write `async with {Shown(span)}`" };

    public static Diagnostic NotAsyncGeneratorType(SourceSpan span, string function, TypeSymbol type) =>
        new(Generator, span, $"`{function}` is async and yields, so it must return `AsyncGenerator[T]`, not `{type}`")
        {
            Help = type.Resolved is NamedTypeSymbol { Definition.Name: "Iterator", Arguments: [var element] } ? $"declare it `-> AsyncGenerator[{element}]`" : null,
        };

    public static Diagnostic NotAsyncDef(SourceSpan span, string function) =>
        new(Generator, span, $"`{function}` returns an `AsyncGenerator`, but is not async") { Help = $"declare it `async def {function}`" };

    public static Diagnostic GeneratorAwaits(SourceSpan span, SourceSpan wait, string form) =>
        new(Generator, wait, $"a generator with `{form}` is an async generator, but its elements are needed here without waiting")
        {
            Help = span.Length <= 60 ? $"make a list first: `[{span.Text.Trim('(', ')')}]`" : "make a list first, with `[…]` around it",
        };

    public static Diagnostic YieldInside(SourceSpan span, string form) =>
        new(Yield, span, $"an async generator cannot yield inside {form}, which would stay open while the consumer runs")
        {
            Help = "take the value out of the block, and yield it after",
        };

    private static string Shown(SourceSpan span) => span.Length <= 40 ? span.Text : "…";
}
