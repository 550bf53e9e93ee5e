using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std;

/// <summary>The well-known identifiers of <c>std.uuid</c>.</summary>
[Module("std.uuid")]
public static class UuidModule
{
    [Name("NIL")]
    public static readonly Uuid Nil = Uuid.Nil();

    [Name("MAX")]
    public static readonly Uuid Max = Uuid.Max();

    [Name("NAMESPACE_DNS")]
    public static readonly Uuid Dns = new(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"));

    [Name("NAMESPACE_URL")]
    public static readonly Uuid Url = new(new Guid("6ba7b811-9dad-11d1-80b4-00c04fd430c8"));

    [Name("NAMESPACE_OID")]
    public static readonly Uuid Oid = new(new Guid("6ba7b812-9dad-11d1-80b4-00c04fd430c8"));

    [Name("NAMESPACE_X500")]
    public static readonly Uuid X500 = new(new Guid("6ba7b814-9dad-11d1-80b4-00c04fd430c8"));
}
