using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Testing;

/// <summary>
/// What a tested program has in place of its main. Names that begin with <c>$</c> never reach a user.
/// <code>
///   def $tests(suite: TestSuite):                            one for each module with tests or fixtures
///       suite.module("tests.test_bank", "tests/test_bank.incn", ["tests.conftest::account"], false)
///       suite.test("test_deposit", 7, [slow()], ["tests.conftest::account"],
///                  (context) => test_deposit(context.fixture[Account]("tests.conftest::account"), context.case[int](0)))
///       suite.axis(["amount"], []); suite.case[int](1, [], ""); suite.case[int](2, [], "")
///   def $main():
///       suite = TestSuite.open(); $tests(suite); …
/// </code>
/// </summary>
internal static class TestHarness
{
    public static (ImmutableArray<BoundModule> Modules, FunctionSymbol Main) Bind(
        TestPlan plan, DeclaredProgram program, ImmutableArray<BoundModule> modules, BindingContext context)
    {
        var library = new TestLibrary(context.Library);
        var builder = modules.ToBuilder();
        var registrations = new List<FunctionSymbol>();
        var needs = new Dictionary<SourceFunctionSymbol, ImmutableArray<SourceFunctionSymbol>>();
        for (int i = 0; i < modules.Length; i++)
        {
            SourceModuleSymbol module = program.Modules[i];
            if (!plan.TestsOf(module).Any() && !TestPlan.FixturesOf(module).Any())
            {
                continue;
            }
            var suite = new ParameterSymbol("suite", library.Suite);
            SourceFunctionSymbol function = Function("$tests", module, [suite]);
            BoundBlock body = BodyBinder.BindTests(plan, module, function, suite, library, needs, context);
            builder[i] = builder[i] with { Functions = builder[i].Functions.Add(new BoundFunction(function, null, body)) };
            registrations.Add(function);
        }
        ReportCycles(needs, context);
        SourceFunctionSymbol main = Function("$main", program.Entry, []);
        main.IsMain = true;
        int home = program.Modules.IndexOf(program.Entry);
        builder[home] = builder[home] with { Functions = builder[home].Functions.Add(new BoundFunction(main, null, MainBody(program.Entry, registrations, library))) };
        return (builder.ToImmutable(), main);
    }

    private static BoundBlock MainBody(SourceModuleSymbol module, List<FunctionSymbol> registrations, TestLibrary library)
    {
        var span = module.Source.Span(0, 0);
        var suite = new LocalSymbol("suite", library.Suite, isMutable: false);
        var open = new BoundCall(span, library.Suite, library.Method(library.Suite, "open"), null, [], []);
        return new BoundBlock(span,
        [
            new BoundLocalDeclaration(span, suite, open),
            .. registrations.Select(f => new BoundExpressionStatement(span, new BoundCall(
                span, PrimitiveTypeSymbol.Unit, f, null, [], [new BoundArgument(f.Parameters[0], new BoundVariable(span, suite))]))),
        ]);
    }

    private static SourceFunctionSymbol Function(string name, SourceModuleSymbol module, ImmutableArray<ParameterSymbol> parameters) =>
        new(name, module, null, null, null, ReceiverKind.None, null)
        {
            Scope = module.Scope,
            Signature = new SourceSignature([], parameters, PrimitiveTypeSymbol.Unit),
        };

    private static void ReportCycles(Dictionary<SourceFunctionSymbol, ImmutableArray<SourceFunctionSymbol>> needs, BindingContext context)
    {
        var reported = new HashSet<SourceFunctionSymbol>();
        foreach (SourceFunctionSymbol start in needs.Keys)
        {
            if (PathBack(start, start, [start]) is { } path && start.Span is { } span && !path.Exists(reported.Contains))
            {
                reported.UnionWith(path);
                context.Diagnostics.Add(TestErrors.FixtureCycle(span, path.Append(start).Select(f => f.Name)));
            }
        }

        List<SourceFunctionSymbol>? PathBack(SourceFunctionSymbol from, SourceFunctionSymbol to, List<SourceFunctionSymbol> path)
        {
            foreach (SourceFunctionSymbol next in needs.GetValueOrDefault(from, []))
            {
                if (next == to)
                {
                    return path;
                }
                if (!path.Contains(next) && PathBack(next, to, [.. path, next]) is { } found)
                {
                    return found;
                }
            }
            return null;
        }
    }
}
