using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std;

/// <summary>A type's name where a value is wanted: <c>cast(x, int)</c> calls <c>def cast(x: str, target: Type[int])</c>. It carries nothing but the type.</summary>
[Module("std.builtins"), Name("Type")]
public readonly struct TypeToken<T> : IDebug
{
    public void Debug(DebugWriter writer) => writer.Raw(Errors.NameOf(typeof(T)));

    public override string ToString() => Errors.NameOf(typeof(T));
}
