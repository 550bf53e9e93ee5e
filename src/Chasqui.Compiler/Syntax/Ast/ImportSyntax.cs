using System.Collections.Immutable;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax.Ast;

public enum ModuleRoot
{
    /// <summary>A path as written: <c>std.x</c>, or searched from the importing file and the source root.</summary>
    Default,

    /// <summary><c>crate.x</c>: from the source root.</summary>
    Crate,

    /// <summary><c>dotnet::System.Text</c>: a .NET namespace.</summary>
    Dotnet,

    /// <summary><c>pub::lib</c>: a library.</summary>
    Library,
}

/// <summary><paramref name="ParentLevels"/>: leading dots or <c>super</c> segments; 1 is the file's own folder.</summary>
public sealed record ModulePathSyntax(
    SourceSpan Span,
    ModuleRoot Root,
    int ParentLevels,
    ImmutableArray<NameSyntax> Segments) : SyntaxNode(Span)
{
    public string DottedName => string.Join('.', Segments.Select(s => s.Text));
}

public abstract record ImportSyntax(SourceSpan Span) : StatementSyntax(Span)
{
    /// <summary><c>@send</c> before an import from .NET.</summary>
    public ImmutableArray<DecoratorSyntax> Decorators { get; init; } = [];
}

/// <summary><c>import a.b [as c]</c></summary>
public sealed record ImportModuleSyntax(SourceSpan Span, ModulePathSyntax Path, NameSyntax? Alias) : ImportSyntax(Span);

/// <summary><c>[pub] from m import X as Y, Z</c>; <paramref name="IsStar"/> for <c>import *</c>.</summary>
public sealed record FromImportSyntax(
    SourceSpan Span,
    bool IsPublic,
    ModulePathSyntax Path,
    ImmutableArray<ImportItemSyntax> Items,
    bool IsStar) : ImportSyntax(Span);

public sealed record ImportItemSyntax(SourceSpan Span, NameSyntax Name, NameSyntax? Alias) : SyntaxNode(Span);
