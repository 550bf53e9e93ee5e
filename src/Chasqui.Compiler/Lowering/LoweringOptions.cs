namespace Chasqui.Compiler.Lowering;

/// <summary>In a debug build every local that a user can see survives awaits. With <see cref="Validates"/> each pass is checked after it ran.</summary>
public sealed record LoweringOptions(bool Debug, bool Validates = false);
