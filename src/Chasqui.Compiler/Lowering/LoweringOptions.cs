namespace Chasqui.Compiler.Lowering;

/// <summary>In a debug build every local that a user can see survives awaits, and each pass is validated.</summary>
public sealed record LoweringOptions(bool Debug);
