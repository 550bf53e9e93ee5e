using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Tests;

/// <summary>Reads the built compiler: a phase uses those before it, and foreign libraries stay where they belong.</summary>
public sealed class ArchitectureTests
{
    private const string Root = "Chasqui.Compiler";

    /// <summary>Each may use itself and those before it. The pipeline, in the root namespace, uses them all and none uses it.</summary>
    private static readonly ImmutableArray<string> Phases =
        ["Text", "Diagnostics", "Syntax", "Symbols", "Metadata", "Binding", "Flow", "Lowering", "Emit", ""];

    private static readonly ImmutableArray<(TypeDefinition User, string Used)> Uses = ReadUses();

    [Fact]
    public void Every_folder_is_a_known_phase() =>
        Assert.Empty(Uses.Select(u => PhaseOf(u.User.FullName)).Distinct().Except(Phases));

    [Fact]
    public void Phases_use_only_those_before_them() => AssertNone(
        (user, used) => used.StartsWith(Root + ".", StringComparison.Ordinal)
            && Phases.IndexOf(PhaseOf(used)) > Phases.IndexOf(PhaseOf(user)));

    [Fact]
    public void Only_the_parser_knows_ANTLR() => AssertNone((user, used) => IsIn(used, "Antlr4") && PhaseOf(user) != "Syntax");

    [Fact]
    public void Only_import_and_emit_know_Cecil() =>
        AssertNone((user, used) => IsIn(used, "Mono.Cecil") && PhaseOf(user) is not ("Metadata" or "Emit"));

    /// <summary>The generated recognizers pass the console's writers on to their base class; nothing is written there.</summary>
    [Fact]
    public void Nothing_knows_the_terminal() => AssertNone(
        (user, used) => (used == "System.Console" || IsIn(used, "System.CommandLine")) && !IsIn(user, Root + ".Syntax.Generated"));

    private static void AssertNone(Func<string, string, bool> isWrong) => Assert.Empty(
        Uses.Where(u => isWrong(u.User.FullName, u.Used)).Select(u => $"{u.User.FullName} uses {u.Used}").Distinct().Order(StringComparer.Ordinal));

    private static bool IsIn(string type, string space) => type.StartsWith(space + ".", StringComparison.Ordinal);

    private static string PhaseOf(string type)
    {
        string[] parts = type[(Root.Length + 1)..].Split('.');
        return parts.Length > 1 ? parts[0] : "";
    }

    private static ImmutableArray<(TypeDefinition, string)> ReadUses()
    {
        using var module = ModuleDefinition.ReadModule(typeof(Compilation).Assembly.Location);
        return
        [
            .. module.Types
                // What the C# compiler adds for all of the assembly stands outside the namespaces.
                .Where(t => t.Namespace.StartsWith(Root, StringComparison.Ordinal))
                .SelectMany(outer => WithNested(outer).SelectMany(UsedBy).SelectMany(Parts).Distinct().Select(used => (outer, used))),
        ];
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => [type, .. type.NestedTypes.SelectMany(WithNested)];

    private static IEnumerable<TypeReference?> UsedBy(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
        .. type.Fields.Select(f => f.FieldType),
        .. type.Methods.SelectMany(UsedBy),
    ];

    private static IEnumerable<TypeReference?> UsedBy(MethodDefinition method) =>
    [
        .. Signature(method),
        .. method.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
        .. method.HasBody ? method.Body.Variables.Select(v => v.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(UsedBy) : [],
    ];

    private static IEnumerable<TypeReference?> UsedBy(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod generic => [generic.DeclaringType, .. Signature(generic), .. generic.GenericArguments],
        MethodReference called => [called.DeclaringType, .. Signature(called)],
        _ => [],
    };

    private static IEnumerable<TypeReference> Signature(MethodReference method) =>
        [method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)];

    /// <summary>The names of the outermost types that a type is made of.</summary>
    private static IEnumerable<string> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification made => Parts(made.ElementType),
        { DeclaringType: { } outer } => Parts(outer),
        _ => [type.FullName],
    };
}
