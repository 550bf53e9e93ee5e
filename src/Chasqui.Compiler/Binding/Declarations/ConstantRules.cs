using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>What the initialiser of a <c>const</c> may be made of: literals, other constants, variants, operators, collections.</summary>
internal sealed class ConstantRules(Scope scope, DiagnosticBag diagnostics)
{
    /// <summary>False when something has been reported.</summary>
    public bool Check(ExpressionSyntax syntax)
    {
        switch (syntax)
        {
            case IntLiteralSyntax or FloatLiteralSyntax or DecimalLiteralSyntax or BoolLiteralSyntax or NoneLiteralSyntax or StringLiteralSyntax or BytesLiteralSyntax:
            case ErrorExpressionSyntax:
                return true;
            case NameExpressionSyntax name:
                return CheckName(name);
            case MemberSyntax member:
                return member.Receiver is not NameExpressionSyntax owner || scope.Lookup(owner.Name) is not [VariableSymbol, ..] || CheckName(owner);
            case UnarySyntax unary:
                return Check(unary.Operand);
            case BinarySyntax { Operator: not (BinaryOperator.PipeForward or BinaryOperator.PipeBackward) } binary:
                return Check(binary.Left) & Check(binary.Right);
            case ComparisonSyntax comparison:
                return Check(comparison.First) & CheckAll(comparison.Links.Select(l => l.Operand));
            case ConditionalSyntax conditional:
                return CheckAll([conditional.Condition, conditional.WhenTrue, conditional.WhenFalse]);
            case TupleSyntax tuple:
                return CheckAll(tuple.Elements);
            case TupleFieldSyntax field:
                return Check(field.Receiver);
            case ListSyntax list:
                return CheckAll(list.Elements);
            case SetSyntax set:
                return CheckAll(set.Elements);
            case DictSyntax dict:
                return CheckAll(dict.Entries.SelectMany(e => e.Key is null ? [new SpreadSyntax(e.Span, SpreadKind.Mapping, e.Value)] : new[] { e.Key, e.Value }));
            case IndexSyntax index:
                return Check(index.Receiver) & CheckAll(index.Arguments.SelectMany(a => a is SliceSyntax s ? new[] { s.Start, s.Stop, s.Step }.OfType<ExpressionSyntax>() : [a]));
            default:
                diagnostics.Add(DeclarationErrors.NotConstant(syntax.Span, Describe(syntax)));
                return false;
        }
    }

    private bool CheckAll(IEnumerable<ExpressionSyntax> parts) => parts.Aggregate(true, (fine, part) => Check(part) & fine);

    private bool CheckName(NameExpressionSyntax name)
    {
        if (scope.Lookup(name.Name) is not [SourceGlobalSymbol { Kind: not GlobalKind.Const }, ..])
        {
            return true;
        }
        diagnostics.Add(DeclarationErrors.NotConstant(name.Span, $"the variable `{name.Name}`"));
        return false;
    }

    private static string Describe(ExpressionSyntax syntax) => syntax switch
    {
        CallSyntax => "a call",
        FStringSyntax => "an f-string",
        ComprehensionSyntax => "a comprehension",
        RangeSyntax => "a range",
        SpreadSyntax => "a spread",
        ClosureSyntax => "a closure",
        _ => "this expression",
    };
}
