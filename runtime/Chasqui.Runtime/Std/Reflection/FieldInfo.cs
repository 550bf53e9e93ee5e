using System.Reflection;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std.Reflection;

/// <summary>What is known of a public field of a model or class.</summary>
[Module("std.reflection"), Name("FieldInfo")]
public sealed class FieldInfo : IEquatable<FieldInfo>, IDebug
{
    private readonly FieldAttribute _field;

    private FieldInfo(FieldAttribute field) => _field = field;

    [Name("name")]
    public string FieldName => _field.Name;

    [Name("alias")]
    public Option<string> Alias => _field.Alias is { } alias ? new(alias) : default;

    [Name("description")]
    public Option<string> Description => _field.Description is { } description ? new(description) : default;

    /// <summary>The name the field travels under.</summary>
    [Name("wire_name")]
    public string WireName => _field.Alias ?? _field.Name;

    [Name("type_name")]
    public string TypeName => _field.Type;

    [Name("has_default")]
    public bool HasDefault => _field.HasDefault;

    /// <summary>Nothing yet.</summary>
    [Name("extra")]
    public ValueDict<string, string> Extra => new();

    /// <summary>In the order of declaration; none for what is neither a model nor a class.</summary>
    internal static ValueList<FieldInfo> Of(Type type)
    {
        var fields = new ValueList<FieldInfo>();
        foreach (System.Reflection.FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).OrderBy(f => f.MetadataToken))
        {
            if (field.GetCustomAttribute<FieldAttribute>() is { } known)
            {
                fields.Append(new FieldInfo(known));
            }
        }
        return fields;
    }

    public bool Equals(FieldInfo? other) => other is not null && FieldName == other.FieldName && TypeName == other.TypeName && WireName == other.WireName;

    public override bool Equals(object? obj) => Equals(obj as FieldInfo);

    public override int GetHashCode() => HashCode.Combine(FieldName, TypeName);

    public void Debug(DebugWriter writer)
    {
        writer.BeginStruct("FieldInfo");
        writer.Field("name", FieldName);
        writer.Field("alias", Alias);
        writer.Field("description", Description);
        writer.Field("wire_name", WireName);
        writer.Field("type_name", TypeName);
        writer.Field("has_default", HasDefault);
        writer.EndStruct();
    }
}
