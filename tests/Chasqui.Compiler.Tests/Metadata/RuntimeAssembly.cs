using Chasqui.Compiler.Metadata;

namespace Chasqui.Compiler.Tests.Metadata;

/// <summary>The runtime library as built, beside the tests.</summary>
public static class RuntimeAssembly
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Chasqui.Runtime.dll");

    /// <summary>Own instance per test: what is imported is kept.</summary>
    public static RuntimeLibrary Load() => RuntimeLibrary.Load(Path);
}
