using Chasqui.Runtime.Core;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Testing;

/// <summary>A test function with its parametrisation, before it is multiplied out.</summary>
internal sealed record TestDeclaration(
    TestModule Module, string Name, long Line, IReadOnlyList<TestMark> Marks, IReadOnlyList<string> Needs, Action<TestContext> Run)
{
    internal List<CaseAxis> Axes { get; } = [];

    /// <summary>One item per combination of cases; the topmost <c>parametrize</c> varies fastest, and comes last in the name.</summary>
    internal IEnumerable<TestItem> Expand()
    {
        IEnumerable<Combination> combinations = [Combination.Empty];
        foreach (CaseAxis axis in Enumerable.Reverse(Axes))
        {
            combinations = combinations.SelectMany(c => axis.Cases.Select((value, i) => c.With(axis, value, axis.IdOf(i))));
        }
        var used = new Dictionary<string, int>();
        foreach (Combination combination in combinations)
        {
            string name = Axes.Count == 0 ? Name : $"{Name}[{string.Join('-', combination.Ids)}]";
            int times = used[name] = used.GetValueOrDefault(name) + 1;
            yield return new TestItem(
                this,
                times == 1 ? name : $"{name[..^1]}#{times}]",
                [.. Module.DefaultMarks, .. Marks, .. combination.Marks],
                [.. Enumerable.Reverse(combination.Values)],
                [.. combination.Parameters]);
        }
    }

    private sealed record Combination(
        IReadOnlyList<object?> Values, IReadOnlyList<string> Ids, IReadOnlyList<TestMark> Marks, IReadOnlyList<(string Name, string Text)> Parameters)
    {
        internal static readonly Combination Empty = new([], [], [], []);

        internal Combination With(CaseAxis axis, TestCase added, string id) =>
            new([.. Values, added.Value], [.. Ids, id], [.. Marks, .. added.Marks], [.. Parameters, .. axis.Named(added)]);
    }
}

/// <summary>One test that can run: a function with one combination of cases. Values are in the order of the decorators.</summary>
internal sealed record TestItem(
    TestDeclaration Declaration,
    string Name,
    IReadOnlyList<TestMark> Marks,
    IReadOnlyList<object?> Values,
    IReadOnlyList<(string Name, string Text)> Parameters)
{
    internal TestModule Module => Declaration.Module;

    internal string Id => $"{Module.File}::{Name}";

    internal string? SkipReason => Active(MarkEffect.Skip)?.Reason;

    internal TestMark? ExpectedFailure => Active(MarkEffect.ExpectFailure);

    /// <summary>The argument of the last mark of a name: the one nearest to the test.</summary>
    internal string? ArgumentOf(string mark) => Marks.LastOrDefault(m => m.Name == mark)?.Argument;

    private TestMark? Active(MarkEffect effect) => Marks.FirstOrDefault(m => m.Effect == effect && m.IsActive);
}

/// <summary>One value of a <c>parametrize</c>.</summary>
internal sealed record TestCase(object? Value, IReadOnlyList<TestMark> Marks, string Id, IReadOnlyList<string> Texts);

/// <summary>The names and cases of one <c>parametrize</c>.</summary>
internal sealed class CaseAxis(IReadOnlyList<string> names, IReadOnlyList<string> ids)
{
    private const int LongestText = 40;

    internal List<TestCase> Cases { get; } = [];

    internal void Add<T>(T value, IReadOnlyList<TestMark> marks, string id)
    {
        object?[] parts = names.Count > 1 && value is System.Runtime.CompilerServices.ITuple tuple
            ? [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])]
            : [value];
        Cases.Add(new TestCase(value, marks, id, [.. parts.Select(Formatter.Display)]));
    }

    /// <summary>The id the user gave, or the values, or where one of them is long or has lines, its parameter's name and number.</summary>
    internal string IdOf(int index)
    {
        TestCase chosen = Cases[index];
        return chosen.Id.Length > 0 ? chosen.Id
            : index < ids.Count ? ids[index]
            : string.Join('-', chosen.Texts.Select((text, i) => text.Length > LongestText || text.AsSpan().ContainsAny("\r\n")
                ? $"{names[Math.Min(i, names.Count - 1)]}{index}"
                : text));
    }

    internal IEnumerable<(string, string)> Named(TestCase chosen) => names.Zip(chosen.Texts);

    internal void CheckIds(string test)
    {
        if (ids.Count > 0 && ids.Count != Cases.Count)
        {
            throw new ValueError($"`{test}` has {Cases.Count} cases, but {ids.Count} ids");
        }
    }
}
