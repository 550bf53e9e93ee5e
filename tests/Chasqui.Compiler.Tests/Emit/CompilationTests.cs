using System.Collections.Immutable;
using Chasqui.Compiler.Tests.Infrastructure;
using Chasqui.Compiler.Tests.Metadata;

namespace Chasqui.Compiler.Tests.Emit;

public sealed class CompilationTests
{
    [Fact]
    public void Equal_sources_give_equal_bytes_and_the_PDB_maps_every_statement()
    {
        const string source = """
            def main() -> None:
                mut total = 0
                for i in range(3):
                    total += i
                println(total)
            """;
        EmittedAssemblyChecks.AssertDeterministic(() => Compile(source).Output ?? throw new InvalidOperationException("not compiled"));
        var output = Compile(source).Output;
        Assert.NotNull(output);
        EmittedAssemblyChecks.Decompile(output, RuntimeAssembly.Path);
        Assert.Superset(new HashSet<int> { 2, 3, 4, 5 }, EmittedAssemblyChecks.MappedLines(output).ToHashSet());
    }

    [Fact]
    public void Errors_stop_at_the_gate()
    {
        CompilationResult result = Compile("def main() -> None:\n    x: int = \"hi\"\n");
        Assert.Null(result.Lowered);
        Assert.Null(result.Output);
        Assert.Contains(result.Diagnostics, d => d.IsError);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pub def helper() -> int:\n    return 1\n")]
    public void A_program_to_be_started_needs_a_main(string source)
    {
        CompilationOptions options = Options(source) with { RequiresMain = true };
        Assert.Equal("CHQ2004", Assert.Single(Compilation.Compile(options).Diagnostics).Id);
        Assert.Empty(Compilation.Compile(options with { RequiresMain = false }).Diagnostics);
    }

    [Fact]
    public void A_missing_entry_is_a_diagnostic()
    {
        CompilationResult result = Compilation.Compile(new CompilationOptions("/no/such/file.incn", RuntimeAssembly.Path));
        Assert.Equal("CHQ8001", Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public void A_fault_of_the_compiler_is_a_diagnostic_with_its_phase()
    {
        var options = new CompilationOptions("main.incn", "/no/such/runtime.dll")
        {
            Files = ImmutableDictionary<string, string>.Empty.Add("main.incn", "def main() -> None:\n    pass\n"),
        };
        CompilationResult result = Compilation.Compile(options);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("CHQ9001", diagnostic.Id);
        Assert.Contains("phase Declare", diagnostic.Message);
        Assert.NotNull(result.InternalError);
    }

    private static CompilationResult Compile(string source) => Compilation.Compile(Options(source));

    private static CompilationOptions Options(string source) => new("main.incn", RuntimeAssembly.Path)
    {
        IsDebug = true,
        Files = ImmutableDictionary<string, string>.Empty.Add("main.incn", source),
    };
}
