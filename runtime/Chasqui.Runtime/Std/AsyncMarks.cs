using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std;

/// <summary>What a program says about its own functions, for warnings where they are called in async bodies.</summary>
[Module("std.async"), Module("std.async.task")]
public static class AsyncMarks
{
    /// <summary>The function waits on its thread.</summary>
    [Name("blocking"), FunctionMark("blocking")]
    public static void Blocking()
    {
    }

    /// <summary>The function computes for long.</summary>
    [Name("cpu_bound"), FunctionMark("cpu_bound")]
    public static void CpuBound()
    {
    }
}
