using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Symbols.Source;

/// <summary>
/// A <c>const</c>, <c>static</c> or top-level binding. Without an annotation its type is an <see cref="InferenceTypeSymbol"/>, which the
/// body binder solves when it binds the initialiser.
/// </summary>
public sealed class SourceGlobalSymbol(
    string name,
    SourceModuleSymbol module,
    TypeSymbol type,
    GlobalKind kind,
    ExpressionSyntax initializer,
    StatementSyntax declaration,
    SourceSpan span) : GlobalSymbol(name, type, kind, span)
{
    public SourceModuleSymbol Module { get; } = module;

    public ExpressionSyntax Initializer { get; } = initializer;

    public StatementSyntax Declaration { get; } = declaration;

    /// <summary>The function whose decorators made this binding.</summary>
    public SourceFunctionSymbol? Decorated { get; internal init; }

    /// <summary>A hidden tuple whose elements other names have taken: it owns nothing any more.</summary>
    public bool IsTakenApart { get; internal init; }
}
