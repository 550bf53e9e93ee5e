using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit;

/// <summary>Module to bytes. Identity and time stamps come from the content.</summary>
internal static class ImageWriter
{
    public static EmitResult Write(ModuleDefinition module)
    {
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        module.Write(assembly, new WriterParameters
        {
            DeterministicMvid = true,
            Timestamp = 0,
            WriteSymbols = true,
            SymbolWriterProvider = new PortablePdbWriterProvider(),
            SymbolStream = symbols,
        });
        return new EmitResult(assembly.ToArray(), symbols.ToArray());
    }
}
