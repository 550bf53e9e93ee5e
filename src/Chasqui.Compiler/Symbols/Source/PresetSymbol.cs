using System.Collections.Immutable;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Symbols.Source;

/// <summary><c>get = partial route(method="GET")</c>: calls of the name are calls of the target with the arguments added that they do not give.</summary>
public sealed class PresetSymbol(
    string name, ExpressionSyntax target, ImmutableArray<ArgumentSyntax> arguments, Scope scope, SourceSpan span) : Symbol(name, span)
{
    public ExpressionSyntax Target { get; } = target;

    public ImmutableArray<ArgumentSyntax> Arguments { get; } = arguments;

    /// <summary>Where the names of target and arguments are looked up.</summary>
    public Scope Scope { get; } = scope;

    /// <summary>The type whose methods the target is one of; null for a preset of a module or function.</summary>
    public SourceTypeSymbol? Owner { get; init; }

    /// <summary>Its declaration has been reported; calls stay quiet.</summary>
    public bool IsFaulty { get; internal set; }
}
