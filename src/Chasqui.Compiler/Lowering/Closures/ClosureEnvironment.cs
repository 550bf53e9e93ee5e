using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Desugar;
using Chasqui.Compiler.Lowering.Members;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering.Closures;

/// <summary>
/// The class behind a closure: what it captured as fields, its body as a method. Captures are values at creation, so a variable that
/// changes later does not change in the closure. A generic function's closure has the function's type parameters as its own.
/// </summary>
internal sealed class ClosureEnvironment
{
    private readonly SynthesizedMethodSymbol _invoke;

    private ClosureEnvironment(SynthesizedType type, ImmutableArray<(VariableSymbol, FieldSymbol)> captures, SynthesizedMethodSymbol invoke)
    {
        Type = type;
        Captures = captures;
        _invoke = invoke;
    }

    public SynthesizedType Type { get; }

    public ImmutableArray<(VariableSymbol Variable, FieldSymbol Field)> Captures { get; }

    public static ClosureEnvironment Create(
        LoweringContext context, BoundClosure closure, ImmutableArray<TypeParameterSymbol> typeParameters, string enclosing)
    {
        string displayName = string.IsNullOrEmpty(closure.Function.Name) ? $"closure in {enclosing}" : closure.Function.Name;
        SynthesizedType type = context.Synthesize("Closure", typeParameters, null, displayName);
        ImmutableArray<(VariableSymbol, FieldSymbol)> captures =
            [.. closure.Captures.Select(v => (v, type.Symbol.AddField(v.Name, TypeOf(context, closure, v))))];
        FunctionSymbol function = closure.Function;
        TypeSymbol returnType = function.IsAsync ? context.Library.FutureOf(function.ReturnType.Resolved) : function.ReturnType.Resolved;
        var invoke = new SynthesizedMethodSymbol("Invoke", type.Symbol, isStatic: false, [], function.Parameters, returnType, isGenerator: function.IsGenerator);
        var environment = new ClosureEnvironment(type, captures, invoke);
        DropMembers.AddTo(context, type, "IResource.Drop", [.. captures.Select(c => c.Item2)]);
        type.Methods.AddRange(environment.LowerInvoke(context, closure, displayName, typeParameters));
        return environment;
    }

    /// <summary>A captured function that owns something is dropped with the environment.</summary>
    private static TypeSymbol TypeOf(LoweringContext context, BoundClosure closure, VariableSymbol capture) =>
        capture.Type.Resolved is FunctionTypeSymbol function && context.Ownership.OwnedFunctions(closure).Contains(capture)
            ? function.With(FunctionTypeModifier.Once)
            : capture.Type.Resolved;

    public LoweredFieldRead FieldOf(LoweredExpression instance, FieldSymbol field) =>
        new(field.Type.Resolved, instance, new FieldReference(field, Type.SelfType));

    public LoweredNewDelegate NewDelegate(TypeSymbol type, LoweredExpression instance) =>
        new(type, new FunctionReference(_invoke, Type.SelfType, []), instance);

    /// <summary>An async closure's method makes the frame, which has the environment as its receiver.</summary>
    private IEnumerable<LoweredMethod> LowerInvoke(
        LoweringContext context, BoundClosure closure, string displayName, ImmutableArray<TypeParameterSymbol> typeParameters)
    {
        FunctionSymbol function = closure.Function;
        TypeSymbol result = function.ReturnType.Resolved;
        var lowerer = new BodyLowerer(
            context, displayName, function.IsGenerator ? PrimitiveTypeSymbol.Unit : result, isVoid: function.IsGenerator, context.HasAsyncBody(function), typeParameters);
        var self = new LoweredThis(Type.SelfType);
        foreach ((VariableSymbol variable, FieldSymbol field) in Captures)
        {
            lowerer.Map(variable, FieldOf(self, field));
        }
        ImmutableArray<LoweredParameter> parameters = [.. function.Parameters.Select(p => new LoweredParameter(p.Name, p.Type.Resolved))];
        for (int i = 0; i < parameters.Length; i++)
        {
            lowerer.Map(function.Parameters[i], new LoweredParameterRead(parameters[i]));
        }
        // Through a captured function it may call itself.
        bool mayRecur = !function.IsAsync && !function.IsGenerator && Captures.Any(c => c.Variable.Type.Resolved is FunctionTypeSymbol);
        LoweredBlock body = lowerer.LowerBody(closure.Body, checksStack: mayRecur);
        if (!function.IsAsync)
        {
            yield return new LoweredMethod(_invoke, IsStatic: false, parameters, result, body, closure.Span, displayName);
            yield break;
        }
        var running = new SynthesizedMethodSymbol("Run", Type.Symbol, isStatic: false, [], function.Parameters, result, isAsync: true) { ShownAs = displayName };
        yield return new LoweredMethod(running, IsStatic: false, parameters, result, body, closure.Span, displayName);
        LoweredExpression frame = context.Frames.NewFrame(
            running, Type.SelfType, [], self, [.. parameters.Select(p => new LoweredParameterRead(p))]);
        yield return new LoweredMethod(
            _invoke, IsStatic: false, parameters, context.Library.FutureOf(result), new LoweredBlock([new LoweredReturn(frame)]), closure.Span, displayName);
    }
}
