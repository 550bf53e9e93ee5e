using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

/// <summary>A place given as a <c>mut</c> argument must not be reached through another argument of the call.</summary>
internal static class Overlaps
{
    /// <summary>The first argument whose place overlaps that of a <c>mut</c> argument, or a <c>mut</c> one that overlaps the receiver.</summary>
    /// <param name="changedReceiver">Of a method that changes it.</param>
    public static BoundExpression? Find(ImmutableArray<BoundArgument> arguments, BoundExpression? changedReceiver)
    {
        if (changedReceiver is { IsPlace: true }
            && arguments.FirstOrDefault(a => a.Parameter.Mode == ParameterMode.Mut && Overlap(a.Value, changedReceiver)) is { } same)
        {
            return same.Value;
        }
        for (int i = 0; i < arguments.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                bool isChanged = arguments[i].Parameter.Mode == ParameterMode.Mut || arguments[j].Parameter.Mode == ParameterMode.Mut;
                if (isChanged && IsShared(arguments[i]) && IsShared(arguments[j]) && Overlap(arguments[i].Value, arguments[j].Value))
                {
                    return arguments[i].Value;
                }
            }
        }
        return null;
    }

    /// <summary>The first code that gives <paramref name="list"/> another value or other elements than those it has.</summary>
    public static BoundNode? FindChange(BoundNode code, BoundExpression list)
    {
        BoundNode? found = null;
        BoundTree.Visit(code, node => found ??= node switch
        {
            BoundAssignment { Target: var target } when IsSamePlace(target, list) => target,
            BoundCompoundAssignment { Target: var target } when IsSamePlace(target, list) => target,
            BoundDelete { Receiver: var receiver } when IsSamePlace(receiver, list) => receiver,
            BoundCall { Receiver: { } receiver, Function.MutatesReceiver: true } when IsSamePlace(receiver, list) => receiver,
            BoundCall call => call.Arguments.FirstOrDefault(a => a.Parameter.Mode == ParameterMode.Mut && IsSamePlace(a.Value, list))?.Value,
            _ => null,
        });
        return found;
    }

    private static bool IsSamePlace(BoundExpression a, BoundExpression b)
    {
        List<BoundExpression> left = Path(a), right = Path(b);
        return left.Count == right.Count && left.Zip(right).All(step => IsSame(step.First, step.Second));
    }

    /// <summary>Numbers, bools and strings are passed by value.</summary>
    private static bool IsShared(BoundArgument argument) =>
        argument.Value.IsPlace && (argument.Parameter.Mode == ParameterMode.Mut || argument.Value.Type is not PrimitiveTypeSymbol);

    private static bool Overlap(BoundExpression a, BoundExpression b)
    {
        List<BoundExpression> left = Path(a), right = Path(b);
        return left.Zip(right).All(step => IsSame(step.First, step.Second));
    }

    /// <summary>From the variable to the place.</summary>
    private static List<BoundExpression> Path(BoundExpression place)
    {
        List<BoundExpression> path = place switch
        {
            BoundFieldAccess field => Path(field.Receiver),
            BoundTupleElement element => Path(element.Receiver),
            BoundIndex index => Path(index.Receiver),
            _ => [],
        };
        path.Add(place);
        return path;
    }

    /// <summary>Whether the last steps of two paths surely lead to the same place.</summary>
    private static bool IsSame(BoundExpression a, BoundExpression b) => (a, b) switch
    {
        (BoundVariable x, BoundVariable y) => x.Variable == y.Variable,
        (BoundFieldAccess x, BoundFieldAccess y) => x.Field == y.Field,
        (BoundTupleElement x, BoundTupleElement y) => x.Index == y.Index,
        (BoundIndex { Index: BoundLiteral x }, BoundIndex { Index: BoundLiteral y }) => Equals(x.Value, y.Value),
        (BoundIndex { Index: BoundVariable x }, BoundIndex { Index: BoundVariable y }) => x.Variable == y.Variable,
        _ => false,
    };
}
