using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit.Bodies;

/// <summary>What the bodies of one assembly share.</summary>
internal sealed record BodyContext(
    TypeEmitter Types, MemberResolver Members, ImportedMembers Imported, PlatformTypes Platform, bool IsDebug);

/// <summary>Writes one method's body. The parts stand in one file per group of nodes.</summary>
internal sealed partial class MethodBodyEmitter
{
    private readonly BodyContext _context;
    private readonly MethodDefinition _method;
    private readonly GenericScope _scope;
    private readonly ILWriter _il;
    private readonly Dictionary<LoweredLocal, VariableDefinition> _locals = [];
    private readonly Dictionary<LoweredParameter, ParameterDefinition> _parameters = [];
    private readonly Dictionary<TypeReference, VariableDefinition> _zeros = [];
    private readonly Document? _document;

    private MethodBodyEmitter(BodyContext context, MethodDefinition method, LoweredMethod lowered, GenericScope scope, Document? document)
    {
        _context = context;
        _method = method;
        _scope = scope;
        _document = document;
        _il = new ILWriter(method.Body, document, context.IsDebug);
        for (int i = 0; i < lowered.Parameters.Length; i++)
        {
            _parameters.Add(lowered.Parameters[i], method.Parameters[i]);
        }
    }

    public static void Emit(BodyContext context, MethodDefinition method, LoweredMethod lowered, GenericScope scope, Document? document)
    {
        var emitter = new MethodBodyEmitter(context, method, lowered, scope, document);
        emitter.EmitBody(lowered);
    }

    private void EmitBody(LoweredMethod lowered)
    {
        LocateLabels(lowered.Body, _region);
        EmitStatement(lowered.Body);
        if (_il.IsReachable)
        {
            if (!IsVoid(lowered.ReturnType))
            {
                // Lowering returns on every path; what follows a loop without end is not reached.
                if (lowered.ReturnType.Resolved == PrimitiveTypeSymbol.Unit)
                {
                    EmitDefault(lowered.ReturnType);
                }
                else
                {
                    _il.Emit(OpCodes.Ldnull);
                    _il.Leave(OpCodes.Throw);
                }
            }
            _il.Return();
        }
        EmitReturnTarget();
        _il.Complete();
        ResolveRegions();
        var kept = _context.IsDebug
            ? _locals.Where(p => p.Key.IsUserVisible).Select(p => p.Value).ToHashSet()
            : [];
        Instruction[] written = [.. _method.Body.Instructions];
        ILFinisher.Finish(_method.Body, kept, _context.IsDebug ? [.. _il.Points.Select(p => p.Instruction)] : new HashSet<Instruction>());
        // A method without locals keeps what it inlines from being zeroed.
        _method.Body.InitLocals = _method.Body.HasVariables;
        DebugInformation.Write(_method, _document, written, _il.Points, _locals);
    }

    private TypeReference ClrType(TypeSymbol type) => _context.Types.Get(type, _scope);

    private VariableDefinition Local(LoweredLocal local)
    {
        if (!_locals.TryGetValue(local, out VariableDefinition? variable))
        {
            TypeReference type = ClrType(local.Type);
            variable = NewLocal(local.IsByRef ? new ByReferenceType(type) : type);
            _locals.Add(local, variable);
        }
        return variable;
    }

    private VariableDefinition NewLocal(TypeReference type)
    {
        var variable = new VariableDefinition(type);
        _method.Body.Variables.Add(variable);
        return variable;
    }

    private static bool IsVoid(TypeSymbol type) =>
        type.Resolved is PrimitiveTypeSymbol { Kind: PrimitiveKind.Void or PrimitiveKind.Never };

    /// <summary>Whether values of the type are passed to their methods by address.</summary>
    private static bool IsByAddress(TypeSymbol type) => type.Resolved switch
    {
        NamedTypeSymbol named => named.Definition.IsValueType,
        PrimitiveTypeSymbol primitive => primitive.Kind is not (PrimitiveKind.Str or PrimitiveKind.Object or PrimitiveKind.StringArray),
        TupleTypeSymbol or TypeParameterSymbol or DecimalTypeSymbol => true,
        _ => false,
    };
}
