using Chasqui.Compiler.Metadata;
using Mono.Cecil;

namespace Chasqui.Compiler.Emit;

/// <summary>Emit looks into the runtime, which is open already, and into those assemblies of .NET that the program imports from.</summary>
internal sealed class RuntimeResolver(RuntimeLibrary library) : IAssemblyResolver
{
    public AssemblyDefinition? Resolve(AssemblyNameReference name) =>
        name.Name == library.Module.Assembly.Name.Name ? library.Module.Assembly : ((IAssemblyResolver?)library.Platform)?.Resolve(name);

    public AssemblyDefinition? Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose()
    {
    }
}
