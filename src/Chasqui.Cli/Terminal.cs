namespace Chasqui.Cli;

/// <summary>Where the command line writes. Tests hand in their own.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error)
{
    /// <summary>Whether colour is wanted when the user asks for neither: a terminal, and <c>NO_COLOR</c> is not set.</summary>
    public bool PrefersColor { get; init; }

    public static Terminal OfProcess() => new(Console.Out, Console.Error)
    {
        PrefersColor = !Console.IsErrorRedirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
    };
}
