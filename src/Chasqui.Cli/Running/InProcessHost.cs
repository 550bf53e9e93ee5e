using System.Reflection;
using System.Runtime.Loader;

namespace Chasqui.Cli.Running;

/// <summary>Starts a compiled program with its arguments and returns its exit code.</summary>
internal delegate int ProgramHost(byte[] assembly, byte[] symbols, string[] arguments);

/// <summary>
/// Runs the program inside this process: starting a second one costs more than compiling a small program.
/// The runtime assembly comes from the launcher's own folder, where it is compiled ahead of time.
/// </summary>
internal static class InProcessHost
{
    public static int Run(byte[] assembly, byte[] symbols, string[] arguments)
    {
        var context = AssemblyLoadContext.Default;
        context.Resolving += static (context, name) =>
        {
            string path = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };
        var program = context.LoadFromStream(new MemoryStream(assembly), new MemoryStream(symbols));
        // The runtime finds no symbols of an assembly without a file by itself when it prints very long traces.
        AppContext.SetData($"Chasqui.Symbols.{program.ManifestModule.ModuleVersionId}", symbols);
        var main = program.EntryPoint ?? throw new InvalidOperationException("the program has no entry point");
        object? result = main.Invoke(
            null, BindingFlags.DoNotWrapExceptions, null, main.GetParameters().Length == 0 ? [] : [arguments], null);
        return result is int code ? code : ExitCode.Success;
    }
}
