using Chasqui.Compiler.Metadata;
using Mono.Cecil;

namespace Chasqui.Compiler.Tests.Metadata;

public sealed class WellKnownMembersTests
{
    [Fact]
    public void Every_row_names_exactly_one_member()
    {
        using var runtime = ModuleDefinition.ReadModule(RuntimeAssembly.Path);
        var faults = WellKnownMembers.Table
            .Select(row => (row.Key, Found: Count(runtime, row.Value)))
            .Where(row => row.Found != 1)
            .Select(row => $"{row.Key}: {row.Found} members");
        Assert.Empty(faults);
    }

    private static int Count(ModuleDefinition runtime, WellKnownMember row)
    {
        if ((runtime.GetType(row.Type) ?? OfBcl(runtime, row.Type)) is not { } type)
        {
            return 0;
        }
        return type.Methods.Count(m => m.Name == row.Name && (row.Parameters is not { } expected
            || m.Parameters.Select(p => p.ParameterType.FullName).SequenceEqual(expected)
            || m.Parameters.Select(p => Positional(p.ParameterType)).SequenceEqual(expected)))
            + type.Fields.Count(f => f.Name == row.Name);
    }

    /// <summary><c>!0</c> and <c>!!0&amp;</c> for type parameters.</summary>
    private static string Positional(TypeReference type) => type switch
    {
        ByReferenceType r => Positional(r.ElementType) + "&",
        GenericParameter p => (p.Type == GenericParameterType.Method ? "!!" : "!") + p.Position,
        GenericInstanceType g => $"{g.ElementType.FullName}<{string.Join(",", g.GenericArguments.Select(Positional))}>",
        ArrayType a => Positional(a.ElementType) + "[]",
        _ => type.FullName,
    };

    private static TypeDefinition? OfBcl(ModuleDefinition runtime, string name)
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "";
        foreach (AssemblyNameReference reference in runtime.AssemblyReferences.Append(new AssemblyNameReference("System.Private.CoreLib", null)))
        {
            string path = Path.Combine(folder, reference.Name + ".dll");
            if (File.Exists(path) && ModuleDefinition.ReadModule(path) is var module
                && (module.GetType(name) ?? module.ExportedTypes.FirstOrDefault(t => t.FullName == name)?.Resolve()) is { } type)
            {
                return type;
            }
        }
        return null;
    }
}
