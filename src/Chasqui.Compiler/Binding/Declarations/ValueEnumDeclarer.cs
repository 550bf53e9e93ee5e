using System.Numerics;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary><c>enum Level(str)</c>: every variant stands for a distinct text or number.</summary>
internal sealed class ValueEnumDeclarer(TypeResolver resolver, RuntimeLibrary library, DiagnosticBag diagnostics)
{
    /// <summary>str or int; null, with a diagnostic, for anything else.</summary>
    public TypeSymbol? RawType(EnumDeclarationSyntax syntax, SourceTypeSymbol type)
    {
        if (syntax.ValueType is null)
        {
            return null;
        }
        TypeSymbol raw = resolver.Resolve(syntax.ValueType, type.Scope, type.SelfType).Resolved;
        if (raw == PrimitiveTypeSymbol.Str || raw == PrimitiveTypeSymbol.Int)
        {
            CheckDistinct(syntax);
            return raw;
        }
        if (!raw.IsError)
        {
            diagnostics.Add(DeclarationErrors.WrongEnumValue(syntax.ValueType.Span, $"expected `str` or `int` for the values of `{type.Name}`, found `{raw}`"));
        }
        return null;
    }

    public IEnumerable<FunctionSymbol> Methods(SourceTypeSymbol type, TypeSymbol raw) =>
        [ValueEnumMethodSymbol.Value(type, raw), ValueEnumMethodSymbol.FromValue(type, raw, library.OptionOf(type.SelfType))];

    public object RawValue(VariantSyntax syntax, TypeSymbol raw)
    {
        object? value = syntax switch
        {
            { Payload.IsEmpty: false } => null,
            { Value: StringLiteralSyntax text } when raw == PrimitiveTypeSymbol.Str => text.Value,
            { Value: IntLiteralSyntax number } when raw == PrimitiveTypeSymbol.Int && number.Value <= long.MaxValue => (long)number.Value,
            _ => null,
        };
        if (value is null)
        {
            string example = raw == PrimitiveTypeSymbol.Str ? "\"…\"" : "1";
            diagnostics.Add(DeclarationErrors.WrongEnumValue(
                syntax.Span, $"expected `{syntax.Name.Text} = {example}` in an enum of `{raw}` values, found `{syntax.Span.Text}`"));
        }
        return value ?? "";
    }

    private void CheckDistinct(EnumDeclarationSyntax syntax)
    {
        var seen = new HashSet<object>();
        foreach (VariantSyntax variant in syntax.Variants)
        {
            object? value = variant.Value switch
            {
                StringLiteralSyntax text => text.Value,
                IntLiteralSyntax { Value: BigInteger number } => number,
                _ => null,
            };
            if (value is not null && variant.Value is { } written && !seen.Add(value))
            {
                diagnostics.Add(DeclarationErrors.WrongEnumValue(written.Span, $"expected a value of its own for `{variant.Name.Text}`, found `{written.Span.Text}` again"));
            }
        }
    }
}
