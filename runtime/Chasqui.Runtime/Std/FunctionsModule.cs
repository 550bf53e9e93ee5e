using System.Reflection;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std;

/// <summary>What can be asked of a function value.</summary>
[Module("std.functions")]
public static class FunctionsModule
{
    /// <summary><c>f.__name__</c>: the name in the source; of a closure, a description.</summary>
    [Name("name_of")]
    public static string NameOf<TFunction>(TFunction function)
    {
        MethodInfo? method = (function as Delegate)?.Method;
        return method?.GetCustomAttribute<SourceNameAttribute>()?.Name ?? method?.Name ?? "";
    }
}
