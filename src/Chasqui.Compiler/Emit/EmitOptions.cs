namespace Chasqui.Compiler.Emit;

/// <summary>What the emitted assembly is to be, beyond the program's own content.</summary>
public sealed record EmitOptions(string AssemblyName)
{
    public Version Version { get; init; } = new(1, 0, 0, 0);

    /// <summary>Keeps every statement's place and every named local for the debugger, and asks the JIT not to optimise.</summary>
    public bool IsDebug { get; init; }
}

/// <summary>The image and its portable PDB. Equal programs and options give equal bytes.</summary>
public sealed record EmitResult(byte[] Assembly, byte[] Symbols);
