namespace Chasqui.Runtime.Text;

/// <summary>Full Unicode upper-casing: .NET maps one char to one char only, so <c>ß</c> and its like are added here.</summary>
internal static class CaseMapping
{
    private static readonly Dictionary<char, string> Expanding = new()
    {
        ['ß'] = "SS", ['ŉ'] = "ʼN", ['ǰ'] = "J̌", ['ΐ'] = "Ϊ́", ['ΰ'] = "Ϋ́", ['և'] = "ԵՒ",
        ['ﬀ'] = "FF", ['ﬁ'] = "FI", ['ﬂ'] = "FL", ['ﬃ'] = "FFI", ['ﬄ'] = "FFL", ['ﬅ'] = "ST", ['ﬆ'] = "ST",
    };

    public static string Upper(string text)
    {
        string upper = text.ToUpperInvariant();
        if (System.Text.Ascii.IsValid(upper) || !upper.Any(Expanding.ContainsKey))
        {
            return upper;
        }
        TextBuffer result = TextBuffer.Rent();
        foreach (char c in upper)
        {
            if (Expanding.TryGetValue(c, out string? expanded))
            {
                result.Append(expanded);
            }
            else
            {
                result.Append(c);
            }
        }
        return result.Finish();
    }
}
