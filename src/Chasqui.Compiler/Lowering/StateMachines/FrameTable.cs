using System.Collections.Immutable;
using Chasqui.Compiler.Lowering.Members;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>The frame class of an async function or a generator: where its receiver and parameters live.</summary>
internal sealed record Frame(SynthesizedType Type, FieldSymbol State, FieldSymbol? Receiver, ImmutableArray<FieldSymbol> Parameters)
{
    /// <summary>What the frame owns before it runs. A method borrows its receiver unless it says otherwise; a closure's environment is its own.</summary>
    public ImmutableArray<FieldSymbol> Arguments => Receiver is { } receiver && OwnsReceiver ? [receiver, .. Parameters] : Parameters;

    public bool OwnsReceiver { get; init; }
}

/// <summary>
/// The frame class per async function, made when first needed. Functions that are not compiled here, or whose call may go to
/// another one, get an async function in between that makes the call:
/// <code>
///   before   sleep(1.0)   as a value        after   new sleep$frame { seconds = 1.0 }
///                                                   // async def sleep(seconds): return await std.sleep(seconds)
/// </code>
/// </summary>
internal sealed class FrameTable(LoweringContext context)
{
    private readonly Dictionary<FunctionSymbol, Frame> _frames = [];

    /// <summary>Of the functions in between, by the function they call.</summary>
    private readonly Dictionary<FunctionSymbol, Frame> _forwarding = [];

    /// <summary>A frame with its arguments stored and nothing run: a future.</summary>
    public LoweredExpression NewFrame(
        FunctionSymbol function,
        NamedTypeSymbol? containingType,
        ImmutableArray<TypeSymbol> typeArguments,
        LoweredExpression? receiver,
        ImmutableArray<LoweredExpression> arguments)
    {
        bool isDirect = (context.SourceFunctions.Contains(function) || function is SynthesizedMethodSymbol) && !context.Overridable.Contains(function);
        Frame frame = isDirect ? Of(function) : Forwarding(function, containingType, receiver?.Type);
        ImmutableArray<TypeSymbol> typeParameters = [.. containingType?.Arguments ?? [], .. typeArguments];
        if (typeParameters.Length != frame.Type.Symbol.TypeParameters.Length)
        {
            typeParameters = [.. frame.Type.Symbol.TypeParameters];
        }
        var type = new NamedTypeSymbol(frame.Type.Symbol, typeParameters);
        var local = new LoweredLocal("$frame", type);
        var read = new LoweredLocalRead(local);
        var statements = new List<LoweredStatement> { new LoweredAssignment(read, new LoweredNew(type, new ConstructorReference(type), [])) };
        if (frame.Receiver is { } self && receiver is not null)
        {
            statements.Add(new LoweredAssignment(FieldOf(read, self), receiver));
        }
        for (int i = 0; i < arguments.Length; i++)
        {
            statements.Add(new LoweredAssignment(FieldOf(read, frame.Parameters[i]), arguments[i]));
        }
        TypeSymbol future = context.Library.FutureOf(ResultOf(function).Substitute(type.Substitution));
        return new LoweredSequence(future, [.. statements], new LoweredCast(future, read));
    }

    /// <summary>The frame of a function compiled here.</summary>
    public Frame Of(FunctionSymbol function)
    {
        if (!_frames.TryGetValue(function, out Frame? frame))
        {
            ImmutableArray<TypeParameterSymbol> typeParameters = [.. function.ContainingType?.TypeParameters ?? [], .. function.TypeParameters];
            _frames[function] = frame = Create(function, typeParameters, function.IsStatic ? null : function.ContainingType?.SelfType);
        }
        return frame;
    }

    public static LoweredFieldRead FieldOf(LoweredExpression frame, FieldSymbol field)
    {
        var type = (NamedTypeSymbol)frame.Type.Resolved;
        return new LoweredFieldRead(field.Type.Substitute(type.Substitution), frame, new FieldReference(field, type));
    }

    /// <summary>What awaiting gives; the CLR form of None is the unit value.</summary>
    public static TypeSymbol ResultOf(FunctionSymbol function) =>
        function.ReturnType.Resolved == PrimitiveTypeSymbol.Never ? PrimitiveTypeSymbol.Unit : function.ReturnType.Resolved;

    private Frame Create(FunctionSymbol function, ImmutableArray<TypeParameterSymbol> typeParameters, TypeSymbol? receiver)
    {
        TypeSymbol baseType = function.IsGenerator ? function.ReturnType.Resolved : context.Library.FutureOf(ResultOf(function));
        SynthesizedType type = context.Synthesize(function.Name, typeParameters, baseType, function.DisplayName);
        return new Frame(
            type,
            type.Symbol.AddField("$state", PrimitiveTypeSymbol.I32),
            receiver is null ? null : type.Symbol.AddField("$self", receiver),
            [.. function.Parameters.Select(p => type.Symbol.AddField(p.Name, context.ParameterOf(function, p).Type))])
        {
            OwnsReceiver = function is ImportedFunctionSymbol { Contract.ConsumesReceiver: true } || function.ContainingType is SynthesizedTypeSymbol,
        };
    }

    private Frame Forwarding(FunctionSymbol function, NamedTypeSymbol? containingType, TypeSymbol? receiver)
    {
        if (_forwarding.TryGetValue(function, out Frame? known))
        {
            return known;
        }
        ImmutableArray<TypeParameterSymbol> typeParameters = [.. containingType?.Definition.TypeParameters ?? [], .. function.TypeParameters];
        TypeSymbol? self = function.IsStatic ? null : (function as ImportedFunctionSymbol)?.ReceiverType ?? containingType?.Definition.SelfType ?? receiver;
        Frame frame = Create(function, typeParameters, self);
        _forwarding[function] = frame;
        ImmutableArray<LoweredParameter> parameters = [.. function.Parameters.Select(p => new LoweredParameter(p.Name, p.Type.Resolved))];
        TypeSymbol result = ResultOf(function);
        var forward = new SynthesizedMethodSymbol(function.Name, null, isStatic: self is null, typeParameters, function.Parameters, result, isAsync: true);
        var call = new LoweredCall(
            result,
            new FunctionReference(function, containingType?.Definition.SelfType, [.. function.TypeParameters]),
            self is null ? null : new LoweredThis(self),
            [.. parameters.Select(p => new LoweredParameterRead(p))]);
        var answer = new LoweredLocal("$result", result);
        var body = new LoweredBlock([new LoweredAwaitStatement(call, answer), new LoweredReturn(new LoweredLocalRead(answer))]);
        var method = new LoweredMethod(forward, self is null, parameters, result, body, null, function.DisplayName);
        frame.Type.Methods.Add(ResumeBuilder.Create(context, method, frame, new Survivors(context, method, frame)));
        DropMembers.AddTo(context, frame.Type, "Frame.Drop", frame.Arguments);
        return frame;
    }
}
