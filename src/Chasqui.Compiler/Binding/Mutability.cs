using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Which places may be changed in place.</summary>
internal sealed partial class BodyBinder
{
    private readonly Dictionary<LocalSymbol, LoopElements> _loopVariables = [];
    private readonly HashSet<VariableSymbol> _warned = [];

    /// <param name="isReceiver">A temporary may be the receiver of a mutating method; its change is simply lost.</param>
    private void RequireMutable(BoundExpression place, SourceSpan span, bool isReceiver = false)
    {
        BoundExpression root = RootOf(place);
        if (root is not BoundVariable { Variable: var variable })
        {
            return;
        }
        if (IsHandle(place.Type) && (isReceiver || place.Type is NamedTypeSymbol { Definition: ForeignTypeSymbol }))
        {
            return;
        }
        while (variable is LocalSymbol view && _narrowed.TryGetValue(view, out Narrowing? narrowing))
        {
            _changedViews.Add(view);
            variable = narrowing.Original;
        }
        bool isCaptured = _frame.Captures.Contains(variable);
        switch (variable)
        {
            case LocalSymbol or ParameterSymbol or SelfSymbol when isCaptured:
                Report(OwnershipErrors.AssignsCapture(root.Span, variable.Name));
                break;
            case SelfSymbol { IsMutable: false }:
                Report(OwnershipErrors.MutatesSelf(root.Span, _frame.Name ?? "self"));
                break;
            case ParameterSymbol { IsMutable: false }:
                Report(OwnershipErrors.MutatesParameter(root.Span, variable.Name));
                break;
            case GlobalSymbol { IsMutable: false }:
                Report(OwnershipErrors.MutatesImmutable(root.Span, variable.Name, "it is immutable", $"declare it `static {variable.Name}: … = …`"));
                break;
            case LocalSymbol local when _loopVariables.TryGetValue(local, out LoopElements? elements):
                RequireMutableElements(local, elements, root.Span);
                break;
            case LocalSymbol { IsMutable: false, IsPatternBinding: true } local when local.Name.Length > 0 && _warned.Add(local):
                Report(OwnershipErrors.MutatesPatternBinding(root.Span, local.Name));
                break;
            case LocalSymbol { IsMutable: false } local when local.Name.Length > 0 && _warned.Add(local):
                Report(OwnershipErrors.ImplicitMutation(root.Span, local.Name));
                break;
        }
    }

    /// <summary>A loop variable stands for the element's place where the list may be changed.</summary>
    private void RequireMutableElements(LocalSymbol local, LoopElements elements, SourceSpan span)
    {
        if (!elements.AreWhole || RootOf(elements.Source) is not BoundVariable || !Types.IsList(elements.Source.Type, out _))
        {
            Report(OwnershipErrors.MutatesImmutable(span, local.Name, "it is a loop variable", "loop over a `mut` list, or copy the element to a `mut` name"));
            return;
        }
        if (!elements.AreMutated)
        {
            elements.AreMutated = true;
            RequireMutable(elements.Source, span);
        }
    }

    private static BoundExpression RootOf(BoundExpression place)
    {
        while (true)
        {
            switch (place)
            {
                case BoundFieldAccess field:
                    place = field.Receiver;
                    break;
                case BoundTupleElement element:
                    place = element.Receiver;
                    break;
                case BoundIndex index:
                    place = index.Receiver;
                    break;
                default:
                    return place;
            }
        }
    }

    /// <summary>Handles and resources are one object whatever name refers to it; iterators are used up, not changed.</summary>
    private static bool IsHandle(TypeSymbol type) =>
        type is NamedTypeSymbol { Definition.ValueKind: ValueKind.SharedHandle or ValueKind.Resource };
}
