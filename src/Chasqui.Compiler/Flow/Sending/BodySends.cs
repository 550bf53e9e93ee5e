using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Flow.Moves;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Flow.Sending;

/// <summary>
/// What one body sends to other tasks. With a future goes what its call was given, with a closure what it captures; a future or closure
/// under a name of this body is followed to where it was made. Of any other value the type decides.
/// </summary>
internal sealed partial class BodySends(
    FunctionSymbol? function, RuntimeTypes runtime, OwnershipFacts ownership, SendRequirements requirements, UnsendableGlobals globals, DiagnosticBag diagnostics)
{
    /// <summary>What a name of this body was given that keeps more than its type tells.</summary>
    private readonly Dictionary<VariableSymbol, List<BoundExpression>> _made = [];
    private readonly HashSet<VariableSymbol> _followed = [];
    private readonly HashSet<BoundNode> _inClosures = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<BoundClosure> _sent = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<SourceSpan> _reported = [];

    public void Check(BoundNode body)
    {
        BoundTree.Visit(body, node =>
        {
            switch (node)
            {
                case BoundClosure { Body: var inner }:
                    BoundTree.Visit(inner, n => _inClosures.Add(n));
                    break;
                case BoundLocalDeclaration { Initializer: var made, Local: var local }
                    when IsSuspended(made.Type) || made.Type is FunctionTypeSymbol || local.Name.Length == 0 || (IsWhole(made) && ownership.Types.IsResource(made.Type)):
                    Made(local, made);
                    break;
                case BoundAssignment { Target: BoundVariable { Variable: LocalSymbol { Type: FunctionTypeSymbol } local }, Value: var made }:
                    Made(local, made);
                    break;
                case BoundLocalFunction { Closure: var closure, Local: var local }:
                    Made(local, closure);
                    break;
            }
        });
        BoundTree.Visit(body, Visit);
    }

    private void Made(VariableSymbol local, BoundExpression value)
    {
        if (!_made.TryGetValue(local, out List<BoundExpression>? made))
        {
            _made[local] = made = [];
        }
        made.Add(value);
    }

    private void Visit(BoundNode node)
    {
        HideParts(node);
        switch (node)
        {
            case BoundCall call:
                Use(call.Function, call.TypeArguments, call.Receiver?.Type ?? call.ContainingType, call.Span);
                bool isKept = call is { Function: ImportedFunctionSymbol { MutatesReceiver: true }, Receiver: { } collection } && IsOutside(collection);
                foreach (BoundArgument argument in call.Arguments)
                {
                    if (call.Function is SourceFunctionSymbol && IsSuspended(argument.Value.Type))
                    {
                        requirements.Give(call.Function, argument.Parameter, crossing => Cross(argument.Value, crossing));
                    }
                    if (argument.Parameter.Sent is { } contract)
                    {
                        Send(argument.Value, argument.Parameter.Type, new Crossing(contract, call.Span));
                    }
                    else if (isKept)
                    {
                        Keep(argument.Value, "stored here");
                        HoldBack(argument.Value, "stored here");
                    }
                }
                break;
            case BoundFunctionReference reference:
                Use(reference.Function, reference.TypeArguments, reference.Receiver?.Type ?? reference.ContainingType, reference.Span);
                break;
            case BoundConstruction { ConstructedType: var type } made:
                requirements.Use(function, null, type.Definition.Name, type.Definition.TypeParameters, type.Arguments, made.Span);
                foreach (BoundFieldInitializer field in made.Fields)
                {
                    Keep(field.Value, "stored in a field");
                }
                break;
            case BoundVariantConstruction { Type: NamedTypeSymbol type } made:
                requirements.Use(function, null, type.Definition.Name, type.Definition.TypeParameters, type.Arguments, made.Span);
                break;
            case BoundConversion { Kind: BoundConversionKind.ToTrait, Type: NamedTypeSymbol { Definition: SourceTypeSymbol } target } conversion
                when TaskBoundTypes.Unsendable(conversion.Operand.Type) is { } part:
                Report(SendErrors.HiddenBy(conversion.Span, NameOf(conversion.Operand), conversion.Operand.Type, part, target));
                break;
            case BoundReturn { Value: { } value }:
                HoldBack(value, "returned");
                if (!_inClosures.Contains(node))
                {
                    Keep(value, "returned");
                }
                break;
            case BoundYield { Value: var value }:
                HoldBack(value, "given out");
                break;
            case BoundAssignment { Target: BoundFieldAccess or BoundIndex } assignment when IsOutside(assignment.Target):
                Keep(assignment.Value, "stored here");
                HoldBack(assignment.Value, "stored here");
                break;
            case BoundClosure closure when !_sent.Contains(closure):
                foreach (VariableSymbol capture in closure.Captures)
                {
                    if (TaskBoundTypes.ThreadBound(capture.Type) is { } guarded)
                    {
                        Report(SendErrors.GuardEscapes(closure.FirstUse(capture), capture.Name, "captured", guarded.Type));
                    }
                }
                break;
        }
    }

    /// <summary>A guard stays in the code that took the lock.</summary>
    private void HoldBack(BoundExpression value, string how)
    {
        if (TaskBoundTypes.ThreadBound(value.Type) is { } guard)
        {
            Report(SendErrors.GuardEscapes(value.Span, NameOf(value), how, guard.Type));
        }
    }

    private void Use(FunctionSymbol called, ImmutableArray<TypeSymbol> arguments, TypeSymbol? owner, SourceSpan span)
    {
        requirements.Use(function, called, called.Name, called.TypeParameters, arguments, span);
        if (owner?.Resolved is NamedTypeSymbol { Definition: SourceTypeSymbol } named)
        {
            requirements.Use(function, called, called.DisplayName, named.Definition.TypeParameters, named.Arguments, span);
        }
    }

    /// <param name="value">What is given.</param>
    /// <param name="parameter">As declared: what a future or function given there results in comes back.</param>
    /// <param name="crossing">The boundary.</param>
    private void Send(BoundExpression value, TypeSymbol parameter, Crossing crossing)
    {
        int before = _reported.Count;
        Cross(value, crossing);
        if (_reported.Count > before)
        {
            return;
        }
        TypeSymbol? result = value.Type switch
        {
            NamedTypeSymbol { Arguments: [var awaited] } when IsFuture(parameter) => awaited,
            FunctionTypeSymbol called when parameter is FunctionTypeSymbol => called.Result,
            _ => null,
        };
        if (result is not null && Refused(result, value.Span, crossing) is { } part)
        {
            Report(SendErrors.ResultNotSendable(value.Span, result, part));
        }
    }

    private void Cross(BoundExpression value, Crossing crossing)
    {
        switch (value)
        {
            case BoundConversion { Kind: BoundConversionKind.WrapSome or BoundConversionKind.ToUnion or BoundConversionKind.FromUnion or BoundConversionKind.Moved or BoundConversionKind.ToFunctionType or BoundConversionKind.ToDelegate } conversion:
                Cross(conversion.Operand, crossing);
                break;
            case BoundCall { Function: ImportedFunctionSymbol { ReturnType: NamedTypeSymbol { Definition: Metadata.Foreign.ForeignTypeSymbol { IsDelegate: true } } }, Arguments: [{ Value.Type: FunctionTypeSymbol } given] }:
                // The delegate that stands for a function.
                Cross(given.Value, crossing);
                break;
            case BoundConditional or BoundIf or BoundMatch or BoundBlockExpression:
                foreach (BoundExpression result in ResultsOf(value))
                {
                    Cross(result, crossing);
                }
                break;
            case BoundClosure closure:
                CrossCaptures(closure, crossing);
                break;
            case BoundInvoke invoke when IsFuture(invoke.Type):
                Cross(invoke.Callee, crossing);
                foreach (BoundExpression argument in invoke.Arguments)
                {
                    Cross(argument, crossing);
                }
                break;
            case BoundFunctionReference reference:
                CrossGlobal(globals.UsedBy(reference.Function), reference.Function.Name, value.Span, crossing);
                foreach (BoundExpression receiver in BoundChildren.Optional(reference.Receiver))
                {
                    Cross(receiver, crossing);
                }
                break;
            case BoundCall call when IsSuspended(call.Type):
                CrossGlobal(globals.UsedBy(call.Function), call.Function.Name, call.Span, crossing);
                if (!crossing.Contract.Waits)
                {
                    Keep(call, "spawned");
                }
                if (call.Receiver is { } self && call.Function.Receiver != ReceiverKind.MutSelf)
                {
                    Cross(self, crossing);
                }
                foreach (BoundArgument argument in call.Arguments.Where(a => a.Parameter.Mode == ParameterMode.Value))
                {
                    Cross(argument.Value, crossing);
                }
                break;
            case BoundVariable { Variable: var variable } when ownership.Begun.TryGetValue((variable, value.Span), out SourceSpan begun):
                Report(SendErrors.GeneratorBegun(value.Span, variable.Name, begun, crossing.Contract.Place, crossing.Span));
                break;
            case BoundVariable { Variable: ParameterSymbol parameter } when IsSuspended(parameter.Type) && function?.Parameters.Contains(parameter) == true:
                requirements.NeedGiven(function, parameter, crossing);
                CrossType(value.Span, parameter.Name, isCaptured: false, parameter.Type, crossing);
                break;
            case BoundVariable { Variable: var variable } when _made.TryGetValue(variable, out List<BoundExpression>? made) && _followed.Add(variable):
                foreach (BoundExpression one in made)
                {
                    Cross(one, crossing);
                }
                _followed.Remove(variable);
                break;
            case BoundComprehension comprehension when TaskBoundTypes.Unsendable(value.Type) is null:
                Cross(comprehension.Element, crossing);
                break;
            case BoundTuple or BoundListLiteral or BoundConstruction or BoundVariantConstruction when TaskBoundTypes.Unsendable(value.Type) is null:
                foreach (BoundExpression part in BoundChildren.Of(value))
                {
                    Cross(part, crossing);
                }
                break;
            default:
                CrossType(value.Span, NameOf(value), isCaptured: false, value.Type, crossing);
                break;
        }
    }

    private void CrossCaptures(BoundClosure closure, Crossing crossing)
    {
        _sent.Add(closure);
        CrossGlobal(globals.UsedIn(closure.Body), "the closure", closure.Span, crossing);
        foreach (VariableSymbol capture in closure.Captures)
        {
            SourceSpan use = closure.FirstUse(capture);
            if (capture is ParameterSymbol { Mode: not ParameterMode.Value } or SelfSymbol { IsMutable: true } || (capture is SelfSymbol && ownership.Types.IsResource(capture.Type)))
            {
                (string why, string help) = WhyBorrowed(capture);
                Report(SendErrors.BorrowedSent(use, capture.Name, why, help, crossing.Contract.Place, crossing.Span));
            }
            else if (_made.ContainsKey(capture) || runtime.IsGenerator(capture.Type) || IsFuture(capture.Type))
            {
                Cross(new BoundVariable(use, capture), crossing);
            }
            else
            {
                CrossType(use, capture.Name, isCaptured: true, capture.Type, crossing);
            }
        }
    }

    private void CrossGlobal(GlobalSymbol? used, string by, SourceSpan span, Crossing crossing)
    {
        if (used is not null && TaskBoundTypes.Unsendable(used.Type) is { } part)
        {
            Report(SendErrors.GlobalShared(span, by, used, part, crossing.Contract.Place, crossing.Span));
        }
    }

    private (string Why, string Help) WhyBorrowed(VariableSymbol capture)
    {
        bool isResource = ownership.Types.IsResource(capture.Type);
        if (capture is SelfSymbol { IsMutable: var isMutable })
        {
            return (isMutable ? "the method is `mut self`" : "a method borrows its `self`", isResource
                ? "take the value as a parameter, which the closure can own"
                : "copy the fields that it needs to names of their own before");
        }
        string mode = capture is ParameterSymbol { Mode: ParameterMode.Mut } ? "mut" : "ref";
        return ($"the parameter is `{mode}`", isResource
            ? $"declare the parameter without `{mode}`, so that the closure owns it"
            : $"copy it to a name of its own before, `own_{capture.Name} = {capture.Name}`, and capture that");
    }

    private void CrossType(SourceSpan span, string name, bool isCaptured, TypeSymbol type, Crossing crossing)
    {
        if (Refused(type, span, crossing) is { } part)
        {
            Report(SendErrors.NotSendable(span, name, isCaptured, type, part, crossing.Contract.Place, crossing.Span));
        }
    }

    /// <summary>What keeps a value of a type here. Nothing is known about its type parameters: whoever gives one a type has to give a sendable one.</summary>
    private BoundPart? Refused(TypeSymbol type, SourceSpan span, Crossing crossing)
    {
        foreach (TypeParameterSymbol parameter in TaskBoundTypes.Undecided(type))
        {
            requirements.Need(function, parameter, span, crossing.Contract.Place);
        }
        return TaskBoundTypes.Unsendable(type);
    }

    private void Report(Diagnostic diagnostic)
    {
        // What cannot be given away at all was reported as that.
        if (_reported.Add(diagnostic.Span) && !diagnostics.HasErrorAt(diagnostic.Span))
        {
            diagnostics.Add(diagnostic);
        }
    }

    /// <summary>Made of parts that are written there.</summary>
    private static bool IsWhole(BoundExpression value) => value is BoundTuple or BoundListLiteral or BoundConstruction or BoundVariantConstruction or BoundComprehension;

    /// <summary>A call that waits to be run, or to be run on: it has what it was given.</summary>
    private bool IsSuspended(TypeSymbol type) => IsFuture(type) || runtime.IsGenerator(type);

    private bool IsFuture(TypeSymbol type) => type.Resolved is NamedTypeSymbol { Definition: var definition } && definition == runtime.Future;

    private static string NameOf(BoundExpression value) => value is BoundVariable { Variable.Name: { Length: > 0 } name } ? name
        : value.Span.Length <= 40 ? value.Span.Text : "…";
}
