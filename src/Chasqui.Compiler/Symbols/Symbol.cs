using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Symbols;

/// <summary>A named thing of a program. Source symbols know where they were declared; imported ones do not.</summary>
public abstract class Symbol(string name, SourceSpan? span = null)
{
    public string Name { get; } = name;

    /// <summary>The declared name's place, or null for imported and synthesized symbols.</summary>
    public SourceSpan? Span { get; } = span;

    public override string ToString() => Name;
}
