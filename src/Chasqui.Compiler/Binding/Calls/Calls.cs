using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Binding.Testing;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    private BoundExpression BindCall(CallSyntax syntax, TypeSymbol? expected)
    {
        if (IsInstanceTest(syntax.Callee))
        {
            return BindIsInstance(syntax);
        }
        return BindCallOf(BindTarget(syntax.Callee, expected), syntax.Arguments, syntax.Span, expected);
    }

    private BoundExpression BindCallOf(Target target, ImmutableArray<ArgumentSyntax> written, SourceSpan span, TypeSymbol? expected)
    {
        var declarations = ImmutableArray.CreateBuilder<BoundStatement>();
        BoundExpression call = BindExpandedCall(target, ExpandSpreads(target, written, declarations), span, expected);
        return declarations.Count == 0 || call is BoundErrorExpression ? call : new BoundBlockExpression(span, call.RawType, declarations.ToImmutable(), call);
    }

    private BoundExpression BindExpandedCall(Target target, ImmutableArray<ArgumentSyntax> arguments, SourceSpan span, TypeSymbol? expected)
    {
        switch (target)
        {
            case FunctionsTarget functions:
                return BindFunctionCall(functions, arguments, span, expected);
            case TypeTarget type:
                return BindTypeCall(type, arguments, span, expected);
            case VariantTarget variant:
                return BindVariantCall(variant, arguments, span, expected);
            case MethodTarget method:
                return BindMethodCall(method, arguments, span, expected);
            case PresetTarget preset:
                return BindPresetCall(preset, arguments, span, expected);
            case ModuleTarget module:
                BindForErrors(arguments);
                return Error(TypeErrors.NotCallable(module.Span, $"module `{module.Module.Path}`"));
            default:
                return BindValueCall(ToValue(target, null), arguments, span, expected);
        }
    }

    /// <summary>The call already failed; what is wrong in its arguments is still worth knowing.</summary>
    private BoundErrorExpression BindForErrors(ImmutableArray<ArgumentSyntax> arguments, SourceSpan span = default)
    {
        foreach (ArgumentSyntax argument in arguments.Where(a => a.Value is not ClosureSyntax))
        {
            BindExpression(argument.Value);
        }
        _hasErrors = true;
        return new BoundErrorExpression(span);
    }

    private BoundExpression BindValueCall(BoundExpression callee, ImmutableArray<ArgumentSyntax> arguments, SourceSpan span, TypeSymbol? expected)
    {
        if (!IsKnown(callee))
        {
            return BindForErrors(arguments, span);
        }
        if (callee.Type is not FunctionTypeSymbol function)
        {
            if (Members.FindMethods(callee.Type, "__call__") is [_, ..] hooks)
            {
                return BindFunctionCall(new FunctionsTarget(callee.Span, "__call__", hooks, callee), arguments, span, expected);
            }
            BindForErrors(arguments);
            return Error(TypeErrors.NotCallable(
                callee.Span,
                $"a value of type `{callee.Type}`",
                callee is BoundFieldAccess or BoundCall { Function.IsProperty: true } && arguments.IsEmpty ? $"read it without parentheses: `{callee.Span.Text}`" : null));
        }
        if (FunctionBehind(callee, function) is { } known)
        {
            ArgumentMap map = ArgumentBinder.Map(known.Parameters, arguments, known.Name, MissingSpan(callee.Span, span));
            if (map.Problem is { } problem)
            {
                Report(problem);
                return BindForErrors(arguments, span);
            }
            var instance = new Instance(known, null, null, [], TypeSubstitution.Empty, function.Result);
            return Invoke(callee, known, function, BuildArguments(instance, BindArguments(instance, map, []), map, span), span);
        }
        if (arguments.FirstOrDefault(a => a.Name is not null || a.Spread != SpreadKind.None) is { } odd)
        {
            BindForErrors(arguments);
            return Error(odd.Name is { } name
                ? BindingErrors.UnknownArgument(name.Span, callee.Span.Text, name.Text, null)
                : BindingErrors.SpreadWithoutRest(odd.Span, callee.Span.Text, "*"));
        }
        if (arguments.Length != function.Parameters.Length)
        {
            BindForErrors(arguments);
            return Error(BindingErrors.ArgumentCount(span, callee.Span.Text, function.Parameters.Length, arguments.Length));
        }
        return new BoundInvoke(span, function.Result, callee, [.. arguments.Select((a, i) => BindAs(a.Value, function.Parameters[i]))]);
    }

    /// <summary>A decorated function, a nested one, or another name of one keeps its parameter names and defaults while its type is the declared one.</summary>
    private FunctionSymbol? FunctionBehind(BoundExpression callee, FunctionTypeSymbol type)
    {
        FunctionSymbol? function = callee switch
        {
            BoundVariable { Variable: SourceGlobalSymbol { Decorated: { Decoration: null } decorated } } => decorated,
            BoundVariable { Variable: LocalSymbol local } => _knownFunctions.GetValueOrDefault(local),
            _ => null,
        };
        return function is not null && function.Parameters.Select(p => p.Type).SequenceEqual(type.Parameters.Select(p => p.Resolved)) ? function : null;
    }

    private static BoundInvoke Invoke(
        BoundExpression callee, FunctionSymbol function, FunctionTypeSymbol type, ImmutableArray<BoundArgument> arguments, SourceSpan span, BoundExpression? receiver = null)
    {
        IEnumerable<BoundExpression> values = arguments.OrderBy(a => function.Parameters.IndexOf(a.Parameter)).Select(a => a.Value);
        return new BoundInvoke(span, type.Result, callee, [.. receiver is null ? [] : (BoundExpression[])[receiver], .. values], callee is BoundVariable { Variable: LocalSymbol } ? function : null);
    }

    private BoundExpression BindFunctionCall(FunctionsTarget target, ImmutableArray<ArgumentSyntax> arguments, SourceSpan span, TypeSymbol? expected)
    {
        if (!_bindsDecorator && target.Functions is [ImportedFunctionSymbol { Contract.TestRole: not null }, ..])
        {
            BindForErrors(arguments);
            return Error(TestErrors.CalledDecorator(target.Span, target.Name));
        }
        if (target.Functions is [ImportedFunctionSymbol { ProtocolDunder: { } dunder }, ..] && target.Receiver is null)
        {
            return BindProtocolCall(target, dunder, arguments, span, expected);
        }
        if (target.Functions is [var only])
        {
            ArgumentMap map = ArgumentBinder.Map(only.Parameters, arguments, only.DisplayName, MissingSpan(target.Span, span));
            if (map.Problem is { } problem)
            {
                Report(ProblemHelp(target, only, arguments) is { } help ? problem with { Help = help } : problem);
                return ReadsTypeFirst(arguments) ? new BoundErrorExpression(span) : BindForErrors(arguments, span);
            }
            Instance instance = Instantiate(only, target.Receiver, target.Containing, target.TypeArguments, target.Span);
            HintResult(instance, expected);
            return BuildCall(instance, BindArguments(instance, map, []), map, span, target);
        }
        return ResolveOverload(target, arguments, span, expected);
    }

    /// <summary>What a call with too many arguments may mean: type arguments among the others, or the arguments of a call that a task is to make.</summary>
    private string? ProblemHelp(FunctionsTarget target, FunctionSymbol function, ImmutableArray<ArgumentSyntax> arguments) =>
        arguments.Length <= 1 ? null
        : !function.TypeParameters.IsEmpty && ReadsTypeFirst(arguments) ? $"type arguments stand in brackets: `{target.Span.Text}[{arguments[0].Span.Text}](…)`"
        : function.Parameters is [{ Awaitable: not null }, ..] && arguments is [{ Name: null, Value: NameExpressionSyntax work }, { Name: null }, ..]
            ? $"give it the call: `{target.Span.Text}({work.Name}({string.Join(", ", arguments.Skip(1).Select(a => a.Span.Length <= 20 ? a.Span.Text : "…"))}))`"
        : null;

    private bool ReadsTypeFirst(ImmutableArray<ArgumentSyntax> arguments) =>
        arguments is [{ Name: null, Value: NameExpressionSyntax first }, ..] && _scope.Lookup(first.Name) is [TypeDefinitionSymbol or TypeNameSymbol, ..];

    /// <summary>A missing argument is missing from the call's closing parenthesis.</summary>
    private static SourceSpan MissingSpan(SourceSpan callee, SourceSpan call) =>
        call.Source is not null && call.End > 0 && call.Text.EndsWith(')') && callee.End < call.End ? new SourceSpan(call.Source, call.End - 1, 1) : call;

    /// <summary>What the context expects may decide type arguments, where the result can be that at all.</summary>
    private void HintResult(Instance instance, TypeSymbol? expected)
    {
        if (expected is not null && instance.Result.ContainsInference && expected.Resolved is not InferenceTypeSymbol and not UnionTypeSymbol)
        {
            TypeSymbol result = instance.Result.Resolved;
            // A bare parameter may still become what an Option wraps; deciding now would be too early.
            if (result is not InferenceTypeSymbol && !expected.Resolved.Equals(result))
            {
                _unifier.Unify(result, expected);
            }
        }
    }

    /// <summary><c>len(x)</c> is <c>x.__len__()</c>; in generic code, where x's type is a type parameter, the builtin itself.</summary>
    private BoundExpression BindProtocolCall(
        FunctionsTarget target, string dunder, ImmutableArray<ArgumentSyntax> arguments, SourceSpan span, TypeSymbol? expected)
    {
        FunctionSymbol function = target.Functions[0];
        ArgumentMap map = ArgumentBinder.Map(function.Parameters, arguments, function.Name, MissingSpan(target.Span, span));
        if (map.Problem is { } problem)
        {
            Report(problem);
            return BindForErrors(arguments, span);
        }
        BoundExpression value = BindExpression(map.Passed[0].Argument.Value);
        if (!IsKnown(value))
        {
            return BindForErrors(arguments[1..], span);
        }
        if (value.Type is TypeParameterSymbol)
        {
            Instance instance = Instantiate(function, null, null, target.TypeArguments, target.Span);
            var bound = new Dictionary<ArgumentSyntax, BoundExpression> { [map.Passed[0].Argument] = value };
            return BuildCall(instance, BindArguments(instance, map, bound), map, span, target);
        }
        ImmutableArray<FunctionSymbol> methods = Members.FindMethods(value.Type, dunder);
        if (methods.IsEmpty)
        {
            BindForErrors(arguments[1..]);
            return CheckAwaited(value) is BoundErrorExpression unknown ? unknown : Error(TypeErrors.BadOperand(
                value.Span, $"{function.Name}()", value.Type, Types.IsOption(value.Type, out _) ? "take the value out of the Option first" : null));
        }
        return BindFunctionCall(new FunctionsTarget(target.Span, dunder, methods, value), arguments[1..], span, expected);
    }

    /// <summary>Functions come last: the other arguments decide the types of their parameters.</summary>
    private Dictionary<ArgumentSyntax, BoundExpression> BindArguments(
        Instance instance, ArgumentMap map, Dictionary<ArgumentSyntax, BoundExpression> already)
    {
        var values = new Dictionary<ArgumentSyntax, BoundExpression>();
        foreach ((ArgumentSyntax argument, ParameterSymbol parameter) in map.Passed.OrderBy(p => IsFunctionLike(p.Argument.Value) && p.Parameter.Type is not PrimitiveTypeSymbol ? 1 : 0))
        {
            TypeSymbol type = ParameterType(instance, argument, parameter);
            BoundExpression? value = already.GetValueOrDefault(argument);
            if (parameter.AsText is { } conversion)
            {
                value ??= BindExpression(argument.Value);
                values[argument] = argument.Spread == SpreadKind.None ? ToText(RequireText(value), conversion)
                    : value.Type.IsError ? value
                    : BindExpression(TextsOf(value, conversion), type);
            }
            else if (parameter.Awaitable is { } contract)
            {
                values[argument] = Types.IsList(type, out _) ? BindAwaitables(argument.Value, value, type, contract)
                    : value is null ? BindAwaitable(argument.Value, type, contract)
                    : ToFuture(value, type, contract);
            }
            else
            {
                value ??= BindExpression(argument.Value, Hint(instance.Function, type, argument.Value));
                if (type is PrimitiveTypeSymbol && MeansWork(value.Type) && map.Passed.Any(p => p.Parameter.Awaitable is not null))
                {
                    string order = string.Join(", ", map.Passed.Select(p => p.Parameter.Name));
                    Report(TypeErrors.Mismatch(value.Span, type, value.Type, $"the order is `{instance.Function.Name}({order})`"));
                    return map.Passed.ToDictionary(p => p.Argument, p => (BoundExpression)new BoundErrorExpression(p.Argument.Span));
                }
                values[argument] = argument.Spread == SpreadKind.None ? Pass(instance.Function, parameter, value, type) : Coerce(value, type);
            }
            if (parameter.Mode == ParameterMode.Mut)
            {
                RequireMutable(values[argument], argument.Value.Span);
            }
        }
        return values;
    }

    /// <summary>What an argument must be: of a rest parameter, an element, unless it is spread.</summary>
    private TypeSymbol ParameterType(Instance instance, ArgumentSyntax argument, ParameterSymbol parameter)
    {
        TypeSymbol type = parameter.Type.Substitute(instance.Substitution);
        return parameter.Kind switch
        {
            ParameterKind.Rest when argument.Spread == SpreadKind.None && Types.IsList(type, out TypeSymbol? element) => element,
            ParameterKind.KeywordRest when argument.Spread == SpreadKind.None && Types.IsDict(type, out _, out TypeSymbol? value) => value,
            _ => type,
        };
    }

    private static BoundExpression ToText(BoundExpression value, FStringConversion conversion) =>
        value.Type.IsError || (conversion == FStringConversion.Display && value.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Str })
            ? value
            : new BoundConversion(
                value.Span,
                PrimitiveTypeSymbol.Str,
                conversion == FStringConversion.Display ? BoundConversionKind.ToDisplay : BoundConversionKind.ToDebug,
                value);

    private BoundExpression BuildCall(
        Instance instance, Dictionary<ArgumentSyntax, BoundExpression> values, ArgumentMap map, SourceSpan span, FunctionsTarget target)
    {
        FunctionSymbol function = instance.Function;
        ImmutableArray<BoundArgument> arguments = BuildArguments(instance, values, map, span);
        if (instance.Receiver is { } self && !FitsReceiver(instance, self.Type))
        {
            return Error(TypeErrors.BadOperand(target.Span, $"{function.Name}()", self.Type, null));
        }
        if (instance.Receiver is { } receiver && function.MutatesReceiver)
        {
            RequireMutable(receiver, receiver.Span, isReceiver: true);
        }
        if (Overlaps.Find(arguments, function.MutatesReceiver ? instance.Receiver : null) is { } overlapping)
        {
            Report(OwnershipErrors.OverlappingArguments(overlapping.Span, function.DisplayName));
        }
        RequireCapabilities(instance, target.Span);
        if (function is SourceFunctionSymbol { Decoration: { } decoration })
        {
            BoundExpression decorated = Read(decoration, target.Span);
            return decorated.Type is FunctionTypeSymbol type && type.Parameters.Length == arguments.Length + 1
                ? Invoke(decorated, function, type, arguments, span, instance.Receiver)
                : decorated.Type.IsError ? new BoundErrorExpression(span) : Error(TypeErrors.NotCallable(target.Span, $"the decorated `{function.Name}` with these arguments"));
        }
        bool hasReceiver = function.Receiver is ReceiverKind.Self or ReceiverKind.MutSelf;
        BoundExpression call = FromForeign(function, OfReceiver(instance, new BoundCall(
            span, instance.Result, function, hasReceiver ? instance.Receiver : null, instance.TypeArguments, arguments, instance.Containing)));
        // A static method needs no receiver, but what is written before its dot is evaluated.
        return hasReceiver || instance.Receiver is null or { IsPlace: true }
            ? call
            : new BoundBlockExpression(span, call.RawType, [new BoundExpressionStatement(instance.Receiver.Span, instance.Receiver)], call);
    }

    private ImmutableArray<BoundArgument> BuildArguments(
        Instance instance, Dictionary<ArgumentSyntax, BoundExpression> values, ArgumentMap map, SourceSpan span)
    {
        var arguments = ImmutableArray.CreateBuilder<BoundArgument>();
        var gathered = new HashSet<ParameterSymbol>();
        foreach ((ArgumentSyntax argument, ParameterSymbol parameter) in map.Passed)
        {
            if (parameter.Kind == ParameterKind.Normal)
            {
                arguments.Add(new BoundArgument(parameter, values[argument]));
            }
            else if (gathered.Add(parameter))
            {
                arguments.Add(new BoundArgument(parameter, RestOf(parameter)));
            }
        }
        foreach (ParameterSymbol parameter in map.Defaulted)
        {
            arguments.Add(new BoundArgument(
                parameter, parameter.Kind == ParameterKind.Normal ? DefaultOf(instance, parameter, map, values, span) : RestOf(parameter), IsDefault: true));
        }
        return arguments.ToImmutable();

        // The `params` array of .NET.
        BoundExpression RestOf(ParameterSymbol parameter)
        {
            BoundExpression rest = GatherRest(instance, parameter, map, values, span);
            return IsForeign(instance.Function) && Types.IsList(rest.Type, out TypeSymbol? element) ? Cross("array", span, [element], rest) : rest;
        }
    }

    /// <summary>Some methods belong to some uses of a type only: <c>flatten</c> to an iterator over lists.</summary>
    private static bool FitsReceiver(Instance instance, TypeSymbol receiver) =>
        instance.Function is not ImportedFunctionSymbol { ReceiverType: NamedTypeSymbol wanted }
        || MemberLookup.ViewAs(receiver, wanted.Definition) is not { } view
        || view.Equals(wanted.Substitute(instance.Substitution));

    private BoundExpression GatherRest(
        Instance instance, ParameterSymbol parameter, ArgumentMap map, Dictionary<ArgumentSyntax, BoundExpression> values, SourceSpan span)
    {
        TypeSymbol type = parameter.Type.Substitute(instance.Substitution);
        IEnumerable<ArgumentSyntax> arguments = map.Passed.Where(p => p.Parameter == parameter).Select(p => p.Argument);
        return parameter.Kind == ParameterKind.Rest
            ? new BoundListLiteral(span, type, [.. arguments.Select(a => new BoundElement(values[a], a.Spread == SpreadKind.None ? null : Iterate(values[a])))])
            : new BoundDictLiteral(span, type,
                [.. arguments.Select(a => new BoundDictEntry(a.Name is { } n ? new BoundLiteral(n.Span, PrimitiveTypeSymbol.Str, n.Text) : null, values[a]))]);
    }

    private BoundExpression DefaultOf(
        Instance instance, ParameterSymbol parameter, ArgumentMap map, Dictionary<ArgumentSyntax, BoundExpression> values, SourceSpan span)
    {
        TypeSymbol type = parameter.Type.Substitute(instance.Substitution).Resolved;
        if (parameter.Kind != ParameterKind.Normal)
        {
            return GatherRest(instance, parameter, map, values, span);
        }
        if (parameter.DefaultSyntax is { } syntax)
        {
            return BindDefault(syntax, type, instance.Function switch
            {
                SourceFunctionSymbol source => source.Scope,
                DerivedMethodSymbol derived => derived.Type.Scope,
                _ => _scope,
            });
        }
        return ReferenceEquals(parameter.DefaultConstant, ParameterSymbol.DefaultOfType) && Types.IsOption(type, out _)
            ? new BoundVariantConstruction(span, type, Types.None, [])
            : new BoundLiteral(span, type, ReferenceEquals(parameter.DefaultConstant, ParameterSymbol.DefaultOfType) ? null : parameter.DefaultConstant);
    }

    /// <summary>A call that syntax stands for: an operator, <c>len</c>, <c>for</c>.</summary>
    private BoundExpression CallMethod(BoundExpression receiver, FunctionSymbol method, ImmutableArray<BoundExpression> arguments, SourceSpan span)
    {
        Instance instance = Instantiate(method, receiver, null, null, span);
        var bound = ImmutableArray.CreateBuilder<BoundArgument>();
        foreach ((ParameterSymbol parameter, BoundExpression value) in method.Parameters.Zip(arguments))
        {
            TypeSymbol type = parameter.Type.Substitute(instance.Substitution);
            bound.Add(new BoundArgument(parameter, IsForeign(method) ? Pass(method, parameter, value, type) : Convert(value, type)));
        }
        RequireCapabilities(instance, span);
        return FromForeign(method, OfReceiver(instance, new BoundCall(
            span, instance.Result, method, method.IsStatic ? null : receiver, instance.TypeArguments, bound.ToImmutable(), method.IsStatic ? instance.Containing : null)));
    }

    /// <summary>A trait's method that returns <c>Self</c> gives a value of the receiver's type.</summary>
    private static BoundExpression OfReceiver(Instance instance, BoundCall call) =>
        instance is { Function: SourceFunctionSymbol { ReturnsSelf: true, IsAsync: false, ContainingType.Kind: TypeDefinitionKind.Trait }, Receiver.Type: var type }
        && type is TypeParameterSymbol or NamedTypeSymbol { Definition.Kind: not TypeDefinitionKind.Trait }
            ? new BoundConversion(call.Span, type, BoundConversionKind.FromTrait, call)
            : call;

    private static string Signature(FunctionSymbol function) =>
        $"{function.DisplayName}({string.Join(", ", function.Parameters.Select(p => $"{p.Name}: {p.Type}"))})";
}
