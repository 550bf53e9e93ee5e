using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Chasqui.Runtime.Host;

/// <summary>
/// Finds the source line of one place in a method. <c>StackTrace</c> can do so only for all its frames at once, which takes seconds for the
/// hundreds of thousands that a runaway recursion leaves.
/// </summary>
/// <remarks>
/// An assembly that has been loaded from bytes does not tell where its symbols are: whoever loads it may leave the bytes of its portable
/// PDB in <see cref="AppContext"/> under <see cref="KeyOf"/>.
/// </remarks>
internal static class SourceLines
{
    private static readonly ConcurrentDictionary<Module, MetadataReaderProvider?> s_symbols = new();

    internal static string KeyOf(Module module) => $"Chasqui.Symbols.{module.ModuleVersionId}";

    internal static (string File, int Line)? Find(MethodBase method, int offset)
    {
        if (s_symbols.GetOrAdd(method.Module, Open) is not { } symbols || MetadataTokens.EntityHandle(method.MetadataToken) is not { Kind: HandleKind.MethodDefinition } handle)
        {
            return null;
        }
        MetadataReader reader = symbols.GetMetadataReader();
        SequencePoint? found = null;
        foreach (SequencePoint point in reader.GetMethodDebugInformation((MethodDefinitionHandle)handle).GetSequencePoints())
        {
            if (point.Offset > offset)
            {
                break;
            }
            found = point.IsHidden ? found : point;
        }
        return found is { } at ? (reader.GetString(reader.GetDocument(at.Document).Name), at.StartLine) : null;
    }

    private static MetadataReaderProvider? Open(Module module)
    {
        if (AppContext.GetData(KeyOf(module)) is byte[] symbols)
        {
            return MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        }
        string path = module.FullyQualifiedName;
        if (!File.Exists(path))
        {
            return null;
        }
        using var image = new PEReader(File.OpenRead(path));
        image.TryOpenAssociatedPortablePdb(
            path, name => File.Exists(name) ? new MemoryStream(File.ReadAllBytes(name)) : null, out MetadataReaderProvider? provider, out _);
        return provider;
    }
}
