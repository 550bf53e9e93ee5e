using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow.Channels;

/// <summary>Ways out of a receive loop while its channel is open. What is reached only when it is closed, such as the arm for None, is none.</summary>
internal static class LoopExits
{
    public static bool CanLeave(ReceiveLoop loop, ChannelSummaries summaries) => new Search(summaries).Leaves(loop.Body, [loop.Target]);

    /// <summary>Whether a statement may leave the body it stands in.</summary>
    public static bool Leaves(BoundNode statement, ChannelSummaries summaries) => new Search(summaries).Leaves(statement, []);

    private sealed class Search(ChannelSummaries summaries)
    {
        private readonly HashSet<VariableSymbol> _received = [];
        private readonly HashSet<LoopTarget> _inner = [];

        /// <summary>The errors of receives: that the channel is closed, or that messages were missed.</summary>
        private readonly HashSet<VariableSymbol> _errors = [];

        /// <summary>The arms of a <c>select</c> that are ready when a channel is closed.</summary>
        private readonly HashSet<VariableSymbol> _closedArms = [];

        /// <summary>By a <c>select</c>, which of its arms those are.</summary>
        private readonly Dictionary<VariableSymbol, List<bool>> _selects = [];

        /// <param name="part">Where to look.</param>
        /// <param name="left">The loops whose end is a way out; a jump to any other loop around is one too.</param>
        public bool Leaves(BoundNode part, LoopTarget[] left)
        {
            bool leaves = false;
            BoundTree.Walk(part, node => !leaves && Enter(node, left, ref leaves));
            return leaves;
        }

        private bool Enter(BoundNode node, LoopTarget[] left, ref bool leaves)
        {
            switch (node)
            {
                case BoundClosure:
                    return false;
                case BoundLocalDeclaration { Local: var local, Initializer: var value } when ReceiveLoop.ReceiverOf(value) is not null:
                    _received.Add(local);
                    break;
                case BoundLocalDeclaration { Local: var arm, Initializer: BoundCall { Function.Name: "__select_closed__" } }:
                    _closedArms.Add(arm);
                    break;
                case BoundLocalDeclaration { Local: var select, Initializer: BoundCall { Function.Name: "$select" } }:
                    _selects[select] = [];
                    break;
                case BoundCall { Receiver: BoundVariable { Variable: var select }, Arguments: [var added, ..] } when _selects.TryGetValue(select, out List<bool>? arms):
                    arms.Add(IsClosedArm(added));
                    break;
                case BoundMatch { Subject: BoundAwait { Operand: BoundVariable { Variable: var select } } } match when _selects.TryGetValue(select, out List<bool>? arms):
                    leaves = LeavesBut(match, arms, left);
                    return false;
                case BoundMatch { Subject: BoundAwait { Operand: BoundCall { Function.Name: "$select_at_once" } select } } match:
                    leaves = LeavesBut(match, [.. select.Arguments.Skip(2).Select(IsClosedArm)], left);
                    return false;
                case BoundWhile loop:
                    _inner.Add(loop.Target);
                    break;
                case BoundFor loop:
                    _inner.Add(loop.Target);
                    break;
                case BoundLoop loop:
                    _inner.Add(loop.Target);
                    break;
                case BoundMatch match when IsReceived(match.Subject):
                    int open = match.Arms.TakeWhile((_, i) => i == 0 || !TakesAnyValue(match.Arms[i - 1])).Count();
                    leaves = match.Arms.Where((a, i) => TellsErrorsApart(a) || (i < open && !IsClosedForm(a.Pattern))).Any(a => Leaves(a.Body, left));
                    return false;
                case BoundIf branch when branch.Branches is [var only] && StateIn(only.Condition) is { } isOpen:
                    leaves = isOpen ? Leaves(only.Body, left) : branch.Else is { } otherwise && Leaves(otherwise, left);
                    return false;
                case BoundPropagate { Operand: var operand } when IsReceived(operand):
                    return false;
                case BoundContinue next:
                    leaves = !_inner.Contains(next.Target) && !left.Contains(next.Target);
                    break;
                case BoundBreak exit:
                    leaves = !_inner.Contains(exit.Target);
                    break;
                case BoundReturn or BoundRaise or BoundPropagate or BoundAssert or (BoundCall or BoundInvoke) and BoundExpression { Type: PrimitiveTypeSymbol { Kind: PrimitiveKind.Never } }:
                case BoundCall call when summaries.Raises(call.Function):
                    leaves = true;
                    break;
            }
            return !leaves;
        }

        private bool IsClosedArm(BoundArgument arm) => ChannelMap.Root(arm.Value) is { } root && _closedArms.Contains(root);

        /// <summary>Whether an arm leaves that may run while its channel is open.</summary>
        private bool LeavesBut(BoundMatch select, List<bool> closedArms, LoopTarget[] left) =>
            select.Arms.Where((_, i) => i >= closedArms.Count || !closedArms[i]).Any(a => Leaves(a.Body, left));

        private bool IsReceived(BoundExpression value) =>
            ReceiveLoop.ReceiverOf(value) is not null || (value is BoundVariable { Variable: var variable } && _received.Contains(variable));

        /// <summary>Whether the channel is open where a condition holds, and closed where not, or the other way round; null for any other condition.</summary>
        private bool? StateIn(BoundCondition condition) => condition switch
        {
            { Pattern: { } pattern, Value: var value } when IsReceived(value) => IsClosedForm(pattern) ? false : TakesAnyValue(pattern) ? true : null,
            { Pattern: null, Value: var test } => StateIn(test),
            _ => null,
        };

        private bool? StateIn(BoundExpression test) => test switch
        {
            BoundUnary { Kind: BoundUnaryKind.Not, Operand: var operand } => !StateIn(operand),
            BoundCall { Receiver: { } value, Function.Name: "is_none" or "is_err", Arguments: [] } when IsReceived(value) => false,
            BoundCall { Receiver: { } value, Function.Name: "is_some" or "is_ok", Arguments: [] } when IsReceived(value) => true,
            BoundCall { Receiver: BoundVariable { Variable: var error }, Function.Name: "is_closed", Arguments: [] } when _errors.Contains(error) => false,
            BoundPatternTest { Value: var value, Pattern: var pattern } when IsReceived(value) && IsClosedForm(pattern) => false,
            BoundComparison { Operator: Syntax.Ast.ComparisonOperator.Equal, Left: var value, Right: BoundVariantConstruction { Arguments: [] } } when IsReceived(value) => false,
            _ => null,
        };

        /// <summary>Whether an arm for the error asks what it is, and does not run only when the channel is closed.</summary>
        private bool TellsErrorsApart(BoundMatchArm arm)
        {
            if (arm is not { Pattern: BoundVariantPattern { Variant.Name: "Err", Payload: [BoundBindingPattern { Local: var error }] } }
                || !BoundChildren.Optional(arm.Guard).Append(arm.Body).Any(part => BoundTree.Any(part, n => n is BoundCall { Receiver: BoundVariable { Variable: var asked }, Type: PrimitiveTypeSymbol { Kind: PrimitiveKind.Bool } } && asked == error)))
            {
                return false;
            }
            _errors.Add(error);
            return arm.Guard is null || StateIn(arm.Guard) != false;
        }

        private static bool TakesAnyValue(BoundMatchArm arm) => arm.Guard is null && TakesAnyValue(arm.Pattern);

        private static bool TakesAnyValue(BoundPattern pattern) => pattern is BoundVariantPattern { Variant.Name: "Some" or "Ok", Payload: [BoundBindingPattern { Inner: null } or BoundWildcardPattern] };

        private static bool IsClosedForm(BoundPattern pattern) => pattern is BoundVariantPattern { Variant.Name: "None" or "Err" };
    }
}
