using System.Text;

namespace Chasqui.Cli.Testing;

/// <summary>A failure as people read it: the source around it, the error, the way it came.</summary>
internal static class FailureText
{
    private const int LinesBefore = 2;
    private const int PlacesShown = 20;

    public static string Describe(TestFailure failure)
    {
        var text = new StringBuilder();
        if (failure.Phase is not ("call" or "collection"))
        {
            text.Append("in the ").Append(failure.Phase).Append('\n');
        }
        if (failure.Places is [var place, ..])
        {
            AppendSource(text, place);
        }
        foreach (string line in failure.Summary.Split('\n'))
        {
            text.Append("E   ").Append(line).Append('\n');
        }
        text.Append(Trace(failure));
        return text.ToString();
    }

    /// <summary>A line for each call the error came through, innermost first.</summary>
    public static string Trace(TestFailure failure) => string.Concat(
        failure.Places.Take(PlacesShown).Select(p => p.Line > 0 ? $"  at {p.Name} ({p.File}:{p.Line})\n" : $"  at {p.Name}\n"))
        + (failure.Places.Count > PlacesShown ? $"  … {failure.Places.Count - PlacesShown} more\n" : "");

    private static void AppendSource(StringBuilder text, TestPlace place)
    {
        if (place.Line <= 0 || !File.Exists(place.File))
        {
            return;
        }
        string[] lines = File.ReadAllLines(place.File);
        int width = place.Line.ToString().Length;
        for (int number = Math.Max(1, place.Line - LinesBefore); number <= Math.Min(place.Line, lines.Length); number++)
        {
            string mark = number == place.Line ? ">" : " ";
            text.Append($"{mark} {number.ToString().PadLeft(width)} | {lines[number - 1]}".TrimEnd()).Append('\n');
        }
    }
}
