using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;
using ICSharpCode.Decompiler.Metadata;

namespace Chasqui.Inspection;

/// <summary>An emitted assembly as C#. An assembly of its own, so that only who asks for it loads the decompiler.</summary>
public static class CSharpView
{
    /// <param name="image">The emitted assembly.</param>
    /// <param name="runtimePath">The runtime library that the assembly refers to.</param>
    public static string Decompile(byte[] image, string name, string runtimePath)
    {
        using var file = new PEFile(name + ".dll", new MemoryStream(image), PEStreamOptions.PrefetchEntireImage);
        // Without a folder of its own the program is looked up beside the runtime it was compiled against.
        var resolver = new UniversalAssemblyResolver(
            runtimePath, throwOnError: false, file.DetectTargetFrameworkId(), streamOptions: PEStreamOptions.PrefetchEntireImage);
        var settings = new DecompilerSettings(LanguageVersion.Latest) { ThrowOnAssemblyResolveErrors = false };
        return new CSharpDecompiler(file, resolver, settings).DecompileWholeModuleAsString();
    }
}
