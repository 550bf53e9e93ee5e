using System.Collections.Immutable;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Ast;

/// <summary>Base of the immutable syntax tree. Every node has a span; a place the parser had to skip is an error node, never null.</summary>
public abstract record SyntaxNode(SourceSpan Span);

/// <summary>An identifier as written.</summary>
public sealed record NameSyntax(SourceSpan Span, string Text) : SyntaxNode(Span);

/// <summary>
/// One source file. <paramref name="Members"/> holds declarations, imports and top-level statements in source order.
/// <paramref name="ImportsAsync"/> tells whether some import activated the async keywords anywhere in the file.
/// </summary>
public sealed record ModuleSyntax(
    SourceSpan Span,
    string? DocString,
    ImmutableArray<StatementSyntax> Members,
    bool ImportsAsync) : SyntaxNode(Span)
{
    /// <summary>All imports of the file, those inside functions too; not those of its test module.</summary>
    public ImmutableArray<ImportSyntax> Imports { get; init; } = [];
}

/// <summary>An indented suite, or the one statement after a header's colon.</summary>
public sealed record BlockSyntax(SourceSpan Span, ImmutableArray<StatementSyntax> Statements) : SyntaxNode(Span);
