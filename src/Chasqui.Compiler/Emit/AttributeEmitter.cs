using Chasqui.Compiler.Symbols;
using Mono.Cecil;

namespace Chasqui.Compiler.Emit;

/// <summary>The custom attributes of emitted assemblies.</summary>
internal sealed class AttributeEmitter(ModuleDefinition module, PlatformTypes platform, ImportedMembers imported)
{
    private const int IgnoreSymbolStore = 0x2;
    private const int DebugModes = 0x1 | IgnoreSymbolStore | 0x100;

    private MethodReference? _sourceName;

    /// <summary>The name a user knows the member by.</summary>
    public void AddSourceName(ICustomAttributeProvider member, string name)
    {
        _sourceName ??= platform.Constructor(
            imported.Type("Chasqui.Runtime.Metadata.SourceNameAttribute"), module.TypeSystem.String);
        member.CustomAttributes.Add(WithText(_sourceName, name));
    }

    /// <summary>What <c>__fields__()</c> tells of a field.</summary>
    public void AddField(FieldDefinition definition, FieldSymbol field)
    {
        TypeReference text = module.TypeSystem.String, flag = module.TypeSystem.Boolean;
        var attribute = new CustomAttribute(platform.Constructor(imported.Type("Chasqui.Runtime.Metadata.FieldAttribute"), text, text, text, text, flag));
        foreach (string? value in (string?[])[field.Name, field.Alias, field.Description, field.Type.ToString()])
        {
            attribute.ConstructorArguments.Add(new CustomAttributeArgument(text, value));
        }
        attribute.ConstructorArguments.Add(new CustomAttributeArgument(flag, field.DefaultSyntax is not null));
        definition.CustomAttributes.Add(attribute);
    }

    public void AddAssemblyAttributes(EmitOptions options)
    {
        TypeReference debuggable = platform.Type("System.Diagnostics", "DebuggableAttribute", isValueType: false);
        var modes = new TypeReference("", "DebuggingModes", module, debuggable.Scope, valueType: true) { DeclaringType = debuggable };
        // Prolog, an int32, no named arguments. Given as bytes, or Cecil would open System.Runtime to learn the enum's size.
        int value = options.IsDebug ? DebugModes : IgnoreSymbolStore;
        byte[] content = [1, 0, (byte)value, (byte)(value >> 8), 0, 0, 0, 0];
        module.Assembly.CustomAttributes.Add(new CustomAttribute(platform.Constructor(debuggable, modes), content));

        TypeReference framework = platform.Type("System.Runtime.Versioning", "TargetFrameworkAttribute", isValueType: false);
        module.Assembly.CustomAttributes.Add(
            WithText(platform.Constructor(framework, module.TypeSystem.String), ".NETCoreApp,Version=v10.0"));
    }

    private CustomAttribute WithText(MethodReference constructor, string text)
    {
        var attribute = new CustomAttribute(constructor);
        attribute.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.String, text));
        return attribute;
    }
}
