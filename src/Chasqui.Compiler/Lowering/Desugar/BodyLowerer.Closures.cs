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
    /// <param name="self">The local that a nested def is bound to, which it may capture to call itself.</param>
    private LoweredExpression LowerClosure(BoundClosure closure, LocalSymbol? self) => Sequence(() =>
    {
        ClosureEnvironment environment = ClosureEnvironment.Create(_context, closure, _typeParameters, _displayName);
        LoweredLocal instance = Temporary(environment.Type.SelfType, "env");
        var read = new LoweredLocalRead(instance);
        Assign(instance, new LoweredNew(instance.Type, new ConstructorReference(environment.Type.SelfType), []));
        foreach ((VariableSymbol variable, FieldSymbol field) in environment.Captures)
        {
            if (variable != self)
            {
                Add(new LoweredAssignment(environment.FieldOf(read, field), Copy(Captured(closure, variable))));
            }
        }
        LoweredExpression result = Spill(environment.NewDelegate(closure.Type, read), "f");
        if (self is not null && environment.Captures.FirstOrDefault(c => c.Variable == self).Field is { } own)
        {
            Add(new LoweredAssignment(environment.FieldOf(read, own), result));
        }
        return result;
    });

    private static BoundVariable Captured(BoundClosure closure, VariableSymbol variable) => new(closure.Span, variable);

    private void LowerLocalFunction(BoundLocalFunction function)
    {
        LoweredExpression value = LowerClosure(function.Closure, function.Local);
        Assign(Declare(function.Local), value);
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
            return LowerClosure(closure, null);
        });
    }
}
