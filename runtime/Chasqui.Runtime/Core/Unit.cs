using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Core;

/// <summary>The type with one value, written <c>None</c> in types and <c>()</c> in Debug text.</summary>
[Module("std.builtins"), Name("Unit")]
public readonly struct Unit : IEquatable<Unit>
{
    public bool Equals(Unit other) => true;

    public override bool Equals(object? obj) => obj is Unit;

    public override int GetHashCode() => 0;

    public override string ToString() => "()";
}
