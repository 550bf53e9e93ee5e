using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    /// <summary>A <c>*</c> parameter is chosen only where no other overload fits.</summary>
    private const int RestCost = 100;

    private sealed record Candidate(FunctionSymbol Function, ArgumentMap Map, int Cost);

    /// <summary>
    /// Arguments that have a type of their own are bound once, without expectation; the candidates that take them with the fewest
    /// conversions remain. Closures and the like then learn their types from the one chosen.
    /// </summary>
    private BoundExpression ResolveOverload(FunctionsTarget target, ImmutableArray<ArgumentSyntax> arguments, SourceSpan span, TypeSymbol? expected)
    {
        ImmutableArray<(FunctionSymbol Function, ArgumentMap Map)> mapped =
            [.. target.Functions.Where(f => !IsForeign(f) || target.TypeArguments is not { } written || written.Length == f.TypeParameters.Length).DefaultIfEmpty(target.Functions[0]).Select(f => (f, ArgumentBinder.Map(f.Parameters, arguments, f.DisplayName, MissingSpan(target.Span, span))))];
        ImmutableArray<(FunctionSymbol Function, ArgumentMap Map)> fitting = [.. mapped.Where(m => m.Map.Fits)];
        if (fitting.IsEmpty)
        {
            if (mapped.All(m => IsForeign(m.Function)))
            {
                return Error(TypeErrors.NoOverload(target.Span, target.Name, TypesOf(arguments), Signatures(mapped.Select(m => m.Function), arguments.Length)));
            }
            BindForErrors(arguments);
            return Error(mapped[^1].Map.Problem ?? TypeErrors.NoOverload(target.Span, target.Name, [], target.Functions.Select(Signature)));
        }
        if (fitting is [var single])
        {
            return BindFunctionCall(target with { Functions = [single.Function] }, arguments, span, expected);
        }
        Dictionary<ArgumentSyntax, BoundExpression> values = arguments
            .Where(a => !IsDeferred(a.Value) && !(a.Value is ListSyntax && fitting.Any(f => f.Map.Passed.Any(p => p.Argument == a && p.Parameter.Awaitable is not null))))
            .ToDictionary(a => a, a => BindExpression(a.Value));
        if (values.Values.Any(v => v.Type.IsError))
        {
            return new BoundErrorExpression(span);
        }
        List<Candidate> candidates =
            [.. fitting.Select(f => (f.Function, f.Map, Cost: CostOf(f.Function, f.Map, target, values))).Where(f => f.Cost >= 0).Select(f => new Candidate(f.Function, f.Map, f.Cost))];
        if (candidates.Count == 0)
        {
            return Error(TypeErrors.NoOverload(
                arguments.IsEmpty ? target.Span : arguments[0].Span.To(arguments[^1].Span),
                target.Name,
                values.Values.Select(v => v.Type),
                Signatures(target.Functions, arguments.Length)));
        }
        List<Candidate> best = [.. candidates.Where(c => c.Cost == candidates.Min(o => o.Cost))];
        if (best.Count > 1 && expected is not null)
        {
            List<Candidate> wanted = [.. best.Where(c => _unifier.Try(() => _unifier.Unify(Instantiate(c.Function, target.Receiver, target.Containing, null, span).Result, expected)))];
            best = wanted.Count > 0 ? wanted : best;
        }
        if (best.Count > 1 && best.All(c => IsForeign(c.Function)) && best.Where(c => best.All(o => o == c || IsNearer(c, o))).ToList() is [var nearest])
        {
            best = [nearest];
        }
        if (best.Count > 1 && best.Select(b => b.Function.ContainingType).Distinct().Count() == 1 && ((target.Receiver is null && best[0].Cost > 0) || best.All(b => b.Function is Symbols.Source.SourceFunctionSymbol)))
        {
            return Error(TypeErrors.Ambiguous(target.Span, target.Name, Signatures(best.Select(b => b.Function), arguments.Length)));
        }
        Instance instance = Instantiate(best[0].Function, target.Receiver, target.Containing, target.TypeArguments, target.Span);
        HintResult(instance, expected);
        return BuildCall(instance, BindArguments(instance, best[0].Map, values), best[0].Map, span, target);
    }

    /// <summary>Whether every parameter takes less than the other overload's does, as a class takes less than an interface of it.</summary>
    private static bool IsNearer(Candidate one, Candidate other) => one.Map.Passed.Zip(other.Map.Passed, (a, b) =>
        a.Parameter.Type.Equals(b.Parameter.Type)
        || b.Parameter.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Object }
        || (b.Parameter.Type is NamedTypeSymbol wider && MemberLookup.ViewAs(a.Parameter.Type, wider.Definition) is not null)).All(isNearer => isNearer);

    /// <summary>What is not generic, and has nothing left out, is nearer.</summary>
    private static int CostOfShape(FunctionSymbol function, ArgumentMap map) =>
        (function.TypeParameters.IsEmpty ? 0 : 1) + map.Defaulted.Sum(p => p.Kind == ParameterKind.Normal ? 1 : RestCost);

    /// <summary>
    /// A closure that is an expression means a function with a result before one without, and not one that gives a task, unless it is async. What
    /// its body gives is known only when its parameters are.
    /// </summary>
    private static int CostOfShape(ClosureSyntax closure, FunctionTypeSymbol wanted)
    {
        bool givesValue = closure.Expression is not null || closure.ReturnType is not (null or NamedTypeSyntax { Path: [{ Text: "None" }] });
        bool isTask = wanted.Result is NamedTypeSymbol { Definition: ForeignTypeSymbol { IsTask: true } };
        return (givesValue == (wanted.Result.Resolved is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit }) ? 2 : 0) + (isTask != closure.IsAsync ? 4 : 0);
    }

    private IEnumerable<TypeSymbol> TypesOf(ImmutableArray<ArgumentSyntax> arguments) =>
        [.. arguments.Select(a => IsDeferred(a.Value) ? ErrorTypeSymbol.Instance : BindExpression(a.Value).Type)];

    /// <summary>The nearest by the number of their parameters; types of .NET have many overloads.</summary>
    private IEnumerable<string> Signatures(IEnumerable<FunctionSymbol> functions, int arguments)
    {
        const int Shown = 4;
        FunctionSymbol[] all = [.. functions];
        if (!all.All(IsForeign))
        {
            return all.Select(Signature);
        }
        IEnumerable<string> nearest = all.OrderBy(f => Math.Abs(f.Parameters.Length - arguments)).Select(SpokenSignature).Distinct().Take(Shown);
        return all.Length > Shown ? nearest.Append($"and {all.Length - Shown} more") : nearest;
    }

    private string SpokenSignature(FunctionSymbol function) =>
        $"{(function is ImportedFunctionSymbol { IsConstructor: true } ? function.Name : function.DisplayName)}({string.Join(", ", function.Parameters.Select(p => $"{p.Name}: {Spoken(p.Type)}"))})";

    /// <summary>Has no type of its own before a parameter is chosen.</summary>
    private bool IsDeferred(ExpressionSyntax argument) =>
        argument is ClosureSyntax || FindFunctionLike(argument) is TypeTarget or VariantTarget or MethodTarget or FunctionsTarget { Functions.Length: > 1 };

    /// <summary>How far the arguments are from the parameters; negative when they do not fit.</summary>
    private int CostOf(FunctionSymbol function, ArgumentMap map, FunctionsTarget target, Dictionary<ArgumentSyntax, BoundExpression> values) =>
        _unifier.Try(() =>
        {
            Instance instance = Instantiate(function, target.Receiver, target.Containing, null, target.Span);
            int cost = IsForeign(function) ? CostOfShape(function, map) : 0;
            foreach ((ArgumentSyntax argument, ParameterSymbol parameter) in map.Passed)
            {
                TypeSymbol type = ParameterType(instance, argument, parameter);
                TypeSymbol shapeType = IsForeign(function) ? Spoken(type) : type;
                if (!values.TryGetValue(argument, out BoundExpression? value))
                {
                    if (parameter.Awaitable is { } unbound && (argument.Value is ListSyntax || argument.Value is ClosureSyntax { Parameters.IsEmpty: true }))
                    {
                        bool isWhole = argument.Value is not ListSyntax || Types.IsList(type, out _);
                        if (!isWhole && !unbound.PassesPlainValues)
                        {
                            return -1;
                        }
                        cost += isWhole ? 1 : PlainCost;
                        continue;
                    }
                    if (Types.IsTypeToken(type, out TypeSymbol? named))
                    {
                        if (FindFunctionLike(argument.Value) is not TypeTarget meant || !_unifier.Unify(named, meant.Type))
                        {
                            return -1;
                        }
                        cost += parameter.Type.ContainsTypeParameter ? 1 : 0;
                        continue;
                    }
                    if (type.Resolved is not InferenceTypeSymbol
                        && !(Types.WithoutOption(shapeType) is FunctionTypeSymbol shape
                            && (argument.Value is not ClosureSyntax closure || shape.Parameters.Length == closure.Parameters.Length)))
                    {
                        return -1;
                    }
                    cost += IsForeign(function) && argument.Value is ClosureSyntax written && Spoken(type) is FunctionTypeSymbol wanted ? CostOfShape(written, wanted) : 0;
                    continue;
                }
                if (parameter.AsText is not null)
                {
                    cost += 4;
                    continue;
                }
                bool isGeneric = parameter.Type.ContainsTypeParameter;
                if (type.Resolved.Equals(value.Type) || _unifier.Unify(type, value.Type))
                {
                    cost += isGeneric ? 1 : 0;
                }
                else if (parameter.Awaitable is { } contract)
                {
                    if (CostOfAwaiting(value, type, contract) is not { } awaiting)
                    {
                        return -1;
                    }
                    cost += awaiting;
                }
                else if (TryPass(function, parameter, value, type) is { Cost: var conversion })
                {
                    cost += conversion + (isGeneric && IsForeign(function) ? 1 : 0);
                }
                else
                {
                    return -1;
                }
            }
            return cost + (map.Passed.Any(p => p.Parameter.Kind != ParameterKind.Normal) ? RestCost : 0);
        });
}
