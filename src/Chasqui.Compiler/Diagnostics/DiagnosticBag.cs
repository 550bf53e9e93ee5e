using System.Collections.Immutable;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Diagnostics;

/// <summary>Collects the diagnostics of a compilation. Not thread-safe.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _diagnostics = [];

    public bool HasErrors { get; private set; }

    public int Count => _diagnostics.Count;

    public void Add(Diagnostic diagnostic)
    {
        _diagnostics.Add(diagnostic);
        HasErrors |= diagnostic.IsError;
    }

    /// <summary>An error at this very span: what a later phase has to say about it is a consequence.</summary>
    public bool HasErrorAt(SourceSpan span) => _diagnostics.Any(d => d.IsError && d.Span == span);

    /// <summary>All diagnostics in output order: file, start, id; exact repeats are dropped.</summary>
    public ImmutableArray<Diagnostic> ToSortedArray() =>
        [.. _diagnostics
            .DistinctBy(d => (d.Id, d.Span, d.Message))
            .OrderBy(d => d.Span.Source.Path, StringComparer.Ordinal)
            .ThenBy(d => d.Span.Start)
            .ThenBy(d => d.Id, StringComparer.Ordinal)];
}
