using System.Collections.Immutable;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>
/// The methods by which a model or class tells the values of its fields: <c>__field_value__</c> and <c>__field_items__</c>. Only programs that
/// name one of them get them.
/// </summary>
internal sealed class ReflectionDeclarer(RuntimeLibrary library, IEnumerable<SourceModuleSymbol> modules)
{
    private readonly bool _isUsed = modules.Any(m => m.Source.Text.Contains("__field_", StringComparison.Ordinal));

    public IEnumerable<FunctionSymbol> Methods(SourceTypeSymbol type, ImmutableArray<FieldSymbol> fields, ImmutableArray<FunctionSymbol> own)
    {
        if (!_isUsed || type.Kind is not (TypeDefinitionKind.Model or TypeDefinitionKind.Class))
        {
            return [];
        }
        ImmutableArray<TypeSymbol> types = [.. Told(fields).Select(f => f.Type).Distinct()];
        if (types.Length > 1 && types.Any(t => t.ContainsTypeParameter))
        {
            return [];
        }
        TypeSymbol value = types.IsEmpty ? PrimitiveTypeSymbol.Unit : UnionTypeSymbol.Create(types);
        FunctionSymbol[] methods =
        [
            new DerivedMethodSymbol(DerivedMethodKind.FieldValue, type, [new ParameterSymbol("name", PrimitiveTypeSymbol.Str)], library.OptionOf(value)),
            new DerivedMethodSymbol(DerivedMethodKind.FieldItems, type, [], library.ListOf(new TupleTypeSymbol([PrimitiveTypeSymbol.Str, value]))),
        ];
        return methods.Where(m => !own.Any(o => o.Name == m.Name));
    }

    /// <summary>The fields that others may know of.</summary>
    public static IEnumerable<FieldSymbol> Told(ImmutableArray<FieldSymbol> fields) => fields.Where(f => f.IsPublic);
}
