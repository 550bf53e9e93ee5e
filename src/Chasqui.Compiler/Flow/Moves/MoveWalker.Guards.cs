using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Flow.Sending;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Flow.Moves;

// A guard that keeps a thread's lock must not be alive where the task may wait: another task of the same thread would wait for the lock forever.
internal sealed partial class MoveWalker
{
    /// <summary>The guards that the <c>with</c> blocks around hold.</summary>
    private readonly Stack<VariableSymbol> _heldByBlocks = [];

    /// <summary>A guard without a name, which lives to the end of the statement.</summary>
    private BoundExpression? _temporaryGuard;

    /// <summary>What a pattern around took a guard of that it has no name for: it lives to the end of the pattern's scope.</summary>
    private BoundExpression? _namelessGuard;

    /// <summary>The guard that a <c>with</c> block holds, by the name it has there.</summary>
    private static VariableSymbol? GuardOf(ImmutableArray<BoundStatement> with) => with switch
    {
        [BoundLocalDeclaration { Local: var context }, .., BoundTry { Finally.Statements: [BoundDrop released] }]
            when context == released.Local && TaskBoundTypes.ThreadBound(context.Type) is not null =>
            with[1] is BoundDestructuringDeclaration { Pattern: BoundBindingPattern { Local: var named } } ? named : context,
        _ => null,
    };

    private void Under(VariableSymbol? guard, Action visit)
    {
        if (guard is null)
        {
            visit();
            return;
        }
        _heldByBlocks.Push(guard);
        visit();
        _heldByBlocks.Pop();
    }

    private void HoldTemporary(BoundExpression value)
    {
        if (TaskBoundTypes.ThreadBound(value.Type) is not null)
        {
            _temporaryGuard ??= value;
        }
    }

    /// <summary>Within the scope of a pattern that owns what it matches.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="subject">What it matches.</param>
    /// <param name="earlier">The arms before: what they match does not come here.</param>
    private void HoldNameless(BoundPattern pattern, BoundExpression subject, IEnumerable<BoundMatchArm> earlier)
    {
        if (TaskBoundTypes.ThreadBound(subject.Type) is not null && (pattern is BoundWildcardPattern ? IsGuardLeft(subject.Type, earlier) : LeavesGuard(pattern)))
        {
            _namelessGuard = subject;
        }
    }

    /// <summary>Whether a pattern matches a guard by <c>_</c>.</summary>
    private static bool LeavesGuard(BoundPattern pattern) => pattern switch
    {
        BoundWildcardPattern => TaskBoundTypes.ThreadBound(pattern.SubjectType) is not null,
        BoundTuplePattern tuple => tuple.Elements.Any(LeavesGuard),
        BoundVariantPattern variant => variant.Payload.Any(LeavesGuard),
        BoundListPattern list => list.Prefix.Concat(list.Suffix).Any(LeavesGuard) || (list.Rest is { } rest && LeavesGuard(rest)),
        BoundOrPattern alternatives => alternatives.Alternatives.Any(LeavesGuard),
        BoundTypePattern type => LeavesGuard(type.Inner),
        _ => false,
    };

    /// <summary>Whether a variant that the earlier arms do not take has a guard.</summary>
    private static bool IsGuardLeft(TypeSymbol type, IEnumerable<BoundMatchArm> earlier)
    {
        if (type.Resolved is not NamedTypeSymbol { Definition.Kind: TypeDefinitionKind.Enum } choice)
        {
            return true;
        }
        VariantSymbol[] taken = [.. earlier.Where(a => a.Guard is null).Select(a => a.Pattern).OfType<BoundVariantPattern>()
            .Where(p => p.Payload.All(part => part is BoundBindingPattern { Inner: null } or BoundWildcardPattern)).Select(p => p.Variant)];
        return choice.Definition.Variants.Except(taken).Any(v => v.Payload.Any(p => TaskBoundTypes.ThreadBound(p.Type.Substitute(choice.Substitution)) is not null));
    }

    private void Wait(BoundNode place)
    {
        if (_state is null)
        {
            return;
        }
        if (_temporaryGuard is { } temporary)
        {
            ReportHeld(place, temporary, "", temporary.Type, temporary.Span);
        }
        if (_namelessGuard is { } nameless)
        {
            ReportHeld(place, nameless, "_", nameless.Type, nameless.Span);
        }
        foreach (VariableSymbol guard in _state.Owners.Where(o => _state[o] is { IsEmpty: false }).Concat(_heldByBlocks))
        {
            ReportHeld(place, guard, guard.Name, guard.Type, guard.Span ?? place.Span);
        }
    }

    /// <summary>A guard is reported where the task may wait first.</summary>
    private void ReportHeld(BoundNode place, object holder, string name, TypeSymbol type, SourceSpan taken)
    {
        if (TaskBoundTypes.ThreadBound(type) is { } guard)
        {
            _reports.AddOnce(
                (holder as BoundExpression)?.Span ?? holder,
                SendErrors.HeldAtWait(place.Span, name, guard, taken, holder is VariableSymbol variable && _heldByBlocks.Contains(variable)));
        }
    }
}
