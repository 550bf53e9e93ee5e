using System.Collections.Immutable;
using Chasqui.Compiler.Emit;
using Chasqui.Compiler.Tests.Infrastructure;
using Chasqui.Compiler.Tests.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit.Sdk;

namespace Chasqui.Compiler.Tests.Emit;

public sealed class EmittedCodeTests
{
    [Fact]
    public void The_decompile_check_fails_on_a_value_of_the_wrong_type() =>
        Assert.ThrowsAny<XunitException>(() => EmittedAssemblyChecks.Decompile(Assemble(OpCodes.Ldc_I4_1), RuntimeAssembly.Path));

    [Fact]
    public void The_decompile_check_fails_on_an_empty_stack() =>
        Assert.ThrowsAny<XunitException>(() => EmittedAssemblyChecks.Decompile(Assemble(OpCodes.Nop), RuntimeAssembly.Path));

    [Fact]
    public void The_decompile_check_accepts_a_value_of_the_right_type() =>
        EmittedAssemblyChecks.Decompile(Assemble(OpCodes.Ldnull), RuntimeAssembly.Path);

    [Fact]
    public void Every_statement_has_a_place_in_the_PDB()
    {
        const string source = """
            def find(xs: list[int], wanted: int) -> Result[int, str]:
                for i, x in enumerate(xs):
                    if x == wanted:
                        return Ok(i)
                    elif x < 0:
                        continue
                return Err("nothing")

            def main() -> None:
                mut count = 0
                xs = [1, 2, 3]
                while True:
                    count += 1
                    if count > 2:
                        break
                match find(xs, 2):
                    case Ok(at):
                        println(at)
                    case Err(why):
                        println(why)
                assert count == 3
                try:
                    pass
                finally:
                    println("done")
            """;
        CompilationResult result = Compilation.Compile(new CompilationOptions("main.incn", RuntimeAssembly.Path)
        {
            IsDebug = true,
            Files = ImmutableDictionary<string, string>.Empty.Add("main.incn", source),
        });
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Output);
        EmittedAssemblyChecks.Decompile(result.Output, RuntimeAssembly.Path);
        int[] statements = [2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 18, 20, 21, 25];
        Assert.Empty(statements.Except(EmittedAssemblyChecks.MappedLines(result.Output)));
    }

    /// <summary><c>static string M()</c> that returns whatever the instruction leaves on the stack.</summary>
    private static EmitResult Assemble(OpCode instruction)
    {
        ModuleDefinition module = AssemblyDefinition
            .CreateAssembly(new AssemblyNameDefinition("program", new Version(1, 0)), "program.dll", ModuleKind.Dll).MainModule;
        var type = new TypeDefinition("", "P", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, module.TypeSystem.Object);
        module.Types.Add(type);
        var method = new MethodDefinition("M", MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.String);
        type.Methods.Add(method);
        ILProcessor il = method.Body.GetILProcessor();
        il.Emit(instruction);
        il.Emit(OpCodes.Ret);
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        module.Write(image, new WriterParameters
        {
            WriteSymbols = true,
            SymbolWriterProvider = new PortablePdbWriterProvider(),
            SymbolStream = symbols,
        });
        return new EmitResult(image.ToArray(), symbols.ToArray());
    }
}
