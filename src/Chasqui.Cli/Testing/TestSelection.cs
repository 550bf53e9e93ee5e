namespace Chasqui.Cli.Testing;

/// <summary>Which of the collected tests run, and in which order.</summary>
internal sealed record TestSelection(IReadOnlyList<TestCase> Tests, int Deselected, int? ShuffleSeed)
{
    public static TestSelection Create(IReadOnlyList<TestCase> collected, TestOptions options, string? exactName)
    {
        Func<Func<string, bool>, bool>? keyword = options.Keyword is { } k ? NameExpression.Parse(k) : null;
        Func<Func<string, bool>, bool>? markers = options.Markers is { } m ? NameExpression.Parse(m) : null;
        TestCase[] chosen =
        [
            .. collected.Where(test =>
                (exactName is null || test.Name == exactName || test.Name.StartsWith(exactName + "[", StringComparison.Ordinal))
                && (options.IncludesSlow || !test.Markers.Contains("slow"))
                && keyword?.Invoke(word => test.Id.Contains(word, StringComparison.OrdinalIgnoreCase)) != false
                && markers?.Invoke(test.Markers.Contains) != false),
        ];
        int? seed = options.Shuffles ? options.Seed ?? Random.Shared.Next(1, 100_000) : null;
        if (seed is { } value)
        {
            new Random(value).Shuffle(chosen);
            // Tests that share something stay together, where the first of them is now.
            chosen = [.. chosen.GroupBy(t => t.IsGrouped ? t.Module : t.Id).SelectMany(g => g)];
        }
        return new TestSelection(chosen, collected.Count - chosen.Length, seed);
    }
}
