using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>
/// The bodies of reflection:
/// <code>
///   Option[int | str] __field_value__(self, name) { return Some(self.x) if name == "x" else … else None }
///   list[tuple[str, int | str]] __field_items__(self) { return [("x", self.x), …] }
/// </code>
/// </summary>
internal sealed partial class BodyBinder
{
    private BoundExpression FieldItems(DerivedMethodSymbol method, SelfSymbol self, SourceSpan span) =>
        BindCoerced(
            new ListSyntax(span, [.. ReflectionDeclarer.Told(method.Type.Fields).Select(f => new TupleSyntax(span, [new StringLiteralSyntax(span, f.Name), Known(FieldOf(self, f, span))]))]),
            method.ReturnType);

    private BoundExpression FieldValue(DerivedMethodSymbol method, SelfSymbol self, SourceSpan span)
    {
        ExpressionSyntax name = Known(new BoundVariable(span, method.Parameters[0]));
        TypeSymbol value = Types.WithoutOption(method.ReturnType) ?? ErrorTypeSymbol.Instance;
        ExpressionSyntax result = Known(new BoundVariantConstruction(span, method.ReturnType, Types.None, []));
        foreach (FieldSymbol field in ReflectionDeclarer.Told(method.Type.Fields).Reverse())
        {
            ExpressionSyntax condition = IsNamed(field.Name);
            if (field.Alias is { } alias)
            {
                condition = new BinarySyntax(span, condition, BinaryOperator.Or, span, IsNamed(alias));
            }
            result = new ConditionalSyntax(span, condition, Known(new BoundVariantConstruction(span, method.ReturnType, Types.Some, [Convert(FieldOf(self, field, span), value)])), result);
        }
        return BindCoerced(result, method.ReturnType);

        ComparisonSyntax IsNamed(string text) =>
            new(span, name, [new ComparisonLinkSyntax(span, ComparisonOperator.Equal, span, new StringLiteralSyntax(span, text))]);
    }

    private static BoundFieldAccess FieldOf(SelfSymbol self, FieldSymbol field, SourceSpan span) =>
        new(span, field.Type, new BoundVariable(span, self), field);

    private static TargetSyntax Known(BoundExpression value) => new(new ValueTarget(value));
}
