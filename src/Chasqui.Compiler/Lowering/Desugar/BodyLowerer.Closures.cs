using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Closures;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    /// <summary>
    /// <code>
    ///   before   (x) => x + n       after   { $env = new Closure$1(); $env.n = n; new Func($env.Invoke) }
    ///                                       class Closure$1 { long n; long Invoke(long x) { return x + n } }
    /// </code>
    /// </summary>
    private LoweredExpression LowerClosure(BoundClosure closure) => Sequence(() =>
    {
        ClosureEnvironment environment = ClosureEnvironment.Create(_context, closure, _typeParameters, _displayName);
        LoweredLocal instance = Temporary(environment.Type.SelfType, "env");
        var read = new LoweredLocalRead(instance);
        Assign(instance, new LoweredNew(instance.Type, new ConstructorReference(environment.Type.SelfType), []));
        foreach ((VariableSymbol variable, FieldSymbol field) in environment.Captures)
        {
            LoweredFieldRead captured = environment.FieldOf(read, field);
            if (_variables.ContainsKey(variable) || variable is not LocalSymbol later)
            {
                LoweredExpression value = _dropped.Contains(variable) ? Lower(Captured(closure, variable)) : Copy(Captured(closure, variable));
                Add(new LoweredAssignment(captured, value));
                Clear(variable);
            }
            else if (_awaited.TryGetValue(later, out List<LoweredFieldRead>? places))
            {
                places.Add(captured);
            }
            else
            {
                _awaited[later] = [captured];
            }
        }
        return environment.NewDelegate(closure.Type, read);
    });

    private static BoundVariable Captured(BoundClosure closure, VariableSymbol variable) => new(closure.Span, variable);

    /// <summary>Where nested functions that are not made yet will be stored: they call themselves and each other.</summary>
    private readonly Dictionary<LocalSymbol, List<LoweredFieldRead>> _awaited = [];

    /// <summary>
    /// <code>
    ///   before   def f(n): … f(n - 1) …        after   $env = new Closure$1(); f = new Func($env.Invoke); $env.f = f
    /// </code>
    /// </summary>
    private void LowerLocalFunction(BoundLocalFunction function)
    {
        _variables.Remove(function.Local);
        LoweredExpression value = LowerClosure(function.Closure);
        LoweredLocal local = Declare(function.Local);
        Assign(local, value);
        if (_awaited.Remove(function.Local, out List<LoweredFieldRead>? places))
        {
            foreach (LoweredFieldRead place in places)
            {
                Add(new LoweredAssignment(place, new LoweredLocalRead(local)));
            }
        }
    }

    /// <summary>
    /// <code>
    ///   before   f   (a function)        after   new Func(f), or of f$thunk where f is void or async
    ///   before   o.m                     after   { $env = new Bound$1(); $env.o = o; new Func($env.Invoke) }
    /// </code>
    /// </summary>
    private LoweredExpression LowerFunctionReference(BoundFunctionReference reference)
    {
        var parameters = reference.Function.Parameters
            .Select(p => new ParameterSymbol(p.Name, ((FunctionTypeSymbol)reference.Type).Parameters[reference.Function.Parameters.IndexOf(p)]))
            .ToImmutableArray();
        if (reference.Receiver is null && !reference.Function.IsAsync && !IsUnit(reference.Function.ReturnType)
            && reference.Function is not Metadata.ImportedFunctionSymbol && reference.Function.Parameters.All(p => p.Mode != ParameterMode.Mut))
        {
            var method = new FunctionReference(reference.Function, reference.ContainingType, reference.TypeArguments);
            return new LoweredNewDelegate(reference.Type, method, null);
        }
        // Everything else is the closure (args) => receiver.f(args), with the receiver captured.
        LocalSymbol? receiver = reference.Receiver is null ? null : new LocalSymbol("receiver", reference.Receiver.Type, isMutable: false);
        TypeSymbol result = ((FunctionTypeSymbol)reference.Type).Result;
        var call = new BoundCall(
            reference.Span,
            result,
            reference.Function,
            receiver is null ? null : new BoundVariable(reference.Span, receiver),
            reference.TypeArguments,
            [.. reference.Function.Parameters.Select((p, i) => new BoundArgument(p, new BoundVariable(reference.Span, parameters[i])))],
            reference.ContainingType);
        var function = new SynthesizedMethodSymbol(reference.Function.Name, null, isStatic: true, [], parameters, result);
        var body = new BoundBlock(reference.Span, [new BoundReturn(reference.Span, call)]);
        var closure = new BoundClosure(reference.Span, reference.Type, function, body, receiver is null ? [] : [receiver]);
        return Sequence(() =>
        {
            if (receiver is not null && reference.Receiver is not null)
            {
                _variables[receiver] = Spill(Copy(reference.Receiver), "o");
            }
            return LowerClosure(closure);
        });
    }
}
