using System.Text.RegularExpressions;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Binding;

/// <summary>What is wrong with a literal format spec for a type; the same rules as the runtime's, asked before it runs.</summary>
internal static partial class FormatSpecRules
{
    public static string? Problem(string spec, TypeSymbol type)
    {
        Match match = Grammar().Match(spec);
        if (!match.Success)
        {
            return $"invalid format spec `{spec}`";
        }
        string kind = match.Groups["type"].Value;
        return type.Resolved switch
        {
            PrimitiveTypeSymbol { IsInteger: true } => IntegerProblem(match, kind, "int"),
            PrimitiveTypeSymbol { Kind: PrimitiveKind.Bool } when kind is not ("" or "s") => IntegerProblem(match, kind, "bool"),
            PrimitiveTypeSymbol { IsFloat: true } => kind is "" or "e" or "E" or "f" or "F" or "g" or "G" or "n" or "%" ? null : Unknown(kind, "float"),
            TypeParameterSymbol or ErrorTypeSymbol or InferenceTypeSymbol => null,
            TypeSymbol text => TextProblem(match, kind, text.ToString() ?? ""),
        };
    }

    private static string? IntegerProblem(Match match, string kind, string type) =>
        kind == "s" ? Unknown(kind, type)
        : match.Groups["precision"].Success && kind is ("" or "d" or "b" or "o" or "x" or "X" or "n" or "c")
            ? $"precision is not allowed in the format of `{type}`"
        : match.Groups["group"].Value == "," && kind is ("b" or "o" or "x" or "X") ? $"`,` is not allowed with `{kind}`"
        : kind == "c" && (match.Groups["sign"].Success || match.Groups["group"].Success) ? "a sign or grouping is not allowed with `c`"
        : null;

    private static string? TextProblem(Match match, string kind, string type) =>
        kind is not ("" or "s") ? Unknown(kind, type)
        : match.Groups["sign"].Success ? $"a sign is not allowed in the format of `{type}`"
        : match.Groups["alternate"].Success ? $"`#` is not allowed in the format of `{type}`"
        : match.Groups["group"].Success ? $"grouping is not allowed in the format of `{type}`"
        : match.Groups["align"].Value == "=" ? $"`=` is not allowed in the format of `{type}`"
        : null;

    private static string Unknown(string kind, string type) => $"format type `{kind}` does not fit `{type}`";

    [GeneratedRegex(@"^(?:(?<fill>[\ud800-\udbff][\udc00-\udfff]|.)?(?<align>[<>^=]))?(?<sign>[+\- ])?(?<alternate>#)?(?<zero>0)?(?<width>[0-9]{0,6})(?<group>[,_])?(?:\.(?<precision>[0-9]{1,6}))?(?<type>[bcdeEfFgGnosxX%])?$", RegexOptions.Singleline)]
    private static partial Regex Grammar();
}
