using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Foreign;

/// <summary><c>for</c> over what .NET can enumerate, and <c>map</c>, <c>filter</c> and the like on it.</summary>
[MethodsOf(typeof(IEnumerable<>))]
[ForwardsTo("__iter__")]
public static class SequenceMethods
{
    [Name("__iter__")]
    public static Iterator<T> Iterate<T>(IEnumerable<T> sequence) => new EnumeratorIterator<T>(sequence.GetEnumerator());
}

/// <summary>Disposes of the enumerator at its end, or when the iteration is abandoned.</summary>
internal sealed class EnumeratorIterator<T>(IEnumerator<T> enumerator) : Iterator<T>
{
    public override bool MoveNext(out T item)
    {
        if (enumerator.MoveNext())
        {
            item = enumerator.Current;
            return true;
        }
        enumerator.Dispose();
        item = default!;
        return false;
    }

    public override void Drop() => enumerator.Dispose();
}
