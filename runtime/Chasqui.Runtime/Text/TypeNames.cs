using System.Reflection;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Text;

/// <summary>The Chasqui names of .NET types, for messages and <c>type_name</c>.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Primitives = new()
    {
        [typeof(long)] = "int", [typeof(double)] = "float", [typeof(bool)] = "bool", [typeof(string)] = "str",
        [typeof(sbyte)] = "i8", [typeof(short)] = "i16", [typeof(int)] = "i32", [typeof(Int128)] = "i128",
        [typeof(byte)] = "u8", [typeof(ushort)] = "u16", [typeof(uint)] = "u32", [typeof(ulong)] = "u64", [typeof(UInt128)] = "u128",
        [typeof(nint)] = "isize", [typeof(nuint)] = "usize", [typeof(float)] = "f32", [typeof(Exception)] = "Exception",
        [typeof(Unit)] = "None",
    };

    public static string Of(Type type)
    {
        if (Primitives.TryGetValue(type, out string? known))
        {
            return known;
        }
        string name = type.GetCustomAttributes<NameAttribute>(inherit: false).FirstOrDefault()?.Name
            ?? type.GetCustomAttribute<SourceNameAttribute>()?.Name
            ?? type.Name.Split('`')[0];
        if (!type.IsGenericType)
        {
            return name;
        }
        string arguments = string.Join(", ", type.GetGenericArguments().Select(Of));
        return TupleOps.IsTuple(type) ? $"({arguments})" : $"{name}[{arguments}]";
    }
}
