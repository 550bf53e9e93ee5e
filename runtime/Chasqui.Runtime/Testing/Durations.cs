using System.Globalization;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Testing;

/// <summary>Times as they are written in decorators: <c>500ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>; a bare number is seconds.</summary>
internal static class Durations
{
    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("", 1)];

    internal static TimeSpan Parse(string text)
    {
        (string suffix, double unit) = Units.First(u => text.EndsWith(u.Suffix, StringComparison.Ordinal));
        return double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out double count)
            && count > 0 && count * unit < TimeSpan.FromDays(1).TotalSeconds
            ? TimeSpan.FromSeconds(count * unit)
            : throw new ValueError($"a timeout is a time such as \"500ms\", \"5s\" or \"2m\", found \"{text}\"");
    }

    internal static string Text(TimeSpan time) => time.TotalSeconds < 1
        ? $"{time.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture)} ms"
        : $"{time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s";
}
