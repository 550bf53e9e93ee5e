using System.Collections.Immutable;
using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;
using static Chasqui.Compiler.Syntax.Generated.ChasquiParser;

namespace Chasqui.Compiler.Syntax.Building;

internal sealed partial class AstBuilder
{
    private StatementSyntax Declaration(DeclarationContext context)
    {
        var span = Span(context);
        if (context.testModule() is { } tests)
        {
            int outside = _imports.Count;
            ImmutableArray<StatementSyntax> members = Suite(tests.suite()).Statements;
            ImmutableArray<ImportSyntax> imports = [.. _imports[outside..]];
            _imports.RemoveRange(outside, imports.Length);
            return new TestModuleSyntax(span, members) { Imports = imports };
        }
        if (context.importStatement() is { } import)
        {
            return Import(import, [.. context.decorator().Select(Decorator)]);
        }
        var modifiers = new DeclarationModifiers(
            [.. context.decorator().Select(Decorator)], Has(context, PUB), null);
        return context.GetChild(context.ChildCount - 1) switch
        {
            FunctionContext f => Function(f, span, modifiers),
            PropertyContext p => Property(p, span, modifiers),
            ModelContext m => Model(m, span, modifiers),
            ClassContext c => Class(c, span, modifiers),
            TraitContext t => Trait(t, span, modifiers),
            EnumContext e => Enum(e, span, modifiers),
            TypeDeclarationContext t when Has(t, NEWTYPE) => Newtype(
                t, t.NAME(), t.typeParameters(), t.type(), t.traitList(), t.typeBody(), span, modifiers),
            TypeDeclarationContext t => new TypeAliasSyntax(
                span, modifiers, Name(t.NAME()), TypeParameters(t.typeParameters()), Type(t.type())),
            NewtypeContext n => Newtype(
                n, n.NAME(), n.typeParameters(), n.type(), n.traitList(), n.typeBody(), span, modifiers),
            ConstantContext c => new ConstDeclarationSyntax(
                span, modifiers, Name(c.NAME()), OptionalType(c.typeAnnotation()?.type()), List(c.expressionList())),
            StaticContext s => new StaticDeclarationSyntax(
                span, modifiers, Name(s.NAME()), OptionalType(s.typeAnnotation()?.type()), List(s.expressionList())),
            AssignedDeclarationContext a => AssignedDeclaration(a.NAME(), a.assigned(), span, modifiers),
            var other => throw new Diagnostics.InternalCompilerException($"declaration {other.GetType().Name}"),
        };
    }

    /// <summary><c>name = alias a.b</c>, <c>name = a.b</c> or <c>name = partial f(…)</c> where only a declaration may stand.</summary>
    private StatementSyntax AssignedDeclaration(
        ITerminalNode name, AssignedContext assigned, SourceSpan span, DeclarationModifiers modifiers)
    {
        if (AliasOrPartial(span, modifiers, Name(name), assigned) is { } alias)
        {
            return alias;
        }
        var value = Assigned(assigned);
        if (value is PartialSyntax { Call: var call } && NamePath(call.Callee) is { } callee)
        {
            return new PartialDeclarationSyntax(span, modifiers, Name(name), [.. callee], call.Arguments);
        }
        if (NamePath(value) is { } target)
        {
            return new AliasDeclarationSyntax(span, modifiers, Name(name), [.. target]);
        }
        diagnostics.Add(SyntaxErrors.InvalidForm(
            value.Span, "expected the name of a symbol, or `partial` and a call", "use `const` or `static` for values"));
        return new ErrorStatementSyntax(span);
    }

    private DecoratorSyntax Decorator(DecoratorContext context) => new(
        Span(context),
        Path(context.path()),
        [.. context.typeArgument().Select(TypeArgument)],
        [.. context.decoratorArgument().Select(a => new DecoratorArgumentSyntax(
            Span(a),
            a.NAME() is { } name ? Name(name) : null,
            a.expression() is { } value ? Expression(value) : null,
            OptionalType(a.type())))],
        Has(context, RPAREN));

    private FunctionDeclarationSyntax Function(FunctionContext context, SourceSpan span, DeclarationModifiers modifiers)
    {
        var (receiver, parameters) = Parameters(context.parameterList().parameter());
        bool hasArrow = Has(context, ARROW);
        var types = context.type();
        var (body, yields) = Yielding(() => MethodBody(context.suite()));
        return new FunctionDeclarationSyntax(
            span,
            modifiers with { DocString = body is null ? null : DocStringOf(body.Statements) },
            Has(context, ASYNC),
            Name(context.NAME()),
            TypeParameters(context.typeParameters()),
            receiver,
            parameters,
            Has(context, FOR) ? Type(types[0]) : null,
            hasArrow ? Type(types[^1]) : null,
            body)
        {
            Yields = yields,
        };
    }

    /// <summary>Builds a body, and tells whether it yields itself.</summary>
    private (T Body, bool Yields) Yielding<T>(Func<T> build)
    {
        bool outer = _yields;
        _yields = false;
        T body = build();
        bool yields = _yields;
        _yields = outer;
        return (body, yields);
    }

    /// <summary><c>: ...</c> on the header's line means no body; an indented <c>...</c> is a statement.</summary>
    private BlockSyntax? MethodBody(SuiteContext? context) =>
        context?.simpleStatement() is { Start.Type: ELLIPSIS } || context is null ? null : Suite(context);

    private PropertyDeclarationSyntax Property(PropertyContext context, SourceSpan span, DeclarationModifiers modifiers)
    {
        var body = MethodBody(context.suite());
        return new PropertyDeclarationSyntax(
            span, modifiers with { DocString = body is null ? null : DocStringOf(body.Statements) },
            Name(context.NAME()), Type(context.type()), body);
    }

    private (ReceiverKind Receiver, ImmutableArray<ParameterSyntax> Parameters) Parameters(ParameterContext[] contexts)
    {
        var receiver = ReceiverKind.None;
        var parameters = ImmutableArray.CreateBuilder<ParameterSyntax>(contexts.Length);
        for (int i = 0; i < contexts.Length; i++)
        {
            var context = contexts[i];
            if (Has(context, SELF))
            {
                if (i > 0)
                {
                    diagnostics.Add(SyntaxErrors.InvalidForm(Span(context), "`self` must be the first parameter"));
                }
                receiver = Has(context, MUT) ? ReceiverKind.MutSelf : ReceiverKind.Self;
            }
            else if (i == 0 && context.ChildCount == 1 && Span(context.NAME()).Text == "cls")
            {
                receiver = ReceiverKind.Cls;
            }
            else
            {
                parameters.Add(Parameter(context));
            }
        }
        return (receiver, parameters.ToImmutable());
    }

    private ParameterSyntax Parameter(ParameterContext context) => new(
        Span(context),
        context.NAME() is { } name ? Name(name) : new NameSyntax(Span(context), "self"),
        OptionalType(context.type()),
        context.expression() is { } value ? Expression(value) : null,
        Has(context, STAR) ? ParameterKind.Rest
            : Has(context, DOUBLE_STAR) ? ParameterKind.KeywordRest : ParameterKind.Normal,
        Has(context, MUT) ? ParameterMode.Mut : Has(context, REF) ? ParameterMode.Ref : ParameterMode.Value);

    private ImmutableArray<TypeParameterSyntax> TypeParameters(TypeParametersContext? context) =>
        context is null ? [] : [.. context.typeParameter().Select(p => new TypeParameterSyntax(
            Span(p), Name(p.NAME()), p.traitBounds() is { } bounds ? TypesIn(bounds) : []))];

    private ImmutableArray<TypeSyntax> Traits(TraitListContext? context) => context is null ? [] : TypesIn(context);

    private ImmutableArray<TypeSyntax> TypesIn(ParserRuleContext context) =>
        [.. context.children.Select(c => c switch
        {
            TypeContext t => Type(t),
            NamedTypeContext n => NamedType(n),
            _ => null,
        }).OfType<TypeSyntax>()];

    private ModelDeclarationSyntax Model(ModelContext context, SourceSpan span, DeclarationModifiers modifiers) => new(
        span, Documented(modifiers, context.typeBody()), Name(context.NAME()), TypeParameters(context.typeParameters()),
        Traits(context.traitList()), Members(context.typeBody()));

    private ClassDeclarationSyntax Class(ClassContext context, SourceSpan span, DeclarationModifiers modifiers)
    {
        TypeSyntax? parent = context.namedType() is { } named ? NamedType(named) : null;
        if (context.LPAREN() is { } opener)
        {
            TypeSyntax[] bases = [.. context.type().Select(Type)];
            diagnostics.Add(SyntaxErrors.InvalidForm(
                Span(opener).To(Span(context.RPAREN())), "a base is not written in parentheses",
                ForeignBases.Instead(Name(context.NAME()).Text, bases) ?? "use `extends` for a class, `with` for traits"));
            parent ??= bases.FirstOrDefault();
        }
        return new ClassDeclarationSyntax(
            span, Documented(modifiers, context.typeBody()), Name(context.NAME()), TypeParameters(context.typeParameters()),
            parent as NamedTypeSyntax,
            Traits(context.traitList()), Members(context.typeBody()));
    }

    private TraitDeclarationSyntax Trait(TraitContext context, SourceSpan span, DeclarationModifiers modifiers) => new(
        span, Documented(modifiers, context.typeBody()), Name(context.NAME()), TypeParameters(context.typeParameters()),
        Traits(context.traitList()), Members(context.typeBody()));

    private NewtypeDeclarationSyntax Newtype(
        ParserRuleContext context, ITerminalNode name, TypeParametersContext? parameters, TypeContext underlying,
        TraitListContext? traits, TypeBodyContext? body, SourceSpan span, DeclarationModifiers modifiers) => new(
        span, Documented(modifiers, body), Name(name), TypeParameters(parameters), Type(underlying), Traits(traits),
        Members(body));

    private EnumDeclarationSyntax Enum(EnumContext context, SourceSpan span, DeclarationModifiers modifiers)
    {
        var variants = ImmutableArray.CreateBuilder<VariantSyntax>();
        var members = ImmutableArray.CreateBuilder<DeclarationSyntax>();
        HashSet<string> methods = [.. SoundMembers(context.typeBody()).Select(m => m.function()?.NAME()?.GetText()).OfType<string>()];
        foreach (var member in SoundMembers(context.typeBody()))
        {
            if (member.field() is { } field && !Has(field, TYPE_COLON) && !StandsForMethod(field))
            {
                variants.Add(Variant(field));
            }
            else if (Member(member) is { } other)
            {
                members.Add(other);
            }
        }
        return new EnumDeclarationSyntax(
            span, Documented(modifiers, context.typeBody()), Name(context.NAME()),
            TypeParameters(context.typeParameters()), OptionalType(context.type()), Traits(context.traitList()),
            variants.ToImmutable(), members.ToImmutable());

        // `quick = partial run(times=1)`, `go = run`, `go = alias run`: the rest are variants.
        bool StandsForMethod(FieldContext field) =>
            field.assigned() is { } assigned && (assigned.Start.Type == PARTIAL || methods.Contains((assigned.path() ?? (ParserRuleContext)assigned).GetText()));
    }

    private VariantSyntax Variant(FieldContext context)
    {
        var name = Name((ITerminalNode)context.GetChild(0));
        var payload = context.variantField().Select(f => new VariantFieldSyntax(
            Span(f), f.NAME() is { } n ? Name(n) : null, Type(f.type())));
        ExpressionSyntax? value = null;
        NameSyntax? alias = null;
        if (context.assigned() is { } assigned)
        {
            alias = assigned.path() is { } path ? Path(path)[^1] : null;
            value = alias is null ? Assigned(assigned) : null;
        }
        return new VariantSyntax(Span(context), name, [.. payload], value, alias);
    }

    private DeclarationModifiers Documented(DeclarationModifiers modifiers, TypeBodyContext? body) =>
        body?.member() is [{ exception: null } first, ..] && first.GetChild(0) is ITerminalNode { Symbol.Type:
            STRING or TRIPLE_STRING or RAW_STRING or RAW_TRIPLE_STRING } text && Leaf(text) is StringLiteralSyntax literal
            ? modifiers with { DocString = literal.Value }
            : modifiers;

    private ImmutableArray<DeclarationSyntax> Members(TypeBodyContext? body) =>
        body is null ? [] : [.. SoundMembers(body).Select(Member).OfType<DeclarationSyntax>()];

    private IEnumerable<MemberContext> SoundMembers(TypeBodyContext body)
    {
        MemberContext? previous = null;
        foreach (var member in body.member())
        {
            if (member.strayBlock() is { } stray && previous is { exception: null })
            {
                ReportMissingColon(stray);
            }
            if (member.exception is null)
            {
                yield return member;
            }
            previous = member;
        }
    }

    /// <summary>The members that its body would have made in Python are not unknown.</summary>
    private void ReportInitializer(NameSyntax name, FunctionContext function)
    {
        diagnostics.Add(SyntaxErrors.InvalidForm(
            name.Span, "there is no `__init__`: a type's fields are the parameters of its construction",
            "declare the fields as `name: Type`, with `= value` for a default, and construct with `Type(name=…)`"));
        AddUnreadNames(function);
    }

    private void AddUnreadNames(IParseTree tree)
    {
        if (tree is ITerminalNode { Symbol.Type: NAME } name)
        {
            diagnostics.AddUnreadName(source, name.GetText());
        }
        for (int i = 0; i < tree.ChildCount; i++)
        {
            AddUnreadNames(tree.GetChild(i));
        }
    }

    private DeclarationSyntax? Member(MemberContext context)
    {
        var span = Span(context);
        var modifiers = new DeclarationModifiers(
            [.. context.decorator().Select(Decorator)], Has(context, PUB), null);
        if (context.function() is { } function)
        {
            var method = Function(function, span, modifiers);
            if (method.Name.Text == "__init__")
            {
                ReportInitializer(method.Name, function);
                return null;
            }
            return method;
        }
        if (context.property() is { } property)
        {
            return Property(property, span, modifiers);
        }
        if (context.field() is not { } field)
        {
            return null;
        }
        if (field.assigned() is { } value && value.path() is null && TypeOfLiteral(Assigned(value)) is { } literal)
        {
            diagnostics.Add(SyntaxErrors.InvalidForm(
                span, $"the field `{field.GetChild(0).GetText()}` needs a type", $"write `{field.GetChild(0).GetText()}: {literal} = {Span(value).Text}`"));
            AddUnreadNames(field.GetChild(0));
            return null;
        }
        if (field.assigned() is { } assigned)
        {
            return AssignedDeclaration((ITerminalNode)field.GetChild(0), assigned, span, modifiers)
                as DeclarationSyntax;
        }
        if (!Has(field, TYPE_COLON))
        {
            diagnostics.Add(SyntaxErrors.InvalidForm(
                span, $"the field `{Span((ITerminalNode)field.GetChild(0)).Text}` needs a type", "write `name: Type`"));
            AddUnreadNames(field.GetChild(0));
            return null;
        }
        return new FieldDeclarationSyntax(
            span,
            modifiers,
            Name((ITerminalNode)field.GetChild(0)),
            [.. field.fieldMetadata().Select(m => new FieldMetadataSyntax(
                Span(m), Name(m.NAME()), Expression(m.expression())))],
            field.STRING() is { } wire && Leaf(wire) is StringLiteralSyntax text ? text.Value : null,
            Type(field.type()),
            field.expression() is { } initial ? Expression(initial) : null);
    }

    private static string? TypeOfLiteral(ExpressionSyntax value) => value switch
    {
        IntLiteralSyntax => "int",
        FloatLiteralSyntax => "float",
        BoolLiteralSyntax => "bool",
        StringLiteralSyntax => "str",
        ListSyntax => "list[T]",
        DictSyntax => "dict[K, V]",
        _ => null,
    };
}
