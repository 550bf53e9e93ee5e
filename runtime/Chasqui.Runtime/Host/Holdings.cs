using System.Reflection;
using Chasqui.Runtime.Scheduling;
using Chasqui.Runtime.Tasks;

namespace Chasqui.Runtime.Host;

/// <summary>Which tasks hold an end of a channel or a lock.</summary>
/// <remarks>
/// Nobody keeps books about that while a program runs: it is found by following the references from the suspended frames of each task, while
/// nothing runs. A value that was moved may still be seen where it came from; it is counted where it came to, in the younger task.
/// </remarks>
internal sealed class Holdings
{
    private const int ObjectsPerTask = 100_000;

    private readonly Dictionary<IStakeholder, Strand> _holders = new(ReferenceEqualityComparer.Instance);

    private Holdings()
    {
    }

    internal static Holdings Of(IEnumerable<Strand> tasks)
    {
        var holdings = new Holdings();
        foreach (Strand task in tasks)
        {
            // The number is given when it is first asked for: in this order.
            _ = task.Id;
            var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
            holdings.FollowFrames(task, task, seen);
        }
        return holdings;
    }

    internal IReadOnlyList<Strand> HoldersOf(Stake stake) =>
        [.. _holders.Where(h => h.Key.Stake == stake).Select(h => h.Value).Distinct().OrderBy(task => task.Id)];

    private void FollowFrames(Strand strand, Strand task, HashSet<object> seen)
    {
        for (Frame? frame = strand.Leaf; frame is not null; frame = frame.Caller)
        {
            Follow(frame, task, seen);
            foreach (Strand part in frame.Parts)
            {
                FollowFrames(part, task, seen);
            }
        }
    }

    private void Follow(object start, Strand task, HashSet<object> seen)
    {
        var open = new Stack<object>([start]);
        while (open.TryPop(out object? value) && seen.Count < ObjectsPerTask)
        {
            if (value is IStakeholder holder)
            {
                if (!_holders.TryGetValue(holder, out Strand? other) || other.Id < task.Id)
                {
                    _holders[holder] = task;
                }
            }
            else if (IsFollowed(value.GetType()) && (value.GetType().IsValueType || seen.Add(value)))
            {
                foreach (object part in PartsOf(value))
                {
                    open.Push(part);
                }
            }
        }
    }

    /// <summary>What belongs to the task: not other tasks, and not what is shared with them.</summary>
    private static bool IsFollowed(Type type) => !type.IsPrimitive && !type.IsEnum && type != typeof(string)
        && (type.IsArray || type.IsAssignableTo(typeof(Delegate)) || type.IsAssignableTo(typeof(Frame)) || type.Namespace switch
        {
            "Chasqui.Runtime.Core" or "Chasqui.Runtime.Collections" or "Chasqui.Runtime.Structured" => !type.IsAssignableTo(typeof(Strand)),
            "System" => type.IsValueType,
            { } name when name.StartsWith("System.", StringComparison.Ordinal) => false,
            _ => type.Assembly != typeof(Holdings).Assembly,
        });

    private static IEnumerable<object> PartsOf(object value)
    {
        switch (value)
        {
            case Array elements:
                return elements.GetType().GetElementType() is { IsPrimitive: true } ? [] : elements.Cast<object?>().OfType<object>();
            case Delegate { Target: { } target }:
                return [target];
            case Delegate:
                return [];
        }
        var parts = new List<object>();
        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsPointer && !field.FieldType.IsByRefLike && field.GetValue(value) is { } part)
                {
                    parts.Add(part);
                }
            }
        }
        return parts;
    }
}
