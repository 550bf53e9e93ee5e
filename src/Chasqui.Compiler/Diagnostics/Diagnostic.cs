using System.Collections.Immutable;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Diagnostics;

public enum Severity
{
    Warning,
    Error,
}

/// <summary>
/// What a diagnostic is, independent of a place. Declared once, in the reporting phase's <c>XErrors.cs</c>.
/// <paramref name="Title"/> is the general fault; the factory beside the descriptor writes the concrete message.
/// <paramref name="IsAboutName"/>: it is about how a name is declared, and nothing to say where a line that may declare it could not be read.
/// </summary>
public sealed record DiagnosticDescriptor(string Id, Severity Severity, string Title, bool IsAboutName = false);

/// <summary>A second place that explains the first: <c>moved here</c>, <c>declared here</c>.</summary>
public sealed record RelatedSpan(SourceSpan Span, string Label);

/// <summary>One fault at one place, in the user's names. Immutable.</summary>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, SourceSpan Span, string Message)
{
    public string Id => Descriptor.Id;

    public Severity Severity => Descriptor.Severity;

    public bool IsError => Severity == Severity.Error;

    /// <summary>The next step for the user, where there is one.</summary>
    public string? Help { get; init; }

    public ImmutableArray<RelatedSpan> Related { get; init; } = [];
}
