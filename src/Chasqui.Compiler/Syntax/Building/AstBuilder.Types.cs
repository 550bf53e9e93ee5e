using System.Collections.Immutable;
using Chasqui.Compiler.Syntax.Ast;
using static Chasqui.Compiler.Syntax.Generated.ChasquiParser;

namespace Chasqui.Compiler.Syntax.Building;

internal sealed partial class AstBuilder
{
    private TypeSyntax? OptionalType(TypeContext? context) => context is null ? null : Type(context);

    private TypeSyntax Type(TypeContext context)
    {
        var members = context.typeMember();
        if (members.Length == 1)
        {
            return TypeMember(members[0]);
        }
        var flat = ImmutableArray.CreateBuilder<TypeSyntax>();
        foreach (var member in members.Select(TypeMember))
        {
            if (member is UnionTypeSyntax union)
            {
                flat.AddRange(union.Members);
            }
            else
            {
                flat.Add(member);
            }
        }
        return new UnionTypeSyntax(Span(context), flat.ToImmutable());
    }

    private TypeSyntax TypeMember(TypeMemberContext context)
    {
        if (context.namedType() is { } named)
        {
            return NamedType(named);
        }
        if (context.functionType() is { } function)
        {
            return FunctionType(function);
        }
        var span = Span(context);
        var elements = context.type();
        return elements.Length switch
        {
            0 => new NamedTypeSyntax(span, [new NameSyntax(span, "Unit")], []),
            1 when !Has(context, COMMA) => Type(elements[0]),
            _ => new TupleTypeSyntax(span, [.. elements.Select(Type)]),
        };
    }

    private FunctionTypeSyntax FunctionType(FunctionTypeContext context)
    {
        var types = context.type();
        return new FunctionTypeSyntax(
            Span(context),
            Has(context, ONCE) ? FunctionTypeModifier.Once
                : Has(context, LOCAL) ? FunctionTypeModifier.Local : FunctionTypeModifier.None,
            [.. types.Take(types.Length - 1).Select(Type)],
            Type(types[^1]));
    }

    private TypeSyntax NamedType(NamedTypeContext context)
    {
        var span = Span(context);
        var path = context.children.TakeWhile(c => c is not Antlr4.Runtime.Tree.ITerminalNode { Symbol.Type: LBRACK })
            .OfType<Antlr4.Runtime.Tree.ITerminalNode>().Where(n => n.Symbol.Type != DOT).Select(Name).ToImmutableArray();
        var arguments = context.typeArgument();
        if (arguments.Length == 0)
        {
            return path is [{ Text: "_" }] ? new InferredTypeSyntax(span) : new NamedTypeSyntax(span, path, []);
        }
        if (arguments.Any(a => a.type() is null))
        {
            var named = new NamedTypeSyntax(path[0].Span.To(path[^1].Span), path, []);
            return new ConstrainedTypeSyntax(span, named, [.. arguments.Select(Constraint)]);
        }
        return new NamedTypeSyntax(span, path, [.. arguments.Select(a => TypeArgument(a))]);
    }

    private TypeSyntax TypeArgument(TypeArgumentContext context)
    {
        if (context.type() is { } type)
        {
            return Type(type);
        }
        diagnostics.Add(SyntaxErrors.InvalidForm(Span(context), "expected a type"));
        return new ErrorTypeSyntax(Span(context));
    }

    /// <summary>The plain numbers of <c>decimal[10, 2]</c> are constraints without a key.</summary>
    private TypeConstraintSyntax Constraint(TypeArgumentContext context)
    {
        var span = Span(context);
        if (context.NAME() is { } key)
        {
            return new TypeConstraintSyntax(span, Name(key), Expression(context.expression()));
        }
        var none = new NameSyntax(source.Span(span.Start, 0), "");
        return context.INT() is { } number
            ? new TypeConstraintSyntax(span, none, IntLiteral(number))
            : new TypeConstraintSyntax(span, none, InvalidExpression(span, "expected a constraint such as `ge=0`"));
    }
}
