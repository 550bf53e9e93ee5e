using System.Text;

namespace Chasqui.Compiler.Emit;

/// <summary>
/// Writes a program so that <c>dotnet app.dll</c> runs it: assembly, PDB, runtime configuration and the runtime assembly. Each file is
/// written beside its place and renamed, so that a failure leaves the old one.
/// </summary>
public static class OutputWriter
{
    /// <summary>Gives the assembly's path.</summary>
    public static string Write(EmitResult output, string assemblyName, string folder, string runtimePath)
    {
        Directory.CreateDirectory(folder);
        string assembly = Path.Combine(folder, assemblyName + ".dll");
        Replace(Path.Combine(folder, assemblyName + ".pdb"), output.Symbols);
        Replace(Path.Combine(folder, assemblyName + ".runtimeconfig.json"), Encoding.UTF8.GetBytes(RuntimeConfig));
        CopyIfNewer(runtimePath, Path.Combine(folder, Path.GetFileName(runtimePath)));
        Replace(assembly, output.Assembly);
        return assembly;
    }

    private const string RuntimeConfig =
        """
        {
          "runtimeOptions": {
            "tfm": "net10.0",
            "framework": {
              "name": "Microsoft.NETCore.App",
              "version": "10.0.0"
            },
            "configProperties": {
              "System.GC.Concurrent": false,
              "System.Globalization.Invariant": true,
              "System.Runtime.TieredPGO": true,
              "System.Runtime.TieredCompilation.CallCountingDelayMs": 0
            }
          }
        }

        """;

    private static void Replace(string path, byte[] content)
    {
        string temporary = path + ".tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }

    private static void CopyIfNewer(string source, string target)
    {
        bool isSame = Path.GetFullPath(source) == Path.GetFullPath(target);
        var (from, to) = (new FileInfo(source), new FileInfo(target));
        if (!isSame && (!to.Exists || to.Length != from.Length || to.LastWriteTimeUtc != from.LastWriteTimeUtc))
        {
            string temporary = target + ".tmp";
            File.Copy(source, temporary, overwrite: true);
            File.Move(temporary, target, overwrite: true);
        }
    }
}
