using System.Collections.Immutable;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Diagnostics;

/// <summary>Collects the diagnostics of a compilation. Not thread-safe.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(SourceText Source, string Name)> _unread = [];

    public bool HasErrors { get; private set; }

    public int Count => _diagnostics.Count;

    /// <summary>A name on a line that could not be parsed: it may be declared there, so nobody reports it as unknown.</summary>
    public void AddUnreadName(SourceText source, string name) => _unread.Add((source, name));

    public void Add(Diagnostic diagnostic)
    {
        if (diagnostic.Descriptor.IsAboutName && _unread.Contains((diagnostic.Span.Source, diagnostic.Span.Text)))
        {
            return;
        }
        _diagnostics.Add(diagnostic);
        HasErrors |= diagnostic.IsError;
    }

    /// <summary>An error at this very span: what a later phase has to say about it is a consequence.</summary>
    public bool HasErrorAt(SourceSpan span) => _diagnostics.Any(d => d.IsError && d.Span == span);

    /// <summary>An error in a declaration: its uses may suffer from it.</summary>
    public bool HasErrorWithin(SourceSpan span) =>
        _diagnostics.Any(d => d.IsError && d.Span.Source == span.Source && d.Span.Start >= span.Start && d.Span.End <= span.End);

    /// <summary>An error about something that holds the span.</summary>
    public bool HasErrorAround(SourceSpan span) =>
        _diagnostics.Any(d => d.IsError && d.Span.Source == span.Source && d.Span.Start <= span.Start && d.Span.End >= span.End);

    /// <summary>This very fault was reported here already, perhaps in other words.</summary>
    public bool Has(string id, SourceSpan span) => _diagnostics.Exists(d => d.Id == id && d.Span == span);

    /// <summary>All diagnostics in output order: file, start, id; exact repeats are dropped.</summary>
    public ImmutableArray<Diagnostic> ToSortedArray() =>
        [.. _diagnostics
            .DistinctBy(d => (d.Id, d.Span, d.Message))
            .OrderBy(d => d.Span.Source.Path, StringComparer.Ordinal)
            .ThenBy(d => d.Span.Start)
            .ThenBy(d => d.Id, StringComparer.Ordinal)];
}
