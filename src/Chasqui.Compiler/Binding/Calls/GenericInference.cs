using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>One use of a function: its type parameters replaced by what is to be inferred.</summary>
internal sealed record Instance(
    FunctionSymbol Function,
    BoundExpression? Receiver,
    NamedTypeSymbol? Containing,
    ImmutableArray<TypeSymbol> TypeArguments,
    TypeSubstitution Substitution,
    TypeSymbol Result);

internal sealed partial class BodyBinder
{
    private Instance Instantiate(
        FunctionSymbol function, BoundExpression? receiver, NamedTypeSymbol? containing, ImmutableArray<TypeSymbol>? explicitArguments, SourceSpan span)
    {
        TypeSubstitution substitution = TypeSubstitution.Empty;
        if (function.ContainingType is { } owner)
        {
            NamedTypeSymbol? view = MemberLookup.ViewAs(receiver?.Type ?? containing ?? owner.SelfType, owner);
            view ??= new NamedTypeSymbol(owner, _unifier.Fresh(owner.TypeParameters, span));
            substitution = view.Substitution;
            containing = containing is not null || ((receiver is null || function.IsStatic) && !owner.TypeParameters.IsEmpty) ? view : null;
        }
        ImmutableArray<TypeSymbol> arguments = _unifier.Fresh(function.TypeParameters, span);
        substitution = substitution.And(function.TypeParameters, arguments);
        if (function is ImportedFunctionSymbol { ReceiverType: { } receiverType } && receiver is not null)
        {
            TypeSymbol wanted = receiverType.Substitute(substitution);
            _unifier.Unify(wanted, wanted is NamedTypeSymbol declared && MemberLookup.ViewAs(receiver.Type, declared.Definition) is { } seen ? seen : receiver.Type);
        }
        if (explicitArguments is { } written)
        {
            // The leading parameters of an extension stand for its type's own and are not written.
            ImmutableArray<TypeSymbol> open = [.. arguments.Where(a => a.Resolved is InferenceTypeSymbol)];
            // `Box.make[int]()` of a static method without type parameters of its own gives those of its type.
            if (open.IsEmpty && receiver is null && containing is not null)
            {
                open = [.. containing.Arguments.Where(a => a.Resolved is InferenceTypeSymbol)];
            }
            if (written.Length != open.Length)
            {
                Report(open.IsEmpty ? TypeErrors.NotGeneric(span, function.Name) : TypeErrors.TypeArgumentCount(span, function.Name, open.Length, written.Length));
            }
            foreach ((TypeSymbol variable, TypeSymbol type) in open.Zip(written))
            {
                _unifier.Unify(variable, type);
            }
        }
        TypeSymbol result = function.ReturnType.Substitute(substitution);
        return new Instance(function, receiver, containing, arguments, substitution, function.IsAsync ? Types.Future(result) : result);
    }

    private void RequireCapabilities(Instance instance, SourceSpan span)
    {
        foreach ((TypeParameterSymbol parameter, TypeSymbol argument) in instance.Function.TypeParameters.Zip(instance.TypeArguments))
        {
            _context.Capabilities.RequireArgument(parameter, argument, instance.Substitution, span);
        }
        if (instance.Function is ImportedFunctionSymbol imported)
        {
            foreach (CapabilityRequirement requirement in imported.Requirements)
            {
                TypeSymbol argument = requirement.Parameter.Substitute(instance.Substitution);
                foreach (string capability in requirement.Capabilities)
                {
                    _context.Capabilities.Require(argument, capability, span);
                }
            }
        }
    }
}
