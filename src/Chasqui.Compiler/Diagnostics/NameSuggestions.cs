namespace Chasqui.Compiler.Diagnostics;

/// <summary>Spelling suggestions by edit distance (insert, delete, replace, swap of neighbours).</summary>
public static class NameSuggestions
{
    /// <summary>The candidate nearest to the name, if it is near enough to be what was meant.</summary>
    public static string? Closest(string name, IEnumerable<string> candidates)
    {
        int limit = name.Length <= 4 ? 1 : (name.Length + 2) / 3;
        string? best = null;
        int bestDistance = limit + 1;
        foreach (string candidate in candidates)
        {
            if (candidate == name || Math.Abs(candidate.Length - name.Length) >= bestDistance)
            {
                continue;
            }
            int distance = string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase) ? 1 : Distance(name, candidate);
            if (distance < bestDistance || (distance == bestDistance && string.CompareOrdinal(candidate, best) < 0))
            {
                best = candidate;
                bestDistance = distance;
            }
        }
        return bestDistance < name.Length ? best : null;
    }

    public static int Distance(string a, string b)
    {
        var twoBack = new int[b.Length + 1];
        var back = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = back[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(back[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], twoBack[j - 2] + 1);
                }
            }
            (twoBack, back) = (back, row);
        }
        return back[b.Length];
    }
}
