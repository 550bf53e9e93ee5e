using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Binding.Testing;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    /// <summary>Makes the closure that calls a test or fixture: each argument is a case, a fixture or the parameter's default.</summary>
    private sealed class TestCaller(BodyBinder binder, ModuleHarness harness, SourceFunctionSymbol function)
    {
        private readonly ParameterSymbol _context = new("context", harness.Library.Context);
        private readonly SourceSpan _span = function.Span ?? harness.Module.Source.Span(0, 0);
        private readonly List<string> _needs = [];
        private readonly List<SourceFunctionSymbol> _fixtures = [];

        /// <summary>The keys of the fixtures among the arguments, after <see cref="Call"/>.</summary>
        public IReadOnlyList<string> Needs => _needs;

        public ImmutableArray<SourceFunctionSymbol> Fixtures => [.. _fixtures];

        /// <summary>The call; of an async function, awaited.</summary>
        public BoundExpression Call(IReadOnlyList<CaseAxis> axes)
        {
            BoundCall call = binder.CallKnown(_span, function, null, [], [.. function.Parameters.Select(p => Argument(p, axes))]);
            return function.IsAsync ? new BoundAwait(_span, function.ReturnType, call, null, IsIdentity: false) : call;
        }

        public BoundClosure Closure(BoundExpression call, TypeSymbol result, bool isAsync)
        {
            BoundStatement statement = result.Resolved == PrimitiveTypeSymbol.Unit
                ? new BoundExpressionStatement(_span, call)
                : new BoundReturn(_span, call);
            var symbol = new ClosureSymbol("$test", [_context], result, isAsync, isGenerator: false, _span);
            TypeSymbol type = new FunctionTypeSymbol([_context.Type], isAsync ? binder.Types.Future(result) : result);
            return new BoundClosure(_span, type, symbol, new BoundBlock(_span, [statement]), []);
        }

        private BoundExpression Argument(ParameterSymbol parameter, IReadOnlyList<CaseAxis> axes)
        {
            SourceSpan span = parameter.Span ?? _span;
            var context = new BoundVariable(span, _context);
            for (int i = 0; i < axes.Count; i++)
            {
                if (axes[i].Read(parameter, type => OfContext("case", type, new BoundLiteral(span, PrimitiveTypeSymbol.Int, (long)i))) is { } value)
                {
                    return value;
                }
            }
            if (harness.Plan.FindFixture(parameter.Name, harness.Module, function) is { FixtureType: { } type } fixture)
            {
                _needs.Add(TestPlan.KeyOf(fixture));
                _fixtures.Add(fixture);
                return Checked(parameter, span, OfContext("fixture", type, Text(span, TestPlan.KeyOf(fixture))), fixture.Span);
            }
            if (harness.Library.FindFixture(parameter.Name) is { } builtin)
            {
                _needs.Add(parameter.Name);
                return Checked(parameter, span, binder.CallKnown(span, builtin, null, [], [context]), null);
            }
            if (parameter.DefaultSyntax is { } syntax)
            {
                return binder.BindDefault(syntax, parameter.Type, function.Scope);
            }
            IEnumerable<string> known = harness.Plan.VisibleFrom(harness.Module).Select(f => f.Name).Concat(harness.Library.FixtureNames);
            return binder.Error(TestErrors.UnknownFixture(span, parameter.Name, function.Name, NameSuggestions.Closest(parameter.Name, known)));

            BoundCall OfContext(string method, TypeSymbol type, BoundExpression key) =>
                binder.CallKnown(span, harness.Library.Method(harness.Library.Context, method), context, [type], [key]);
        }

        private BoundExpression Checked(ParameterSymbol parameter, SourceSpan span, BoundExpression value, SourceSpan? fixture) =>
            parameter.Type.IsError || value.Type.IsError ? value
            : binder.TryConvert(value, parameter.Type)
                ?? binder.Error(TestErrors.FixtureType(span, parameter.Name, parameter.Type, value.Type, fixture));
    }

    /// <summary>One <c>parametrize</c>: the parameters it gives values to, together as a tuple if they are several.</summary>
    private sealed record CaseAxis(SourceSpan Span, ImmutableArray<ParameterSymbol> Parameters, TypeSymbol Type, Action Register)
    {
        /// <summary>The parameter's part of the current case; null if it is none of this axis.</summary>
        public BoundExpression? Read(ParameterSymbol parameter, Func<TypeSymbol, BoundExpression> current)
        {
            int index = Parameters.IndexOf(parameter);
            return index < 0 ? null
                : Parameters.Length == 1 ? current(Type)
                : new BoundTupleElement(Span, parameter.Type, current(Type), index);
        }
    }

    private CaseAxis? BindAxis(
        ModuleHarness harness, DecoratorSyntax decorator, FunctionSymbol marker, SourceFunctionSymbol test, IReadOnlyList<CaseAxis> earlier)
    {
        ArgumentMap map = ArgumentBinder.Map(marker.Parameters, DecoratorArguments(decorator), marker.Name, decorator.Span);
        if (map.Problem is { } problem)
        {
            Report(problem);
            return null;
        }
        ExpressionSyntax namesSyntax = map.Passed.First(p => p.Parameter == marker.Parameters[0]).Argument.Value;
        ExpressionSyntax cases = map.Passed.First(p => p.Parameter == marker.Parameters[1]).Argument.Value;
        if (NamesIn(namesSyntax) is not { Length: > 0 } names)
        {
            Report(TestErrors.ParameterNames(namesSyntax.Span));
            return null;
        }
        var parameters = ImmutableArray.CreateBuilder<ParameterSymbol>();
        foreach (string name in names)
        {
            if (test.Parameters.FirstOrDefault(p => p.Name == name) is not { } parameter)
            {
                Report(TestErrors.NotAParameter(namesSyntax.Span, name, test.Name, NameSuggestions.Closest(name, test.Parameters.Select(p => p.Name))));
                return null;
            }
            if (parameters.Contains(parameter) || earlier.Any(a => a.Parameters.Contains(parameter)))
            {
                Report(TestErrors.GivenTwice(namesSyntax.Span, name));
                return null;
            }
            parameters.Add(parameter);
        }
        TypeSymbol type = parameters.Count == 1 ? parameters[0].Type : new TupleTypeSymbol([.. parameters.Select(p => p.Type)]);
        BoundExpression ids = map.Passed.FirstOrDefault(p => p.Parameter == marker.Parameters[2]).Argument is { Value: var written }
            ? BindAs(written, Types.List(PrimitiveTypeSymbol.Str))
            : Texts(decorator.Span, []);
        return new CaseAxis(decorator.Span, parameters.ToImmutable(), type, () =>
        {
            Register(harness, decorator.Span, "axis", [], Texts(decorator.Span, names), ids);
            if (cases is ListSyntax { Elements: var elements } && !elements.OfType<SpreadSyntax>().Any())
            {
                foreach (ExpressionSyntax element in elements)
                {
                    RegisterCase(harness, element, type);
                }
                return;
            }
            Register(harness, cases.Span, "cases", [type], BindAs(cases, Types.List(type)));
        });
    }

    /// <summary><c>"a, b"</c>, <c>["a", "b"]</c> or <c>("a", "b")</c>; empty for anything else.</summary>
    private static ImmutableArray<string> NamesIn(ExpressionSyntax syntax) => syntax switch
    {
        StringLiteralSyntax text => [.. text.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        ListSyntax { Elements: var e } when e.All(x => x is StringLiteralSyntax) => [.. e.OfType<StringLiteralSyntax>().Select(s => s.Value)],
        TupleSyntax { Elements: var e } when e.All(x => x is StringLiteralSyntax) => [.. e.OfType<StringLiteralSyntax>().Select(s => s.Value)],
        _ => [],
    };

    /// <summary>A value, or <c>param_case(value, marks=[…], id="…")</c>.</summary>
    private void RegisterCase(ModuleHarness harness, ExpressionSyntax element, TypeSymbol type)
    {
        ExpressionSyntax value = element;
        BoundExpression id = Text(element.Span, "");
        var marks = ImmutableArray.CreateBuilder<BoundExpression>();
        if (element is CallSyntax call && TestDecorator.Find(call, harness.Module.Scope) is { Contract.TestRole: TestDecorator.Case } marker)
        {
            ArgumentMap map = ArgumentBinder.Map(marker.Parameters, call.Arguments, marker.Name, call.Span);
            if (map.Problem is { } problem)
            {
                Report(problem);
                return;
            }
            foreach ((ArgumentSyntax argument, ParameterSymbol parameter) in map.Passed)
            {
                if (parameter == marker.Parameters[0])
                {
                    value = argument.Value;
                }
                else if (parameter == marker.Parameters[1])
                {
                    marks.AddRange((argument.Value is ListSyntax list ? list.Elements : [argument.Value]).Select(m => BindMark(harness, m)));
                }
                else
                {
                    id = BindAs(argument.Value, PrimitiveTypeSymbol.Str);
                }
            }
        }
        if (value is TupleSyntax tuple && type is TupleTypeSymbol { Elements.Length: var size } && tuple.Elements.Length != size)
        {
            Report(TestErrors.CaseSize(value.Span, size, tuple.Elements.Length));
            return;
        }
        Register(harness, element.Span, "case", [type], BindAs(value, type), ListOf(element.Span, harness.Library.Mark, marks), id);
    }

    /// <summary><c>skip("reason")</c>, <c>slow</c>, or a name of the user's own.</summary>
    private BoundExpression BindMark(ModuleHarness harness, ExpressionSyntax syntax) => syntax switch
    {
        StringLiteralSyntax => CallKnown(
            syntax.Span, harness.Library.Method(harness.Library.Suite, "mark"), null, [], [BindAs(syntax, PrimitiveTypeSymbol.Str)]),
        _ when TestDecorator.Find(syntax, harness.Module.Scope) is not { Contract.TestRole: TestDecorator.Marker } => Error(TestErrors.NotAMark(syntax.Span)),
        CallSyntax => BindAs(syntax, harness.Library.Mark),
        _ => BindAs(new CallSyntax(syntax.Span, syntax, []), harness.Library.Mark),
    };
}
