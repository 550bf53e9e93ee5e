using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed record PresetTarget(SourceSpan Span, PresetSymbol Preset) : Target(Span)
{
    /// <summary>Of a preset of a type: the method, with the receiver.</summary>
    public FunctionsTarget? Method { get; init; }
}

/// <summary>An expression whose names are those of another scope.</summary>
internal sealed record ScopedSyntax(ExpressionSyntax Value, Scope Scope) : ExpressionSyntax(Value.Span);

/// <summary><c>partial f(a=1)</c>, declared in a module or in a function.</summary>
internal sealed partial class BodyBinder
{
    public static void CheckPreset(PresetSymbol preset, BindingContext context)
    {
        var binder = new BodyBinder(context, preset.Scope, new FunctionFrame(null, null, null, PrimitiveTypeSymbol.Unit, isAsync: false), null, null);
        binder.Check(preset);
        foreach (ArgumentSyntax argument in preset.IsFaulty ? [] : preset.Arguments)
        {
            binder.BindPresetValue(preset, argument);
        }
        preset.IsFaulty |= binder._hasErrors;
        binder.Finish();
    }

    private void Check(PresetSymbol preset)
    {
        Target target = TargetOf(preset);
        if (preset.Arguments.FirstOrDefault(a => a.Name is null || a.Spread != SpreadKind.None) is { } unnamed)
        {
            Report(BindingErrors.UnnamedPreset(unnamed.Span));
        }
        else if (target is FunctionsTarget functions)
        {
            CheckPresetParameters(preset, functions.Name, functions.Functions);
        }
        else if (OnlyFunction(target) is { } decorated)
        {
            CheckPresetParameters(preset, decorated.Name, [decorated]);
        }
        else if (target is not TypeTarget && target is not PresetTarget && target is not ValueTarget { Value: BoundErrorExpression })
        {
            Report(TypeErrors.NotCallable(preset.Target.Span, $"`{preset.Target.Span.Text}`"));
        }
        preset.IsFaulty = _hasErrors;
    }

    /// <summary>The one function that the target is, decorated or not.</summary>
    private FunctionSymbol? OnlyFunction(Target target) => target switch
    {
        FunctionsTarget { Functions: [var only] } => only,
        ValueTarget { Value: { Type: FunctionTypeSymbol type } value } => FunctionBehind(value, type),
        _ => null,
    };

    private void CheckPresetParameters(PresetSymbol preset, string name, ImmutableArray<FunctionSymbol> functions)
    {
        ImmutableArray<ParameterSymbol> parameters = [.. functions.SelectMany(f => f.Parameters)];
        if (parameters.Any(p => p.Kind != ParameterKind.Normal))
        {
            Report(BindingErrors.PresetOfRest(preset.Target.Span, name));
            return;
        }
        foreach (NameSyntax unknown in preset.Arguments.Select(a => a.Name).OfType<NameSyntax>().Where(n => parameters.All(p => p.Name != n.Text)))
        {
            Report(BindingErrors.UnknownArgument(unknown.Span, name, unknown.Text, NameSuggestions.Closest(unknown.Text, parameters.Select(p => p.Name))));
        }
    }

    /// <summary>The value of a preset argument, checked against its parameter where that has one type.</summary>
    private BoundExpression BindPresetValue(PresetSymbol preset, ArgumentSyntax argument)
    {
        ParameterSymbol? parameter = OnlyFunction(TargetOf(preset)) is { } only
            ? only.Parameters.FirstOrDefault(p => p.Name == argument.Name?.Text)
            : null;
        return parameter is { Type.ContainsTypeParameter: false }
            ? InScope(preset.Scope, () => BindAs(argument.Value, parameter.Type))
            : InScope(preset.Scope, () => BindExpression(argument.Value));
    }

    /// <summary>For a look at what it is: type arguments are not its own.</summary>
    private Target TargetOf(PresetSymbol preset) => preset.Owner is { } owner
        ? owner.FindMethods(((NameExpressionSyntax)preset.Target).Name).Any()
            ? MethodOf(preset, owner.SelfType, preset.Target.Span, null)
            : new ValueTarget(Error(DeclarationErrors.UnknownAliasTarget(preset.Target.Span, ((NameExpressionSyntax)preset.Target).Name)))
        : _unifier.Try(() => InScope(preset.Scope, () => BindTarget(preset.Target, null)));

    private FunctionsTarget MethodOf(PresetSymbol preset, TypeSymbol type, SourceSpan span, BoundExpression? receiver)
    {
        string name = ((NameExpressionSyntax)preset.Target).Name;
        return new FunctionsTarget(span, name, Members.FindMethods(type, name), receiver, receiver is null ? type.Resolved as NamedTypeSymbol : null);
    }

    private T InScope<T>(Scope scope, Func<T> bind)
    {
        Scope outer = _scope;
        _scope = scope is LocalScope ? scope : new LocalScope(scope, _frame);
        T result = bind();
        _scope = outer;
        return result;
    }

    private BoundExpression BindPresetCall(PresetTarget target, ImmutableArray<ArgumentSyntax> arguments, SourceSpan span, TypeSymbol? expected)
    {
        PresetSymbol preset = target.Preset;
        if (preset.IsFaulty)
        {
            return BindForErrors(arguments, span);
        }
        Target callee = target.Method ?? InScope(preset.Scope, () => BindTarget(preset.Target, null)) with { Span = target.Span };
        return BindExpandedCall(callee, AddPresets(callee, preset, arguments), span, expected);
    }

    /// <summary>
    /// What the call gives, by name or by position, wins. Where positions then do not suffice, they count without the preset parameters:
    /// <code>
    ///   before   get("/x")        after   route(method="GET", "/x")
    /// </code>
    /// </summary>
    private ImmutableArray<ArgumentSyntax> AddPresets(Target callee, PresetSymbol preset, ImmutableArray<ArgumentSyntax> arguments)
    {
        HashSet<string> given = [.. arguments.Select(a => a.Name?.Text).OfType<string>()];
        ImmutableArray<ArgumentSyntax> open =
            [.. preset.Arguments.Where(a => a.Name is { } n && !given.Contains(n.Text)).Select(a => a with { Value = new ScopedSyntax(a.Value, preset.Scope) })];
        if (OnlyFunction(callee) is { } only)
        {
            HashSet<string> byPosition = [.. only.Parameters.Take(arguments.Count(a => a.Name is null)).Select(p => p.Name)];
            ImmutableArray<ArgumentSyntax> overriding = [.. arguments, .. open.Where(a => a.Name is { } n && !byPosition.Contains(n.Text))];
            if (ArgumentBinder.Map(only.Parameters, overriding, only.Name, callee.Span).Fits)
            {
                return overriding;
            }
        }
        return [.. open, .. arguments];
    }

    /// <summary>A preset as a value takes what is left to give.</summary>
    private BoundExpression BindPresetReference(PresetTarget target, TypeSymbol? expected)
    {
        PresetSymbol preset = target.Preset;
        SourceSpan span = target.Span;
        if (preset.IsFaulty || (target.Method ?? TargetOf(preset)) is not FunctionsTarget { Functions: [var function] } callee)
        {
            return preset.IsFaulty ? new BoundErrorExpression(span) : Error(BindingErrors.NotAValue(span, preset.Name, "a preset", $"call it: `{preset.Name}(…)`"));
        }
        var shape = Types.WithoutOption(expected) as FunctionTypeSymbol;
        ImmutableArray<ParameterSymbol> open = [.. function.Parameters.Where(p => preset.Arguments.All(a => a.Name?.Text != p.Name))];
        if (open.Length != shape?.Parameters.Length)
        {
            open = [.. open.Where(p => !p.HasDefault)];
        }
        var type = (FunctionTypeSymbol)ReferenceTo(function, callee).Type;
        shape ??= new FunctionTypeSymbol([.. open.Select(p => type.Parameters[function.Parameters.IndexOf(p)])], type.Result);
        ImmutableArray<ParameterSyntax> parameters =
            [.. open.Select(p => new ParameterSyntax(span, new NameSyntax(span, p.Name), null, null, ParameterKind.Normal, ParameterMode.Value))];
        ImmutableArray<ArgumentSyntax> arguments =
            [.. parameters.Select(p => new ArgumentSyntax(span, p.Name, SpreadKind.None, new NameExpressionSyntax(span, p.Name.Text)))];
        return WithReceiver(target.Method?.Receiver, span, name =>
        {
            ExpressionSyntax used = name is null ? new TargetSyntax(target) : new MemberSyntax(span, name, new NameSyntax(span, target.Preset.Name));
            return BindClosure(new ClosureSyntax(span, false, parameters, null, new CallSyntax(span, used, arguments), null), shape);
        });
    }

    /// <summary>
    /// The arguments are evaluated here, once:
    /// <code>
    ///   before   loud = partial say(n=f())        after   $loud.n = f()        // loud(…) is say(…, n=$loud.n)
    /// </code>
    /// </summary>
    private PresetSymbol DeclarePreset(string name, PartialSyntax syntax, ImmutableArray<BoundStatement>.Builder output, SourceSpan span)
    {
        var written = new PresetSymbol(name, syntax.Call.Callee, syntax.Call.Arguments, _scope, span);
        Check(written);
        var arguments = ImmutableArray.CreateBuilder<ArgumentSyntax>();
        foreach (ArgumentSyntax argument in written.IsFaulty ? [] : written.Arguments)
        {
            BoundExpression value = BindPresetValue(written, argument);
            var local = new LocalSymbol($"{name}.{argument.Name?.Text}", value.RawType, isMutable: false);
            CurrentScope.Declare(local);
            output.Add(new BoundLocalDeclaration(argument.Span, local, value));
            arguments.Add(argument with { Value = new NameExpressionSyntax(argument.Value.Span, local.Name) });
        }
        var preset = new PresetSymbol(name, written.Target, arguments.ToImmutable(), _scope, span) { IsFaulty = written.IsFaulty };
        CurrentScope.Declare(name, [preset]);
        return preset;
    }

    private BoundExpression BindPartial(PartialSyntax syntax, TypeSymbol? expected)
    {
        OpenScope();
        var declarations = ImmutableArray.CreateBuilder<BoundStatement>();
        PresetSymbol preset = DeclarePreset("preset", syntax, declarations, syntax.Span);
        BoundExpression closure = BindPresetReference(new PresetTarget(syntax.Span, preset), expected);
        CloseScope();
        return new BoundBlockExpression(syntax.Span, closure.RawType, declarations.ToImmutable(), closure);
    }
}
