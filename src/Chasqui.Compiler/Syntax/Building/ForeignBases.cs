using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Syntax.Building;

/// <summary>Base classes of Python that are something else here.</summary>
internal static class ForeignBases
{
    /// <summary>What to write instead of <c>class Name(Base)</c>; null where the base is nothing special.</summary>
    public static string? Instead(string name, IReadOnlyList<TypeSyntax> bases) => bases switch
    {
        [] => $"write `class {name}:`",
        [NamedTypeSyntax { Path: [.., var only] }] => only.Text switch
        {
            "object" => $"write `class {name}:`",
            "Exception" or "BaseException" or "Error" or "ValueError" or "RuntimeError" =>
                $"write `class {name} with Error:`, with a method `message(self) -> str`",
            "Enum" or "IntEnum" or "StrEnum" => $"write `enum {name}:`",
            "ABC" or "Protocol" => $"write `trait {name}:`",
            "NamedTuple" or "TypedDict" or "BaseModel" => $"write `model {name}:`",
            "Generic" => $"write `class {name}[T]:`",
            _ => null,
        },
        _ => null,
    };
}
