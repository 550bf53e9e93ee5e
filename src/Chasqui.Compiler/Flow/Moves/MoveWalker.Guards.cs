using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Flow.Sending;
using Chasqui.Compiler.Symbols;

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
            _reports.Add(SendErrors.HeldAtWait(place.Span, null, temporary.Type, temporary.Span, isBlock: false));
        }
        foreach (VariableSymbol guard in _state.Owners.Concat(_heldByBlocks).Where(o => TaskBoundTypes.ThreadBound(o.Type) is not null))
        {
            _reports.Add(SendErrors.HeldAtWait(place.Span, guard.Name.Length == 0 ? null : guard.Name, guard.Type, guard.Span ?? place.Span, _heldByBlocks.Contains(guard)));
        }
    }
}
