namespace Chasqui.Compiler.Symbols;

public enum PrimitiveKind
{
    Int,
    Float,
    Bool,
    Str,

    /// <summary><c>None</c> as a type.</summary>
    Unit,

    /// <summary>The type of an expression that does not return; converts to everything.</summary>
    Never,
    I8,
    I16,
    I32,
    I128,
    U8,
    U16,
    U32,
    U64,
    U128,
    ISize,
    USize,
    F32,

    /// <summary>CLR <c>object</c> and <c>void</c>: only behind lowering.</summary>
    Object,
    Void,

    /// <summary>CLR <c>string[]</c>, the parameter of the entry point.</summary>
    StringArray,
}

/// <summary>The types the language itself knows; one instance each.</summary>
public sealed class PrimitiveTypeSymbol : TypeSymbol
{
    public static readonly PrimitiveTypeSymbol Int = new(PrimitiveKind.Int, "int");
    public static readonly PrimitiveTypeSymbol Float = new(PrimitiveKind.Float, "float");
    public static readonly PrimitiveTypeSymbol Bool = new(PrimitiveKind.Bool, "bool");
    public static readonly PrimitiveTypeSymbol Str = new(PrimitiveKind.Str, "str");
    public static readonly PrimitiveTypeSymbol Unit = new(PrimitiveKind.Unit, "None");
    public static readonly PrimitiveTypeSymbol Never = new(PrimitiveKind.Never, "Never");
    public static readonly PrimitiveTypeSymbol I8 = new(PrimitiveKind.I8, "i8");
    public static readonly PrimitiveTypeSymbol I16 = new(PrimitiveKind.I16, "i16");
    public static readonly PrimitiveTypeSymbol I32 = new(PrimitiveKind.I32, "i32");
    public static readonly PrimitiveTypeSymbol I128 = new(PrimitiveKind.I128, "i128");
    public static readonly PrimitiveTypeSymbol U8 = new(PrimitiveKind.U8, "u8");
    public static readonly PrimitiveTypeSymbol U16 = new(PrimitiveKind.U16, "u16");
    public static readonly PrimitiveTypeSymbol U32 = new(PrimitiveKind.U32, "u32");
    public static readonly PrimitiveTypeSymbol U64 = new(PrimitiveKind.U64, "u64");
    public static readonly PrimitiveTypeSymbol U128 = new(PrimitiveKind.U128, "u128");
    public static readonly PrimitiveTypeSymbol ISize = new(PrimitiveKind.ISize, "isize");
    public static readonly PrimitiveTypeSymbol USize = new(PrimitiveKind.USize, "usize");
    public static readonly PrimitiveTypeSymbol F32 = new(PrimitiveKind.F32, "f32");
    public static readonly PrimitiveTypeSymbol Object = new(PrimitiveKind.Object, "object");
    public static readonly PrimitiveTypeSymbol Void = new(PrimitiveKind.Void, "void");
    public static readonly PrimitiveTypeSymbol StringArray = new(PrimitiveKind.StringArray, "string[]");

    private PrimitiveTypeSymbol(PrimitiveKind kind, string name)
    {
        Kind = kind;
        Name = name;
    }

    public PrimitiveKind Kind { get; }

    public string Name { get; }

    public bool IsInteger => Kind is PrimitiveKind.Int or (>= PrimitiveKind.I8 and <= PrimitiveKind.USize);

    public bool IsUnsigned => Kind is >= PrimitiveKind.U8 and <= PrimitiveKind.U128 or PrimitiveKind.USize;

    public bool IsFloat => Kind is PrimitiveKind.Float or PrimitiveKind.F32;

    public bool IsNumeric => IsInteger || IsFloat;

    public override string ToString() => Name;

    protected override bool EqualsResolved(TypeSymbol other) => ReferenceEquals(this, other);

    protected override int ResolvedHashCode() => (int)Kind;
}
