using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Binding.Testing;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    /// <summary>Whether a decorator of tests may be called here, because it stands as one.</summary>
    private bool _bindsDecorator;

    /// <summary>The body of a module's <c>$tests</c>; see <see cref="TestHarness"/>.</summary>
    /// <param name="needs">Told which fixtures each fixture of the module asks for.</param>
    public static BoundBlock BindTests(
        TestPlan plan,
        SourceModuleSymbol module,
        SourceFunctionSymbol function,
        ParameterSymbol suite,
        TestLibrary library,
        Dictionary<SourceFunctionSymbol, ImmutableArray<SourceFunctionSymbol>> needs,
        BindingContext context)
    {
        var frame = new FunctionFrame(null, function, function.Name, PrimitiveTypeSymbol.Unit, isAsync: false);
        var binder = new BodyBinder(context, module.Scope, frame, null, null) { _bindsDecorator = true };
        SourceSpan span = module.Source.Span(0, 0);
        var harness = new ModuleHarness(plan, module, library, new BoundVariable(span, suite));
        binder.Register(harness, span, "module", [], Text(span, module.Path), Text(span, module.Source.Path.Replace('\\', '/')),
            binder.Texts(span, plan.VisibleFrom(module).Select(TestPlan.KeyOf)), new BoundLiteral(span, PrimitiveTypeSymbol.Bool, plan.HasState(module)));
        binder.RegisterNames(harness, "TEST_MARKERS", "markers");
        binder.RegisterNames(harness, "TEST_MARKS", "default_marks");
        foreach (SourceFunctionSymbol fixture in TestPlan.FixturesOf(module))
        {
            needs[fixture] = binder.RegisterFixture(harness, fixture);
        }
        foreach (SourceFunctionSymbol test in plan.TestsOf(module))
        {
            binder.RegisterTest(harness, test);
        }
        binder.Finish();
        return new BoundBlock(span, harness.Statements.ToImmutable());
    }

    /// <summary>The registrations of one module so far.</summary>
    private sealed record ModuleHarness(TestPlan Plan, SourceModuleSymbol Module, TestLibrary Library, BoundExpression Suite)
    {
        public ImmutableArray<BoundStatement>.Builder Statements { get; } = ImmutableArray.CreateBuilder<BoundStatement>();
    }

    private void Register(
        ModuleHarness harness, SourceSpan span, string method, ImmutableArray<TypeSymbol> typeArguments, params ImmutableArray<BoundExpression> arguments) =>
        harness.Statements.Add(new BoundExpressionStatement(
            span, CallKnown(span, harness.Library.Method(harness.Library.Suite, method), harness.Suite, typeArguments, arguments)));

    private void RegisterNames(ModuleHarness harness, string global, string method)
    {
        if (harness.Module.Items(global) is [SourceGlobalSymbol { Span: { } span } names])
        {
            Register(harness, span, method, [], Convert(Read(names, span), Types.List(PrimitiveTypeSymbol.Str)));
        }
    }

    /// <summary>The fixtures it needs.</summary>
    private ImmutableArray<SourceFunctionSymbol> RegisterFixture(ModuleHarness harness, SourceFunctionSymbol fixture)
    {
        FunctionDeclarationSyntax syntax = DeclarationOf(fixture);
        SourceSpan span = syntax.Name.Span;
        TypeSymbol type = fixture.FixtureType ?? PrimitiveTypeSymbol.Unit;
        var caller = new TestCaller(this, harness, fixture);
        BoundExpression call = caller.Call([]);
        BoundExpression options = TestDecorator.Of(syntax, TestDecorator.Fixture, harness.Module.Scope) is { } decorator
            ? BindDecorator(decorator, harness.Library.FixtureOptions)
            : new BoundErrorExpression(span);
        (string method, TypeSymbol result) = (fixture.IsAsync, fixture.Yields) switch
        {
            (false, false) => ("fixture", type),
            (false, true) => ("yield_fixture", Types.Iterator(type)),
            (true, false) => ("async_fixture", type),
            (true, true) => ("async_yield_fixture", PrimitiveTypeSymbol.Unit),
        };
        Register(harness, span, method, fixture is { IsAsync: true, Yields: true } ? [] : [type], Text(span, TestPlan.KeyOf(fixture)), Text(span, fixture.Name), options,
            Texts(span, caller.Needs), caller.Closure(call, result, fixture.IsAsync));
        return caller.Fixtures;
    }

    private static FunctionDeclarationSyntax DeclarationOf(SourceFunctionSymbol function) =>
        function.Declaration as FunctionDeclarationSyntax ?? throw new InternalCompilerException($"{function.Name} is not a declared function");

    private void RegisterTest(ModuleHarness harness, SourceFunctionSymbol test)
    {
        FunctionDeclarationSyntax syntax = DeclarationOf(test);
        SourceSpan span = syntax.Name.Span;
        if (!syntax.TypeParameters.IsEmpty)
        {
            Report(TestErrors.GenericTest(syntax.TypeParameters[0].Span, test.Name));
            return;
        }
        var marks = ImmutableArray.CreateBuilder<BoundExpression>();
        var axes = new List<CaseAxis>();
        foreach (DecoratorSyntax decorator in syntax.Modifiers.Decorators)
        {
            ImportedFunctionSymbol? marker = TestDecorator.Find(decorator, harness.Module.Scope);
            if (marker?.Contract.TestRole == TestDecorator.Marker)
            {
                marks.Add(BindDecorator(decorator, harness.Library.Mark));
            }
            else if (marker?.Contract.TestRole == TestDecorator.Parametrize)
            {
                if (BindAxis(harness, decorator, marker, test, axes) is not { } axis)
                {
                    // Its parameters would only be reported once more, as unknown fixtures.
                    return;
                }
                axes.Add(axis);
            }
        }
        var caller = new TestCaller(this, harness, test);
        BoundExpression call = caller.Call(axes);
        if (Types.IsResult(test.ReturnType, out TypeSymbol? value, out TypeSymbol? error))
        {
            call = CallKnown(span, harness.Library.Method(harness.Library.Context, "succeed"), null, [value, error], [call]);
        }
        Register(harness, span, test.IsAsync ? "async_test" : "test", [], Text(span, test.Name),
            new BoundLiteral(span, PrimitiveTypeSymbol.Int, (long)span.StartPosition.Line), ListOf(span, harness.Library.Mark, marks), Texts(span, caller.Needs),
            caller.Closure(call, PrimitiveTypeSymbol.Unit, test.IsAsync));
        axes.ForEach(axis => axis.Register());
    }

    /// <summary>
    /// <code>
    ///   before   yield v   (in an async fixture)        after   await FixtureHandoff.provide(v)
    /// </code>
    /// </summary>
    private BoundExpressionStatement ProvideFixture(BoundExpression value)
    {
        var library = new TestLibrary(_context.Library);
        BoundCall call = CallKnown(value.Span, library.Method(library.Handoff, "provide"), null, [value.Type], [value]);
        return new BoundExpressionStatement(value.Span, new BoundAwait(value.Span, PrimitiveTypeSymbol.Unit, call, null, IsIdentity: false));
    }

    private BoundExpression BindDecorator(DecoratorSyntax decorator, TypeSymbol type)
    {
        ExpressionSyntax callee = new NameExpressionSyntax(decorator.Path[0].Span, decorator.Path[0].Text);
        foreach (NameSyntax segment in decorator.Path.Skip(1))
        {
            callee = new MemberSyntax(callee.Span.To(segment.Span), callee, segment);
        }
        return BindAs(new CallSyntax(decorator.Span, callee, DecoratorArguments(decorator)), type);
    }

    private ImmutableArray<ArgumentSyntax> DecoratorArguments(DecoratorSyntax decorator)
    {
        var arguments = ImmutableArray.CreateBuilder<ArgumentSyntax>();
        foreach (DecoratorArgumentSyntax argument in decorator.Arguments)
        {
            if (argument.Value is { } value)
            {
                arguments.Add(new ArgumentSyntax(argument.Span, argument.Name, SpreadKind.None, value));
            }
            else
            {
                Report(TestErrors.ExpectedValue(argument.Span));
            }
        }
        return arguments.ToImmutable();
    }

    /// <summary>A call of a function that is known, with arguments that are known to fit. Of an async one its future.</summary>
    private BoundCall CallKnown(
        SourceSpan span, FunctionSymbol function, BoundExpression? receiver, ImmutableArray<TypeSymbol> typeArguments, ImmutableArray<BoundExpression> arguments)
    {
        TypeSymbol result = function.ReturnType.Substitute(TypeSubstitution.Create(function.TypeParameters, typeArguments));
        return new BoundCall(
            span, function.IsAsync ? Types.Future(result) : result, function, receiver, typeArguments,
            [.. function.Parameters.Zip(arguments, (p, a) => new BoundArgument(p, a))]);
    }

    private static BoundLiteral Text(SourceSpan span, string text) => new(span, PrimitiveTypeSymbol.Str, text);

    private BoundListLiteral Texts(SourceSpan span, IEnumerable<string> texts) => ListOf(span, PrimitiveTypeSymbol.Str, texts.Select(t => Text(span, t)));

    private BoundListLiteral ListOf(SourceSpan span, TypeSymbol element, IEnumerable<BoundExpression> values) =>
        new(span, Types.List(element), [.. values.Select(v => new BoundElement(v))]);
}
