using Chasqui.Compiler.Metadata;
using Mono.Cecil;

namespace Chasqui.Compiler.Emit;

/// <summary>Emit looks into one referenced assembly only, the runtime; it is open already.</summary>
internal sealed class RuntimeResolver(RuntimeLibrary library) : IAssemblyResolver
{
    public AssemblyDefinition? Resolve(AssemblyNameReference name) =>
        name.Name == library.Module.Assembly.Name.Name ? library.Module.Assembly : null;

    public AssemblyDefinition? Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose()
    {
    }
}
