using Chasqui.Runtime.Collections;

namespace Chasqui.Runtime.Structured;

internal static class BranchResults
{
    internal static ValueList<T> ToList<T>(BranchSet branches)
    {
        var values = new T[branches.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = branches[i].Take<T>();
        }
        return new ValueList<T>(values, values.Length);
    }
}
