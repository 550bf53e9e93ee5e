namespace Chasqui.Compiler.Syntax.Layout;

/// <summary>One open block: lines at <see cref="Column"/> are its statements.</summary>
/// <param name="Reference">For the block of a closure inside brackets, the column of the line with its header.</param>
/// <param name="IsSilent">A wrongly indented run of lines: it has no INDENT, so it gets no DEDENT.</param>
/// <param name="AsyncOnExit">What the soft keywords go back to after the block.</param>
internal sealed record LayoutBlock(int Column, int Reference, bool IsSilent, bool? AsyncOnExit);

/// <summary>A bracket, or the file itself. Line breaks count only while it has blocks.</summary>
internal sealed class BracketFrame(int opener)
{
    /// <summary>Index of the opening token; -1 for the file.</summary>
    public int Opener { get; } = opener;

    public Stack<LayoutBlock> Blocks { get; } = new();

    /// <summary>Seen <c>) -></c>, <c>match</c> or <c>loop</c> since the last comma, opener or block: a closing colon of a line may open a block.</summary>
    public bool MayOpenBlock { get; set; }

    /// <summary>Between <c>if</c> and the end of its condition, where <c>( … ) =></c> is no closure.</summary>
    public bool InCondition { get; set; }

    /// <summary>Only targets since the start of the statement: a colon here comes before their type.</summary>
    public bool InTargets { get; set; }

    /// <summary>Arrows since the last comma or line: function types and closures nest to the right without brackets.</summary>
    public int Arrows { get; set; }
}
