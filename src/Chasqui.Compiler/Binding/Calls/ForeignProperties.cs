using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Assignments to properties of .NET, and subscriptions to its events.</summary>
internal sealed partial class BodyBinder
{
    /// <summary>The reading of a .NET property or item, behind what made a value of the language of it.</summary>
    private static BoundExpression Uncrossed(BoundExpression value) => value switch
    {
        BoundConversion { Kind: BoundConversionKind.Widen, Operand: var operand } => Uncrossed(operand),
        BoundCall { Function.Name: var name, Arguments: [{ Value: var crossed }] } when name.StartsWith("$net_", StringComparison.Ordinal) => Uncrossed(crossed),
        _ => value,
    };

    /// <summary>The store into a .NET property; null where the target is not one.</summary>
    private BoundStatement? TrySetProperty(ExpressionSyntax target, Func<TypeSymbol, BoundExpression> bindValue, SourceSpan span)
    {
        if (_context.Library.Platform is null)
        {
            return null;
        }
        BoundExpression place = BindExpression(target);
        if (Uncrossed(place) is not BoundCall { Function: ImportedFunctionSymbol { IsForeign: true, IsPropertyGetter: true } getter } read)
        {
            return null;
        }
        if (getter.Setter is not { } setter)
        {
            return new BoundExpressionStatement(span, Error(TypeErrors.ReadOnlyProperty(target.Span, getter.Name, getter.ContainingType?.Name ?? "")));
        }
        return new BoundExpressionStatement(span, SetProperty(read, setter, bindValue(place.Type), span));
    }

    private BoundExpression SetProperty(BoundCall read, ImportedFunctionSymbol setter, BoundExpression value, SourceSpan span)
    {
        ParameterSymbol parameter = setter.Parameters[0];
        Instance instance = Instantiate(setter, read.Receiver, read.ContainingType, null, span);
        BoundExpression passed = Pass(setter, parameter, value, parameter.Type.Substitute(instance.Substitution));
        return new BoundCall(span, PrimitiveTypeSymbol.Unit, setter, read.Receiver, [], [new BoundArgument(parameter, passed)], read.ContainingType);
    }

    /// <summary>
    /// <code>
    ///   before   timer.Elapsed += f        after   timer.add_Elapsed(f)
    /// </code>
    /// </summary>
    private BoundStatement? TrySubscribe(AugmentedAssignmentSyntax syntax, MemberSyntax member)
    {
        string? accessor = syntax.Operator switch
        {
            BinaryOperator.Add => "add_",
            BinaryOperator.Subtract => "remove_",
            _ => null,
        };
        Target owner = BindTarget(member.Receiver, null);
        TypeSymbol? type = owner switch
        {
            TypeTarget named => named.Type,
            ValueTarget value => value.Value.Type,
            _ => null,
        };
        if (accessor is null || type is not NamedTypeSymbol { Definition: ForeignTypeSymbol } || Members.FindMethods(type, accessor + member.Name.Text) is not [_, ..] methods)
        {
            return null;
        }
        var target = new FunctionsTarget(member.Span, member.Name.Text, methods, (owner as ValueTarget)?.Value, type as NamedTypeSymbol);
        return new BoundExpressionStatement(syntax.Span, BindFunctionCall(target, [new ArgumentSyntax(syntax.Value.Span, null, SpreadKind.None, syntax.Value)], syntax.Span, null));
    }

    /// <summary>
    /// <code>
    ///   before   sb.Length -= 1        after   $o = sb; $o.Length = $o.Length - 1
    /// </code>
    /// </summary>
    private BoundStatement? TryAugmentProperty(AugmentedAssignmentSyntax syntax)
    {
        if (syntax.Target is not MemberSyntax member || _context.Library.Platform is null)
        {
            return null;
        }
        if (TrySubscribe(syntax, member) is { } subscription)
        {
            return subscription;
        }
        if (Uncrossed(BindExpression(syntax.Target)) is not BoundCall { Function: ImportedFunctionSymbol { IsForeign: true, IsPropertyGetter: true } getter } read)
        {
            return null;
        }
        if (getter.Setter is not { } setter)
        {
            return new BoundExpressionStatement(syntax.Span, Error(TypeErrors.ReadOnlyProperty(syntax.Target.Span, getter.Name, getter.ContainingType?.Name ?? "")));
        }
        var statements = ImmutableArray.CreateBuilder<BoundStatement>();
        BoundCall again = read;
        if (read.Receiver is { } receiver && !receiver.IsPlace)
        {
            var owner = new LocalSymbol("", receiver.RawType, isMutable: true);
            statements.Add(new BoundLocalDeclaration(receiver.Span, owner, receiver));
            again = read with { Receiver = new BoundVariable(receiver.Span, owner) };
        }
        BoundExpression old = FromForeign(getter, again);
        BoundExpression operand = BindExpression(syntax.Value, old.Type is NamedTypeSymbol ? old.Type : null);
        BoundExpression result = BindArithmetic(syntax.Operator, old, operand, syntax.Span);
        statements.Add(new BoundExpressionStatement(syntax.Span, SetProperty(again, setter, result, syntax.Span)));
        return new BoundBlock(syntax.Span, statements.ToImmutable());
    }
}
