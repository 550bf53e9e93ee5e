using System.Collections.Immutable;
using System.Numerics;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>What a newtype wraps, and how a value is checked before it is wrapped: <c>int[ge=0]</c>, <c>from_underlying</c>.</summary>
internal sealed class NewtypeDeclarer(TypeResolver resolver, RuntimeLibrary library, DiagnosticBag diagnostics)
{
    /// <summary>The validation hook, written or made.</summary>
    public const string Hook = "from_underlying";

    private static readonly string[] Keys = ["ge", "gt", "le", "lt"];

    public (TypeSymbol Type, ImmutableArray<NewtypeConstraint> Constraints) Underlying(NewtypeDeclarationSyntax syntax, SourceTypeSymbol type)
    {
        if (syntax.Underlying is not ConstrainedTypeSyntax constrained)
        {
            return (resolver.Resolve(syntax.Underlying, type.Scope, type.SelfType), []);
        }
        TypeSymbol underlying = resolver.Resolve(constrained.Base, type.Scope, type.SelfType);
        if (underlying is not PrimitiveTypeSymbol { IsNumeric: true } && !underlying.IsError)
        {
            diagnostics.Add(NewtypeErrors.BadConstraint(constrained.Base.Span, $"expected a number type to constrain, found `{underlying}`"));
            return (underlying, []);
        }
        var constraints = new List<NewtypeConstraint>();
        foreach (TypeConstraintSyntax written in constrained.Constraints)
        {
            string key = written.Key.Text;
            if (!Keys.Contains(key))
            {
                diagnostics.Add(NewtypeErrors.BadConstraint(written.Span, $"expected a constraint `ge`, `gt`, `le` or `lt`, found `{written.Span.Text}`"));
            }
            else if (constraints.Exists(c => c.Key == key))
            {
                diagnostics.Add(NewtypeErrors.BadConstraint(written.Span, $"the constraint `{key}` is given twice"));
            }
            else if (Value(written.Value) is not { } value)
            {
                diagnostics.Add(NewtypeErrors.BadConstraint(written.Value.Span, $"expected an integer for `{key}`, found `{written.Value.Span.Text}`"));
            }
            else
            {
                constraints.Add(new NewtypeConstraint(key, value));
            }
        }
        return (underlying, [.. constraints]);
    }

    /// <summary><c>from_underlying</c> where only constraints are written, and the checked construction.</summary>
    public IEnumerable<FunctionSymbol> Methods(
        SourceTypeSymbol type, TypeSymbol underlying, ImmutableArray<NewtypeConstraint> constraints, ImmutableArray<FunctionSymbol> methods)
    {
        var value = new ParameterSymbol("value", underlying);
        TypeSymbol checkedType = library.ResultOf(type.SelfType, ErrorType);
        FunctionSymbol? hook = methods.FirstOrDefault(m => m.Name == Hook);
        if (hook is null && constraints.IsEmpty)
        {
            yield break;
        }
        if (hook is null)
        {
            yield return new DerivedMethodSymbol(DerivedMethodKind.FromUnderlying, type, [value], checkedType);
        }
        else if (!hook.IsStatic || hook.Parameters is not [var parameter] || parameter.Type != underlying || hook.ReturnType != checkedType)
        {
            diagnostics.Add(NewtypeErrors.BadHook(hook.Span ?? type.Declaration.Name.Span, type.Name, underlying));
        }
        yield return new DerivedMethodSymbol(DerivedMethodKind.Checked, type, [new ParameterSymbol("value", underlying)], type.SelfType);
    }

    private TypeSymbol ErrorType =>
        library.Builtins("ValidationError").OfType<TypeDefinitionSymbol>().FirstOrDefault()?.SelfType ?? (TypeSymbol)ErrorTypeSymbol.Instance;

    private static long? Value(ExpressionSyntax syntax) => syntax switch
    {
        IntLiteralSyntax { Value: var number } when number <= long.MaxValue => (long)number,
        UnarySyntax { Operator: UnaryOperator.Negate, Operand: IntLiteralSyntax { Value: var number } } when number <= BigInteger.Abs(long.MinValue) => (long)-number,
        _ => null,
    };
}
