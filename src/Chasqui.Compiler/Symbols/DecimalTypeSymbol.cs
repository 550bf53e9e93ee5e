using System.Globalization;

namespace Chasqui.Compiler.Symbols;

/// <summary><c>decimal[p, s]</c>: at most <paramref name="precision"/> digits, <paramref name="scale"/> of them after the point.</summary>
public sealed class DecimalTypeSymbol(int precision, int scale) : TypeSymbol
{
    public const int MaximumPrecision = 38;

    public int Precision { get; } = precision;

    public int Scale { get; } = scale;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"decimal[{Precision}, {Scale}]");

    protected override bool EqualsResolved(TypeSymbol other) => other is DecimalTypeSymbol d && d.Precision == Precision && d.Scale == Scale;

    protected override int ResolvedHashCode() => (Precision << 8) + Scale;
}
