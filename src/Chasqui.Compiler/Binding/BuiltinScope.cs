using System.Collections.Frozen;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Binding;

/// <summary>What every file knows: the runtime's builtins, the language's own type names, and <c>std</c>.</summary>
public sealed class BuiltinScope(RuntimeLibrary library) : Scope(null)
{
    private static readonly FrozenDictionary<string, Symbol> LanguageTypes = new (PrimitiveTypeSymbol Type, string[] Names)[]
    {
        (PrimitiveTypeSymbol.Int, ["int", "i64", "bigint", "long"]),
        (PrimitiveTypeSymbol.Float, ["float", "f64", "double", "fp64"]),
        (PrimitiveTypeSymbol.F32, ["f32", "real", "fp32"]),
        (PrimitiveTypeSymbol.Bool, ["bool"]),
        (PrimitiveTypeSymbol.Str, ["str", "FrozenStr", "frozenstr", "FString", "fstring"]),
        (PrimitiveTypeSymbol.Unit, ["Unit"]),
        (PrimitiveTypeSymbol.Never, ["Never"]),
        (PrimitiveTypeSymbol.I8, ["i8"]),
        (PrimitiveTypeSymbol.I16, ["i16", "short", "smallint"]),
        (PrimitiveTypeSymbol.I32, ["i32", "integer"]),
        (PrimitiveTypeSymbol.I128, ["i128", "hugeint"]),
        (PrimitiveTypeSymbol.U8, ["u8", "byte"]),
        (PrimitiveTypeSymbol.U16, ["u16"]),
        (PrimitiveTypeSymbol.U32, ["u32"]),
        (PrimitiveTypeSymbol.U64, ["u64"]),
        (PrimitiveTypeSymbol.U128, ["u128"]),
        (PrimitiveTypeSymbol.ISize, ["isize"]),
        (PrimitiveTypeSymbol.USize, ["usize"]),
    }.SelectMany(t => t.Names.Select(n => KeyValuePair.Create(n, (Symbol)new TypeNameSymbol(t.Type.Name, t.Type)))).ToFrozenDictionary();

    /// <summary>Second names of generic runtime types.</summary>
    private static readonly FrozenDictionary<string, string> SecondNames = new Dictionary<string, string>
    {
        ["FrozenList"] = "list",
        ["frozenlist"] = "list",
        ["FrozenDict"] = "dict",
        ["frozendict"] = "dict",
        ["FrozenSet"] = "set",
        ["frozenset"] = "set",
        ["FrozenBytes"] = "bytes",
        ["frozenbytes"] = "bytes",
        ["Generator"] = "Iterator",
        ["generator"] = "Iterator",
    }.ToFrozenDictionary();

    public override IEnumerable<string> NamesHere => library.BuiltinNames.Concat(LanguageTypes.Keys).Distinct();

    public override IReadOnlyList<Symbol> LookupHere(string name)
    {
        IReadOnlyList<Symbol> found = library.Builtins(name);
        if (found.Count > 0)
        {
            return found;
        }
        if (LanguageTypes.TryGetValue(name, out var type))
        {
            return [type];
        }
        if (SecondNames.TryGetValue(name, out var first))
        {
            return library.Builtins(first);
        }
        return name == "std" && library.FindModule(name) is { } root ? [root] : [];
    }
}
