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
