using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Tasks;

/// <summary>How the body of an <c>async with</c> ended, for a manager that wants to know.</summary>
[Module("std.async"), Name("BlockExit")]
public readonly struct BlockExit
{
    internal const int Fallen = 0;
    internal const int Abandoned = 1;

    private readonly int _completion;

    private BlockExit(int completion, Exception? error)
    {
        _completion = completion;
        Error = error;
    }

    /// <summary>What the body raised; null if it raised nothing.</summary>
    public Exception? Error { get; }

    /// <summary>The body ran to its end.</summary>
    public bool IsNormal => _completion == Fallen && Error is null;

    /// <summary>The region of the body, or one around it, was cancelled.</summary>
    public bool IsCancelled => _completion == Abandoned;

    /// <param name="completion">The pending completion of the region: 0 at its end, 1 abandoned, more for a jump out of it.</param>
    /// <param name="error">What the body raised.</param>
    public static BlockExit Of(int completion, Exception? error) => new(completion, error);
}
