using System.Security.Cryptography;
using System.Text;
using Chasqui.Compiler.Emit.Bodies;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit;

/// <summary>Lowered program to assembly.</summary>
public sealed class ProgramEmitter
{
    private readonly ModuleDefinition _module;
    private readonly EmitOptions _options;
    private readonly BodyContext _bodies;
    private readonly TypeDeclarer _types;
    private readonly MethodDeclarer _methods;
    private readonly AttributeEmitter _attributes;
    private readonly List<(MethodDefinition Method, LoweredMethod Lowered, GenericScope Scope)> _pending = [];
    private readonly Dictionary<SourceText, Document> _documents = [];

    private ProgramEmitter(RuntimeLibrary library, EmitOptions options, bool isExecutable)
    {
        _options = options;
        _module = AssemblyDefinition.CreateAssembly(
            new AssemblyNameDefinition(options.AssemblyName, options.Version),
            options.AssemblyName + ".dll",
            new ModuleParameters
            {
                Kind = isExecutable ? ModuleKind.Console : ModuleKind.Dll,
                AssemblyResolver = new RuntimeResolver(library),
            }).MainModule;
        var platform = new PlatformTypes(_module);
        var imported = new ImportedMembers(_module, platform, library);
        var types = new TypeEmitter(_module, platform, imported);
        var members = new MemberResolver(_module, types, imported);
        _attributes = new AttributeEmitter(_module, platform, imported);
        _bodies = new BodyContext(types, members, imported, platform, options.IsDebug);
        _types = new TypeDeclarer(_module, platform, types, members, imported, _attributes);
        _methods = new MethodDeclarer(_module, types, members, _attributes);
    }

    public static EmitResult Emit(LoweredProgram program, RuntimeLibrary library, EmitOptions options)
    {
        var emitter = new ProgramEmitter(library, options, program.EntryPoint is not null);
        emitter.DeclareProgram(program);
        emitter.EmitBodies();
        return ImageWriter.Write(emitter._module);
    }

    private void DeclareProgram(LoweredProgram program)
    {
        TypeDefinition[] classes = [.. program.Modules.Select(_types.DeclareNamesOf)];
        LoweredType[] types = [.. program.Modules.SelectMany(m => m.Types)];
        Array.ForEach(types, _types.DeclareMembers);
        foreach (LoweredType type in types)
        {
            _types.DeclareConstructor(type);
        }
        for (int i = 0; i < classes.Length; i++)
        {
            DeclareMethods(program.Modules[i], classes[i]);
        }
        if (program.EntryPoint is { } entry)
        {
            Declare(entry, _types.StaticClass("", "<Program>"), GenericScope.None);
            _module.EntryPoint = _pending[^1].Method;
        }
        foreach (var (method, lowered, scope) in _pending)
        {
            _methods.DeclareOverride(method, lowered, scope);
        }
        _attributes.AddAssemblyAttributes(_options);
    }

    private void DeclareMethods(LoweredModule module, TypeDefinition moduleClass)
    {
        _types.DeclareGlobals(module, moduleClass);
        foreach (LoweredMethod method in module.Methods)
        {
            Declare(method, moduleClass, GenericScope.None);
        }
        if (module.Initializer is { } initializer && !module.Methods.Contains(initializer))
        {
            Declare(initializer, moduleClass, GenericScope.None);
        }
        foreach (LoweredType type in module.Types)
        {
            foreach (LoweredMethod method in type.Methods)
            {
                Declare(method, _bodies.Types.DefinitionOf(type.Definition), _types.ScopeOf(type.Definition));
            }
        }
    }

    private void Declare(LoweredMethod lowered, TypeDefinition type, GenericScope outer)
    {
        var (method, scope) = _methods.Declare(lowered, type, outer);
        _pending.Add((method, lowered, scope));
    }

    private void EmitBodies()
    {
        foreach (var (method, lowered, scope) in _pending.Where(p => !p.Lowered.IsAbstract))
        {
            Document? document = lowered.Span is { Source: var source } ? DocumentOf(source) : null;
            MethodBodyEmitter.Emit(_bodies, method, lowered, scope, document);
        }
    }

    private Document DocumentOf(SourceText source)
    {
        if (!_documents.TryGetValue(source, out Document? document))
        {
            document = new Document(source.Path)
            {
                HashAlgorithm = DocumentHashAlgorithm.SHA256,
                Hash = SHA256.HashData(Encoding.UTF8.GetBytes(source.Text)),
            };
            _documents.Add(source, document);
        }
        return document;
    }
}
