using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    private LoweredExpression LowerCallValue(BoundCall call)
    {
        if (call.Function.IsAsync)
        {
            return LowerFuture(call);
        }
        if (PathUses.Measured(call) is { } list && ElementsOf(list) is { Row: null } elements)
        {
            return new LoweredLocalRead(elements.Count);
        }
        LoweredExpression value = LowerCall(call);
        return value.Type == PrimitiveTypeSymbol.Void ? Sequence(() =>
        {
            Add(value);
            return IsNever(call.Type) ? new LoweredDefault(PrimitiveTypeSymbol.Unit) : UnitValue;
        }) : value;
    }

    /// <summary>
    /// The call itself; of a function that returns None it is of type void. An async one has its arguments without worker and
    /// result. A receiver that is changed in place is made unique last, when no argument can share it any more:
    /// <code>
    ///   before   tree.children.append(wrap(tree))
    ///   after    { $a = wrap(tree); Unique(ref tree.children).append($a) }
    /// </code>
    /// </summary>
    /// <param name="keepsArguments">The call runs later, so its arguments are copies.</param>
    private LoweredExpression LowerCall(BoundCall call, bool keepsArguments = false)
    {
        FunctionSymbol function = call.Function;
        TypeSymbol type = function.IsAsync
            ? ResultOfFuture(call.Type)
            : IsUnit(function.ReturnType) || IsNever(function.ReturnType) ? PrimitiveTypeSymbol.Void : call.Type;
        var method = new FunctionReference(function, ContainingTypeOf(call), call.TypeArguments);
        if (call.Receiver is null)
        {
            return InOrder(call, arguments => new LoweredCall(type, method, null, arguments), keepsArguments);
        }
        if (IsInFlight(call.Receiver))
        {
            return Sequence(() =>
            {
                LoweredLocal owner = Own(Lower(call.Receiver));
                return InOrder(
                    call,
                    arguments =>
                    {
                        ImmutableArray<LoweredExpression> settled = Settled(arguments);
                        return new LoweredCall(type, method, Release(owner), settled);
                    },
                    keepsArguments);
            });
        }
        if (!function.MutatesReceiver || !IsMutablePlace(call.Receiver))
        {
            return Sequence(() =>
            {
                LoweredExpression receiver = keepsArguments || IsChangedMeanwhile(call, call.Receiver) ? Copy(call.Receiver) : Lower(call.Receiver);
                if (function.MutatesReceiver && IsResult(call.Receiver))
                {
                    receiver = UnsharedResult(receiver);
                }
                receiver = IsInOrder(call) ? receiver : Spill(receiver, "o");
                return InOrder(call, arguments => new LoweredCall(type, method, receiver, arguments), keepsArguments);
            });
        }
        return Sequence(() =>
        {
            BoundExpression place = Stabilize(call.Receiver);
            return InOrder(
                call,
                arguments =>
                {
                    ImmutableArray<LoweredExpression> settled = Settled(arguments);
                    return new LoweredCall(type, method, Unique(place), settled);
                },
                keepsArguments);
        });
    }

    private static NamedTypeSymbol? ContainingTypeOf(BoundCall call) =>
        call.Receiver is null ? call.ContainingType : TypeRelations.ContainingTypeOf(call.Function, call.Receiver.Type);

    /// <summary>
    /// Arguments are evaluated in source order and passed in parameter order.
    /// <code>
    ///   before   f(b=g(), a=h())        after   { $1 = g(); $2 = h(); f($2, $1) }
    /// </code>
    /// </summary>
    private LoweredExpression InOrder(
        BoundCall call, Func<ImmutableArray<LoweredExpression>, LoweredExpression> build, bool keepsArguments)
    {
        ImmutableArray<ParameterSymbol> parameters = call.Function.Parameters;
        BoundExpression[] parts = [.. call.Arguments.Select(a => a.Value)];
        IEnumerable<LoweredExpression> lowered = parts.Select((_, i) => LowerArgument(call, i, keepsArguments));
        if (call.Arguments.Select(a => a.Parameter).SequenceEqual(parameters))
        {
            return Assemble(parts, lowered, build);
        }
        return Assemble(parts, lowered, evaluated => Sequence(() =>
        {
            LoweredExpression[] values = [.. evaluated];
            for (int i = 0; i < values.Length; i++)
            {
                if (!Interference.IsInert(values[i]) && values[i] is not LoweredAddressOf)
                {
                    values[i] = Spill(values[i], "a");
                }
            }
            return build([.. parameters.Select(p => values[IndexOf(p)])]);
        }));

        int IndexOf(ParameterSymbol parameter)
        {
            for (int i = 0; i < call.Arguments.Length; i++)
            {
                if (call.Arguments[i].Parameter == parameter)
                {
                    return i;
                }
            }
            throw new Diagnostics.InternalCompilerException($"`{call.Function.Name}` is called without its parameter `{parameter.Name}`");
        }
    }

    /// <summary>Whether the arguments can be evaluated where they are passed.</summary>
    private bool IsInOrder(BoundCall call) =>
        call.Arguments.Select(a => a.Parameter).SequenceEqual(call.Function.Parameters) && !call.Arguments.Any(a => IsInFlight(a.Value));

    private LoweredExpression LowerInvoke(BoundInvoke invoke) => Sequence(() =>
    {
        LoweredExpression callee = Lower(invoke.Callee);
        if (IsInFlight(invoke.Callee))
        {
            LoweredLocal owner = Own(callee);
            return Assemble(invoke.Arguments, invoke.Arguments.Select(Lower), arguments =>
            {
                ImmutableArray<LoweredExpression> settled = Settled(arguments);
                return new LoweredInvoke(invoke.Type, Release(owner), settled);
            });
        }
        callee = invoke.Arguments.Any(IsInFlight) ? Spill(callee, "f") : callee;
        return Assemble(invoke.Arguments, invoke.Arguments.Select(Lower), arguments => new LoweredInvoke(invoke.Type, callee, arguments));
    });

    private LoweredExpression LowerArgument(BoundCall call, int index, bool keepsArguments)
    {
        BoundArgument argument = call.Arguments[index];
        if (argument.Parameter.Mode == ParameterMode.Mut)
        {
            return call.Function.IsAsync ? LowerInOutArgument(argument.Value) : LowerMutArgument(argument.Value);
        }
        return keepsArguments || IsKept(call, index) ? Copy(argument.Value) : Lower(argument.Value);
    }

    /// <summary>
    /// A parameter is an unmarked view of the argument. It is marked when the callee keeps it without marking it itself (a
    /// collection of the runtime does: its parameter is of a type variable), or when the place may change while the view lives.
    /// </summary>
    private static bool IsKept(BoundCall call, int index)
    {
        BoundArgument argument = call.Arguments[index];
        if (call.Function is ImportedFunctionSymbol && argument.Parameter.Type.Resolved is TypeParameterSymbol or CompositeTypeSymbol { ContainsTypeParameter: true } and (TupleTypeSymbol or FunctionTypeSymbol or NamedTypeSymbol { Definition.ValueKind: ValueKind.Compound }))
        {
            return true;
        }
        if (call.Function is ImportedFunctionSymbol { IsForeign: true })
        {
            // .NET may keep what it is given.
            return true;
        }
        if (Interference.RootOf(argument.Value) is not { } root)
        {
            return false;
        }
        return root is GlobalSymbol { IsMutable: true }
            || (call is { Function.MutatesReceiver: true, Receiver: { } receiver } && Interference.RootOf(receiver) == root)
            || call.Arguments.Where((a, i) => i != index && (i > index || a.Parameter.Mode == ParameterMode.Mut))
                .Any(a => (a.Parameter.Mode == ParameterMode.Mut && Interference.RootOf(a.Value) == root) || Interference.MayMutate(a.Value, root));
    }

    /// <summary>The receiver is a view as well, and it is evaluated first: the arguments or the method may change the place it came from.</summary>
    private bool IsChangedMeanwhile(BoundCall call, BoundExpression receiver) =>
        Interference.RootOf(receiver) is { } root
        && ((root is GlobalSymbol { IsMutable: true } global && _context.GlobalWrites.MayWrite(call.Function, global))
            || call.Arguments.Any(a => (a.Parameter.Mode == ParameterMode.Mut && Interference.RootOf(a.Value) == root) || Interference.MayMutate(a.Value, root)));

    /// <summary>The place itself, unique down to it; a value without a place gets one for the time of the call.</summary>
    private LoweredExpression LowerMutArgument(BoundExpression value)
    {
        if (IsMutablePlace(value))
        {
            return new LoweredAddressOf(PlaceOf(value));
        }
        return Sequence(() =>
        {
            LoweredLocal local = Temporary(value.Type, "a");
            Assign(local, Copy(value));
            return new LoweredAddressOf(new LoweredLocalRead(local));
        });
    }

    private ImmutableArray<LoweredExpression> Settled(ImmutableArray<LoweredExpression> arguments) =>
        [.. arguments.Select(a => Interference.IsInert(a) || a is LoweredAddressOf ? a : Spill(a, "a"))];

    private static TypeSymbol ResultOfFuture(TypeSymbol future) =>
        future.Resolved is NamedTypeSymbol { Arguments: [var result] } ? result : throw new Diagnostics.InternalCompilerException($"{future} is not a future");
}
