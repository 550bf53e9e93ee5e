using Mono.Cecil;

namespace Chasqui.Compiler.Emit;

/// <summary>
/// References to the types of System.Runtime that emitted code needs. They are written down rather than looked up: no
/// framework assembly is opened.
/// </summary>
internal sealed class PlatformTypes
{
    private static readonly byte[] PublicKeyToken = [0xb0, 0x3f, 0x5f, 0x7f, 0x11, 0xd5, 0x0a, 0x3a];

    private readonly ModuleDefinition _module;
    private readonly AssemblyNameReference _runtime;
    private readonly Dictionary<string, TypeReference> _types = [];

    public PlatformTypes(ModuleDefinition module)
    {
        _module = module;
        _runtime = new AssemblyNameReference("System.Runtime", new Version(10, 0, 0, 0)) { PublicKeyToken = PublicKeyToken };
        // Before the first use of the type system, which otherwise refers to mscorlib.
        module.AssemblyReferences.Add(_runtime);
    }

    public TypeReference Object => _module.TypeSystem.Object;

    public TypeReference Void => _module.TypeSystem.Void;

    public TypeReference Class(string name) => Type("System", name, isValueType: false);

    public TypeReference Struct(string name) => Type("System", name, isValueType: true);

    /// <summary>A type of System.Runtime; a name with an arity suffix has that many parameters.</summary>
    public TypeReference Type(string @namespace, string name, bool isValueType)
    {
        string key = $"{@namespace}.{name}";
        if (!_types.TryGetValue(key, out TypeReference? type))
        {
            type = new TypeReference(@namespace, name, _module, _runtime, isValueType);
            int tick = name.IndexOf('`');
            for (int i = tick < 0 ? 0 : int.Parse(name.AsSpan(tick + 1)); i > 0; i--)
            {
                type.GenericParameters.Add(new GenericParameter(type));
            }
            _types.Add(key, type);
        }
        return type;
    }

    /// <summary>A constructor of a non-generic type.</summary>
    public MethodReference Constructor(TypeReference type, params ReadOnlySpan<TypeReference> parameters)
    {
        var constructor = new MethodReference(".ctor", Void, type) { HasThis = true };
        foreach (TypeReference parameter in parameters)
        {
            constructor.Parameters.Add(new ParameterDefinition(parameter));
        }
        return constructor;
    }
}
