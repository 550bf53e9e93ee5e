using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>
/// The bodies of derived methods:
/// <code>
///   static P default() { return P(x=int.default(), y=5) }
///   static Result[N, ValidationError] from_underlying(value) { return require(Ok(N(value)), value, 0, "ge") }
///   static Result[P, E] new(x, y) { return P(x=x, y=y).validate() }
/// </code>
/// </summary>
internal sealed partial class BodyBinder
{
    public static BoundFunction BindDerived(DerivedMethodSymbol method, BindingContext context)
    {
        var frame = new FunctionFrame(null, method, method.Name, method.ReturnType, method.IsAsync);
        var self = new SelfSymbol(method.Type.SelfType, isMutable: false);
        var binder = new BodyBinder(context, method.Type.Scope, frame, method.Type.SelfType, method.IsStatic ? null : self);
        SourceSpan span = method.Type.Declaration.Name.Span;
        NamedTypeSymbol type = method.Type.SelfType;
        BoundExpression result = method.Kind switch
        {
            DerivedMethodKind.Default => new BoundConstruction(span, type, [.. type.Definition.Fields.Select(f => new BoundFieldInitializer(f, binder.DefaultOf(f, span)))]),
            DerivedMethodKind.FromUnderlying => binder.Constrained(method, type, new BoundVariable(span, method.Parameters[0]), span),
            DerivedMethodKind.Checked => binder.Checked(method, type, span),
            DerivedMethodKind.FieldValue => binder.FieldValue(method, self, span),
            DerivedMethodKind.Await => binder.AwaitedPart(method, self, span),
            DerivedMethodKind.FieldItems => binder.FieldItems(method, self, span),
            _ => binder.Validated(method, type, span),
        };
        binder.Finish();
        BoundStatement body = result.Type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit } ? new BoundExpressionStatement(span, result) : new BoundReturn(span, result);
        return new BoundFunction(method, method.IsStatic ? null : self, new BoundBlock(span, [body]));
    }

    private BoundExpression AwaitedPart(DerivedMethodSymbol method, SelfSymbol self, SourceSpan span)
    {
        var read = new BoundVariable(span, self);
        BoundExpression part = method.Source is FieldSymbol field
            ? new BoundFieldAccess(span, field.Type, read, field)
            : CallMethod(read, (FunctionSymbol)(method.Source ?? method), [], span);
        return (BoundExpression?)TryAwait(part, span) ?? Error(AsyncFormErrors.NotAwaitable(span, part.Type, "declare an async method `__await__`"));
    }

    private BoundExpression DefaultOf(FieldSymbol field, SourceSpan type)
    {
        if (field.DefaultSyntax is { } syntax)
        {
            return BindDefault(syntax, field.Type, field.Scope);
        }
        _context.Capabilities.Require(field.Type, "Default", field.Span ?? type);
        return CallIntrinsic("default", [field.Type], [], type);
    }

    private BoundExpression Validated(DerivedMethodSymbol method, NamedTypeSymbol type, SourceSpan span)
    {
        IEnumerable<BoundFieldInitializer> fields = type.Definition.Fields.Zip(method.Parameters, (f, p) => new BoundFieldInitializer(f, new BoundVariable(span, p)));
        var made = new BoundConstruction(span, type, [.. fields]);
        FunctionSymbol validate = type.Definition.FindMethods("validate").First();
        return CallMethod(made, validate, [], span);
    }
}
