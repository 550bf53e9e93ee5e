using System.Collections.Immutable;
using System.Runtime.Loader;
using Chasqui.Compiler.Emit;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax;
using Chasqui.Compiler.Tests.Infrastructure;
using Chasqui.Compiler.Tests.Metadata;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Tests.Emit;

/// <summary>Lowered trees made by hand, emitted, loaded and called.</summary>
public sealed class ProgramEmitterTests
{
    private static readonly TypeSymbol Int = PrimitiveTypeSymbol.Int;
    private static readonly TypeSymbol Float = PrimitiveTypeSymbol.Float;
    private static readonly TypeSymbol Bool = PrimitiveTypeSymbol.Bool;

    [Theory]
    [InlineData(LoweredOperator.Less, 1.0, 2.0, true)]
    [InlineData(LoweredOperator.Less, double.NaN, 2.0, false)]
    [InlineData(LoweredOperator.LessOrEqual, double.NaN, 2.0, false)]
    [InlineData(LoweredOperator.GreaterOrEqual, double.NaN, 2.0, false)]
    [InlineData(LoweredOperator.GreaterOrEqual, 2.0, 2.0, true)]
    [InlineData(LoweredOperator.NotEqual, double.NaN, double.NaN, true)]
    [InlineData(LoweredOperator.Equal, double.NaN, double.NaN, false)]
    public void Float_comparisons_agree_as_values_and_as_jumps(LoweredOperator comparison, double left, double right, bool expected)
    {
        var (a, b) = (new LoweredParameter("a", Float), new LoweredParameter("b", Float));
        var test = new LoweredBinary(Bool, comparison, new LoweredParameterRead(a), new LoweredParameterRead(b));
        Assert.Equal(expected, Invoke([a, b], Bool, [new LoweredReturn(test)], left, right));
        foreach (bool jumpIf in (bool[])[true, false])
        {
            var label = new LoweredLabel("jumped");
            object? jumped = Invoke(
                [a, b],
                Bool,
                [
                    new LoweredBranch(test, label, jumpIf),
                    new LoweredReturn(new LoweredConstant(Bool, false)),
                    new LoweredLabelStatement(label),
                    new LoweredReturn(new LoweredConstant(Bool, true)),
                ],
                left,
                right);
            Assert.Equal(expected == jumpIf, jumped);
        }
    }

    [Theory]
    [InlineData(1L, 11L)]
    [InlineData(0L, -1L)]
    public void Return_and_jump_out_of_a_protected_region_run_its_finally(long divisor, long expected)
    {
        var d = new LoweredParameter("d", Int);
        var log = new LoweredLocal("log", Int);
        var error = new LoweredLocal("e", PrimitiveTypeSymbol.Object);
        var end = new LoweredLabel("end");
        LoweredStatement add = new LoweredAssignment(
            new LoweredLocalRead(log),
            new LoweredBinary(Int, LoweredOperator.AddChecked, new LoweredLocalRead(log), new LoweredConstant(Int, 1L)));
        object? result = Invoke(
            [d],
            Int,
            [
                new LoweredTry(
                    new LoweredBlock(
                        [
                            new LoweredAssignment(
                                new LoweredLocalRead(log),
                                new LoweredBinary(Int, LoweredOperator.Divide, new LoweredConstant(Int, 10L), new LoweredParameterRead(d))),
                            new LoweredGoto(end),
                        ]),
                    [new LoweredCatch(PrimitiveTypeSymbol.Object, error, null, new LoweredBlock([new LoweredReturn(new LoweredConstant(Int, -1L))]))],
                    new LoweredBlock([add])),
                new LoweredLabelStatement(end),
                new LoweredReturn(new LoweredLocalRead(log)),
            ],
            divisor);
        Assert.Equal(expected, result);
    }

    [Fact]
    public void Long_tuples_nest_and_their_items_can_be_stored()
    {
        var type = new TupleTypeSymbol([.. Enumerable.Repeat(Int, 16)]);
        var tuple = new LoweredLocal("t", type);
        LoweredExpression Item(int i) => new LoweredTupleItem(Int, new LoweredLocalRead(tuple), i);
        object? result = Invoke(
            [],
            Int,
            [
                new LoweredAssignment(
                    new LoweredLocalRead(tuple),
                    new LoweredNewTuple(type, [.. Enumerable.Range(0, 16).Select(i => new LoweredConstant(Int, (long)i))])),
                new LoweredAssignment(Item(15), new LoweredBinary(Int, LoweredOperator.Add, Item(15), Item(7))),
                new LoweredReturn(Item(15)),
            ]);
        Assert.Equal(22L, result);
    }

    [Fact]
    public void Checked_arithmetic_of_narrow_types_traps()
    {
        var a = new LoweredParameter("a", PrimitiveTypeSymbol.U8);
        ImmutableArray<LoweredStatement> body =
        [
            new LoweredReturn(new LoweredBinary(
                PrimitiveTypeSymbol.U8, LoweredOperator.AddChecked, new LoweredParameterRead(a), new LoweredConstant(PrimitiveTypeSymbol.U8, 6L))),
        ];
        Assert.Equal((byte)255, Invoke([a], PrimitiveTypeSymbol.U8, body, (byte)249));
        var error = Assert.Throws<System.Reflection.TargetInvocationException>(() => Invoke([a], PrimitiveTypeSymbol.U8, body, (byte)250));
        Assert.IsType<OverflowException>(error.InnerException);
    }

    [Fact]
    public void A_far_jump_gets_the_long_form()
    {
        var n = new LoweredParameter("n", Int);
        var far = new LoweredLabel("far");
        LoweredStatement add = new LoweredAssignment(
            new LoweredParameterRead(n),
            new LoweredBinary(Int, LoweredOperator.Add, new LoweredParameterRead(n), new LoweredConstant(Int, 1L)));
        ImmutableArray<LoweredStatement> body =
        [
            new LoweredBranch(
                new LoweredBinary(Bool, LoweredOperator.Less, new LoweredParameterRead(n), new LoweredConstant(Int, 0L)), far, true),
            .. Enumerable.Repeat(add, 60),
            new LoweredLabelStatement(far),
            new LoweredReturn(new LoweredParameterRead(n)),
        ];
        Assert.Equal(60L, Invoke([n], Int, body, 0L));
        Assert.Equal(-1L, Invoke([n], Int, body, -1L));
    }

    private static object? Invoke(
        ImmutableArray<LoweredParameter> parameters, TypeSymbol returnType, ImmutableArray<LoweredStatement> body, params object?[] arguments)
    {
        EmitResult Compile() => ProgramEmitter.Emit(Program(parameters, returnType, body), RuntimeAssembly.Load(), new EmitOptions("program"));
        EmittedAssemblyChecks.AssertDeterministic(Compile);
        EmitResult output = Compile();
        EmittedAssemblyChecks.Decompile(output, RuntimeAssembly.Path);
        var context = new AssemblyLoadContext("emitted", isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(new MemoryStream(output.Assembly));
            return assembly.GetType("m")?.GetMethod("f")?.Invoke(null, arguments);
        }
        finally
        {
            context.Unload();
        }
    }

    private static LoweredProgram Program(
        ImmutableArray<LoweredParameter> parameters, TypeSymbol returnType, ImmutableArray<LoweredStatement> body)
    {
        var source = new SourceText("m.incn", "");
        var module = new SourceModuleSymbol("m", source, SyntaxParser.Parse(source, new Compiler.Diagnostics.DiagnosticBag()));
        var symbol = new SynthesizedMethodSymbol("f", null, true, [], [], returnType);
        var method = new LoweredMethod(symbol, true, parameters, returnType, new LoweredBlock(body), null, "f");
        return new LoweredProgram([new LoweredModule(module, source, [], [method], [], null)], null);
    }
}
