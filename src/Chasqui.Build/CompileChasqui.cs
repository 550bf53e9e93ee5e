using System;
using System.IO;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Chasqui.Build;

/// <summary>Starts the compiler as a process of its own, so that its memory and its faults are not MSBuild's.</summary>
public sealed class CompileChasqui : ToolTask
{
    /// <summary>The compiler's assembly, run by <c>dotnet</c>.</summary>
    [Required]
    public string Compiler { get; set; } = "";

    /// <summary>The file with <c>main</c>.</summary>
    [Required]
    public string Entry { get; set; } = "";

    [Required]
    public string OutputFolder { get; set; } = "";

    [Required]
    public string AssemblyName { get; set; } = "";

    public bool Optimize { get; set; }

    /// <summary>Assemblies of .NET that the program may import from.</summary>
    public ITaskItem[] References { get; set; } = [];

    protected override string ToolName => Path.DirectorySeparatorChar == '\\' ? "dotnet.exe" : "dotnet";

    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.Normal;

    protected override string GenerateFullPathToTool() =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : ToolName;

    protected override string GenerateCommandLineCommands()
    {
        var line = new CommandLineBuilder();
        line.AppendFileNameIfNotNull(Compiler);
        line.AppendSwitch("build");
        line.AppendFileNameIfNotNull(Entry);
        line.AppendSwitch("-o");
        line.AppendFileNameIfNotNull(OutputFolder);
        line.AppendSwitch("--name");
        line.AppendFileNameIfNotNull(AssemblyName);
        line.AppendSwitch("--format");
        line.AppendSwitch("msbuild");
        foreach (ITaskItem reference in References)
        {
            line.AppendSwitch("--reference");
            line.AppendFileNameIfNotNull(reference.ItemSpec);
        }
        if (Optimize)
        {
            line.AppendSwitch("--release");
        }
        return line.ToString();
    }
}
