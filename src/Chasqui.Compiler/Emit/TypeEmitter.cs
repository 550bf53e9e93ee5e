using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Mono.Cecil;

namespace Chasqui.Compiler.Emit;

/// <summary>Turns types into CLR type references.</summary>
internal sealed class TypeEmitter(ModuleDefinition module, PlatformTypes platform, ImportedMembers imported)
{
    /// <summary>System.ValueTuple has seven items and a rest.</summary>
    public const int TupleItems = 7;

    private readonly Dictionary<TypeSymbol, TypeReference> _closed = [];
    private readonly Dictionary<TypeDefinitionSymbol, TypeDefinition> _declared = [];

    public void Declare(TypeDefinitionSymbol symbol, TypeDefinition definition) => _declared.Add(symbol, definition);

    public TypeDefinition DefinitionOf(TypeDefinitionSymbol symbol) =>
        _declared.GetValueOrDefault(symbol)
        ?? throw new InternalCompilerException($"the type `{symbol.Name}` is used but was not lowered");

    public bool IsDeclared(TypeDefinitionSymbol symbol) => _declared.ContainsKey(symbol);

    public TypeReference Get(TypeSymbol type, GenericScope scope)
    {
        // What was inferred may turn out to be a type parameter, which stands for another one in the next scope.
        type = type.Resolved;
        if (type.ContainsTypeParameter)
        {
            return Make(type, scope);
        }
        if (!_closed.TryGetValue(type, out TypeReference? reference))
        {
            reference = Make(type, scope);
            _closed.Add(type, reference);
        }
        return reference;
    }

    /// <summary>The CLR type without its arguments.</summary>
    public TypeReference Open(TypeDefinitionSymbol definition) =>
        _declared.TryGetValue(definition, out TypeDefinition? declared) ? declared : imported.TypeOf(definition);

    /// <summary><c>System.ValueTuple</c> of the types; beyond seven, the rest is a tuple again.</summary>
    public TypeReference Tuple(ReadOnlySpan<TypeReference> items)
    {
        if (items.IsEmpty)
        {
            return platform.Struct("ValueTuple");
        }
        int count = Math.Min(items.Length, TupleItems);
        bool hasRest = items.Length > TupleItems;
        var tuple = new GenericInstanceType(platform.Struct($"ValueTuple`{(hasRest ? count + 1 : count)}"));
        foreach (TypeReference item in items[..count])
        {
            tuple.GenericArguments.Add(item);
        }
        if (hasRest)
        {
            tuple.GenericArguments.Add(Tuple(items[count..]));
        }
        return tuple;
    }

    private TypeReference Make(TypeSymbol type, GenericScope scope) => type switch
    {
        PrimitiveTypeSymbol primitive => Primitive(primitive.Kind),
        TypeParameterSymbol parameter => scope.Find(parameter),
        NamedTypeSymbol named => Instance(Open(named.Definition), Get(named.Arguments, scope)),
        TupleTypeSymbol tuple => Tuple(Get(tuple.Elements, scope)),
        FunctionTypeSymbol function => Instance(platform.Class($"Func`{function.Parts.Length}"), Get(function.Parts, scope)),
        ArrayTypeSymbol array => new ArrayType(Get(array.Element, scope)),
        DecimalTypeSymbol => imported.Type(Metadata.WellKnownTypes.Decimal),
        UnionTypeSymbol => platform.Object,
        _ => throw new InternalCompilerException($"a type without a CLR form reached Emit: {type} ({type.GetType().Name})"),
    };

    private TypeReference[] Get(ImmutableArray<TypeSymbol> types, GenericScope scope) =>
        [.. types.Select(t => Get(t, scope))];

    private static TypeReference Instance(TypeReference open, ReadOnlySpan<TypeReference> arguments)
    {
        if (arguments.IsEmpty)
        {
            return open;
        }
        var instance = new GenericInstanceType(open);
        foreach (TypeReference argument in arguments)
        {
            instance.GenericArguments.Add(argument);
        }
        return instance;
    }

    private TypeReference Primitive(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Int => module.TypeSystem.Int64,
        PrimitiveKind.Float => module.TypeSystem.Double,
        PrimitiveKind.Bool => module.TypeSystem.Boolean,
        PrimitiveKind.Str => module.TypeSystem.String,
        PrimitiveKind.I8 => module.TypeSystem.SByte,
        PrimitiveKind.I16 => module.TypeSystem.Int16,
        PrimitiveKind.I32 => module.TypeSystem.Int32,
        PrimitiveKind.I128 => platform.Struct("Int128"),
        PrimitiveKind.U8 => module.TypeSystem.Byte,
        PrimitiveKind.U16 => module.TypeSystem.UInt16,
        PrimitiveKind.U32 => module.TypeSystem.UInt32,
        PrimitiveKind.U64 => module.TypeSystem.UInt64,
        PrimitiveKind.U128 => platform.Struct("UInt128"),
        PrimitiveKind.ISize => module.TypeSystem.IntPtr,
        PrimitiveKind.USize => module.TypeSystem.UIntPtr,
        PrimitiveKind.F32 => module.TypeSystem.Single,
        PrimitiveKind.StringArray => new ArrayType(module.TypeSystem.String),
        PrimitiveKind.Object => module.TypeSystem.Object,
        PrimitiveKind.Unit => imported.Type(Metadata.WellKnownTypes.Unit),
        PrimitiveKind.Void or PrimitiveKind.Never => module.TypeSystem.Void,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
