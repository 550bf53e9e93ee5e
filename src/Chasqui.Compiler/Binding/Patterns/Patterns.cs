using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    private bool _bindsMutable;
    private bool _bindsByStatement;

    /// <summary>A name that takes what the arms before have left of a union stands for the members left.</summary>
    private BoundPattern BindPattern(PatternSyntax syntax, TypeSymbol subject, TypeSymbol rest)
    {
        if (syntax is not NamePatternSyntax { Name: not "_" } name || rest.IsError || rest.Equals(subject) || FindMember(subject, [new NameSyntax(name.Span, name.Name)]) is not null)
        {
            return BindPattern(syntax, subject);
        }
        return rest is UnionTypeSymbol
            ? new BoundBindingPattern(syntax.Span, subject, DeclareName(name.Name, rest, syntax.Span))
            : new BoundTypePattern(syntax.Span, subject, rest, new BoundBindingPattern(syntax.Span, rest, DeclareName(name.Name, rest, syntax.Span)));
    }

    /// <summary>Binds a pattern and declares its names in the current scope.</summary>
    private BoundPattern BindPattern(PatternSyntax syntax, TypeSymbol subject)
    {
        subject = subject.Resolved;
        switch (syntax)
        {
            case WildcardPatternSyntax or NamePatternSyntax { Name: "_" }:
                return new BoundWildcardPattern(syntax.Span, subject);
            case NamePatternSyntax name:
                return BindNamePattern(name, subject);
            case LiteralPatternSyntax literal:
                return BindValuePattern(literal, subject);
            case RangePatternSyntax range:
                return new BoundRangePattern(syntax.Span, subject, BindAs(range.Start, subject), BindAs(range.End, subject), range.IsInclusive);
            case TuplePatternSyntax tuple:
                return BindTuplePattern(tuple, subject);
            case ListPatternSyntax list:
                return BindListPattern(list, subject);
            case ConstructorPatternSyntax constructor:
                return BindConstructorPattern(constructor, subject);
            case OrPatternSyntax or:
                return BindOrPattern(or, subject);
            case AsPatternSyntax named:
                BoundPattern inner = BindPattern(named.Pattern, subject);
                return new BoundBindingPattern(syntax.Span, subject, DeclareName(named.Name.Text, subject, named.Name.Span), inner);
            case ErrorPatternSyntax:
                _hasErrors = true;
                return new BoundWildcardPattern(syntax.Span, subject);
            default:
                Report(TypeErrors.NotSupported(syntax.Span, "this pattern"));
                return new BoundWildcardPattern(syntax.Span, subject);
        }
    }

    private LocalSymbol DeclareName(string name, TypeSymbol type, SourceSpan span)
    {
        var local = new LocalSymbol(name, type, _bindsMutable, span) { IsPatternBinding = !_bindsByStatement };
        CurrentScope.Declare(local);
        return local;
    }

    private BoundPattern BindNamePattern(NamePatternSyntax syntax, TypeSymbol subject)
    {
        if (subject is NamedTypeSymbol { Definition: var definition } && definition.FindVariant(syntax.Name) is { } variant)
        {
            return VariantPattern(syntax.Span, subject, variant, [], hasArguments: false);
        }
        if (FindMember(subject, [new NameSyntax(syntax.Span, syntax.Name)]) is { } member)
        {
            return OfMember(syntax.Span, subject, member, new BoundWildcardPattern(syntax.Span, member));
        }
        if (LocalScope.Find(_scope, syntax.Name) is null
            && _scope.Lookup(syntax.Name).OfType<GlobalSymbol>().FirstOrDefault(g => g.Kind == GlobalKind.Const) is { } constant)
        {
            return new BoundValuePattern(syntax.Span, subject, Convert(Read(constant, syntax.Span), subject));
        }
        return new BoundBindingPattern(syntax.Span, subject, DeclareName(syntax.Name, subject, syntax.Span));
    }

    /// <summary>The member of a union, or of what an Option holds, that a path names.</summary>
    private TypeSymbol? FindMember(TypeSymbol subject, ImmutableArray<NameSyntax> path) =>
        Types.WithoutOption(subject) is UnionTypeSymbol union && LocalScope.Find(_scope, path[0].Text) is null && FindType(path) is { } type
            ? union.Members.FirstOrDefault(m => m.Equals(type)) ?? union.Members.FirstOrDefault(m => _unifier.Unify(m, type))
            : null;

    /// <summary>A member's pattern on its union, or on an Option of it.</summary>
    private BoundPattern OfMember(SourceSpan span, TypeSymbol subject, TypeSymbol member, BoundPattern inner)
    {
        TypeSymbol union = Types.WithoutOption(subject) ?? subject;
        BoundPattern pattern = new BoundTypePattern(span, union, member, inner);
        return union.Equals(subject) ? pattern : new BoundVariantPattern(span, subject, Types.Some, [pattern]);
    }

    private BoundPattern BindValuePattern(LiteralPatternSyntax syntax, TypeSymbol subject)
    {
        if (syntax.Value is NoneLiteralSyntax && Types.IsOption(subject, out _))
        {
            return VariantPattern(syntax.Span, subject, Types.None, [], hasArguments: false);
        }
        if (Types.WithoutOption(subject) is UnionTypeSymbol union)
        {
            BoundExpression literal = BindExpression(syntax.Value);
            if ((union.Members.FirstOrDefault(m => m.Equals(literal.Type)) ?? union.Members.FirstOrDefault(m => CanConvert(literal, m))) is not { } member)
            {
                Report(StatementErrors.BadPattern(syntax.Span, $"`{literal.Type}` is not a member of `{union}`"));
                return new BoundWildcardPattern(syntax.Span, subject);
            }
            return OfMember(syntax.Span, subject, member, new BoundValuePattern(syntax.Span, member, Convert(literal, member)));
        }
        return new BoundValuePattern(syntax.Span, subject, BindAs(syntax.Value, subject));
    }

    private BoundPattern BindTuplePattern(TuplePatternSyntax syntax, TypeSymbol subject)
    {
        int count = syntax.Elements.Length;
        if (subject is InferenceTypeSymbol)
        {
            _unifier.Unify(subject, new TupleTypeSymbol([.. syntax.Elements.Select(e => (TypeSymbol)_unifier.Fresh(e.Span))]));
            subject = subject.Resolved;
        }
        if (Types.IsList(subject, out _) && count > 0)
        {
            return BindListPattern(new ListPatternSyntax(syntax.Span, syntax.Elements), subject);
        }
        if (subject is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit } && count == 0)
        {
            return new BoundWildcardPattern(syntax.Span, subject);
        }
        if (subject is not TupleTypeSymbol tuple || tuple.Elements.Length != count)
        {
            if (!subject.IsError)
            {
                Report(TypeErrors.UnpackCount(syntax.Span, count, subject));
            }
            return BindForNames(syntax.Span, subject, syntax.Elements);
        }
        return new BoundTuplePattern(syntax.Span, subject, [.. syntax.Elements.Select((e, i) => BindPattern(e, tuple.Elements[i]))]);
    }

    /// <summary>The pattern is wrong; its names exist all the same, so that their uses stay quiet.</summary>
    private BoundWildcardPattern BindForNames(SourceSpan span, TypeSymbol subject, IEnumerable<PatternSyntax> parts)
    {
        foreach (PatternSyntax part in parts)
        {
            BindPattern(part is RestPatternSyntax { Name: { } name } ? new NamePatternSyntax(part.Span, name.Text) : part, ErrorTypeSymbol.Instance);
        }
        return new BoundWildcardPattern(span, subject);
    }

    private BoundPattern BindListPattern(ListPatternSyntax syntax, TypeSymbol subject)
    {
        if (!Types.IsList(subject, out TypeSymbol? element))
        {
            if (!subject.IsError)
            {
                Report(StatementErrors.BadPattern(syntax.Span, $"a list pattern does not fit `{subject}`"));
            }
            return BindForNames(syntax.Span, subject, syntax.Elements);
        }
        int star = syntax.Elements.ToList().FindIndex(e => e is RestPatternSyntax);
        BoundPattern? rest = star < 0 ? null
            : syntax.Elements[star] is RestPatternSyntax { Name: { } name }
                ? new BoundBindingPattern(syntax.Elements[star].Span, subject, DeclareName(name.Text, subject, name.Span))
                : new BoundWildcardPattern(syntax.Elements[star].Span, subject);
        ImmutableArray<PatternSyntax> prefix = star < 0 ? syntax.Elements : syntax.Elements[..star];
        ImmutableArray<PatternSyntax> suffix = star < 0 ? [] : syntax.Elements[(star + 1)..];
        return new BoundListPattern(
            syntax.Span, subject, [.. prefix.Select(p => BindPattern(p, element))], rest, [.. suffix.Select(p => BindPattern(p, element))]);
    }

    private BoundPattern BindConstructorPattern(ConstructorPatternSyntax syntax, TypeSymbol subject)
    {
        if (subject.IsError)
        {
            return BindForNames(syntax.Span, subject, syntax.Arguments.Select(a => a.Pattern));
        }
        NameSyntax last = syntax.Path[^1];
        if (subject is NamedTypeSymbol named && named.Definition.FindVariant(last.Text) is { } own
            && (syntax.Path.Length == 1 || syntax.Path[^2].Text == named.Definition.Name || syntax.Path[^2].Text == "Self" || ResolvesTo(syntax.Path[..^1], named.Definition)))
        {
            return VariantPattern(syntax.Span, subject, own, syntax.Arguments, syntax.HasArgumentList);
        }
        if (syntax is { HasArgumentList: false, Path.Length: > 1 } && FindType(syntax.Path[..^1]) is NamedTypeSymbol { Definition: ForeignTypeSymbol foreign } holder
            && foreign.FindStatic(last.Text, holder) is { } constant && constant.Type.Equals(subject))
        {
            return new BoundValuePattern(syntax.Span, subject, new BoundVariable(syntax.Span, constant));
        }
        if (FindMember(subject, syntax.Path) is { } member)
        {
            BoundPattern part = syntax.Arguments switch
            {
                [{ Name: null, Pattern: var only }] when NewtypeValue(member) is null => BindPattern(only, member),
                [] => new BoundWildcardPattern(syntax.Span, member),
                _ => BindFieldsPattern(syntax, member),
            };
            return OfMember(syntax.Span, subject, member, part);
        }
        if (Types.WithoutOption(subject) is UnionTypeSymbol enums
            && enums.Members.OfType<NamedTypeSymbol>().FirstOrDefault(m => m.Definition.FindVariant(last.Text) is not null && (syntax.Path.Length == 1 || syntax.Path[^2].Text == m.Definition.Name)) is { } owner)
        {
            return OfMember(syntax.Span, subject, owner, BindConstructorPattern(syntax, owner));
        }
        if (FindType(syntax.Path) is { } type)
        {
            return BindTypePattern(syntax, subject, type);
        }
        SourceSpan path = syntax.Path[0].Span.To(last.Span);
        IEnumerable<string> known = (subject as NamedTypeSymbol)?.Definition.Variants.Select(v => v.Name) ?? [];
        Report(known.Any()
            ? NameSuggestions.Closest(last.Text, known) is { } close ? BindingErrors.UnknownMember(last.Span, $"`{subject}`", last.Text, close)
            : BindingErrors.MisplacedMember(last.Span, subject, last.Text, $"it is {string.Join(" or ", ((NamedTypeSymbol)subject).Definition.Variants.Take(6).Select(v => $"`{v.Name}{(v.Payload.IsEmpty ? "" : "(…)")}`"))}")
            : StatementErrors.BadPattern(path, $"`{path.Text}` does not fit `{subject}`", Types.WithoutOption(subject) is null ? null : "match on the value's own type"));
        return BindForNames(syntax.Span, subject, syntax.Arguments.Select(a => a.Pattern));
    }

    private bool ResolvesTo(ImmutableArray<NameSyntax> path, TypeDefinitionSymbol definition) =>
        FindType(path) is NamedTypeSymbol type && ReferenceEquals(type.Definition, definition);

    private TypeSymbol? FindType(ImmutableArray<NameSyntax> path)
    {
        IReadOnlyList<Symbol> symbols = _scope.Lookup(path[0].Text);
        foreach (NameSyntax name in path.Skip(1))
        {
            symbols = symbols.OfType<ModuleSymbol>().FirstOrDefault()?.Exports(name.Text) ?? [];
        }
        return symbols.Select(s => ToTarget([s], s.Name, path[0].Span)).OfType<TypeTarget>().FirstOrDefault()?.Type.Resolved;
    }

    /// <summary><c>Point(x=0)</c> by fields, <c>int(n)</c> on a union.</summary>
    private BoundPattern BindTypePattern(ConstructorPatternSyntax syntax, TypeSymbol subject, TypeSymbol type)
    {
        if (subject is UnionTypeSymbol)
        {
            Report(StatementErrors.BadPattern(syntax.Span, $"`{type}` is not a member of `{subject}`"));
            return BindForNames(syntax.Span, subject, syntax.Arguments.Select(a => a.Pattern));
        }
        if (!_unifier.Unify(subject, type))
        {
            Report(TypeErrors.Mismatch(syntax.Path[0].Span.To(syntax.Path[^1].Span), subject, type));
            return BindForNames(syntax.Span, subject, syntax.Arguments.Select(a => a.Pattern));
        }
        return BindFieldsPattern(syntax, subject);
    }

    private BoundPattern BindFieldsPattern(ConstructorPatternSyntax syntax, TypeSymbol subject)
    {
        var fields = ImmutableArray.CreateBuilder<(FieldSymbol, BoundPattern)>();
        foreach (PatternArgumentSyntax argument in syntax.Arguments)
        {
            (FieldSymbol Field, TypeSymbol Type)? field = argument.Name is { } key ? MemberLookup.FindField(subject, key.Text) : NewtypeValue(subject);
            if (field is null)
            {
                Report(argument.Name is { } wrong
                    ? BindingErrors.UnknownMember(wrong.Span, $"`{subject}`", wrong.Text, SuggestMember(subject, wrong.Text))
                    : BindingErrors.PositionalField(argument.Span, subject.ToString() ?? "", (subject as NamedTypeSymbol)?.Definition.Fields.FirstOrDefault()?.Name));
                BindPattern(argument.Pattern, ErrorTypeSymbol.Instance);
                continue;
            }
            if (argument.Name is { } named && !IsAccessible(field.Value.Field))
            {
                Report(BindingErrors.PrivateField(named.Span, named.Text, field.Value.Field.ContainingType.Name));
            }
            fields.Add((field.Value.Field, BindPattern(argument.Pattern, field.Value.Type)));
        }
        return new BoundFieldsPattern(syntax.Span, subject, fields.ToImmutable());
    }

    private static (FieldSymbol, TypeSymbol)? NewtypeValue(TypeSymbol subject) =>
        subject is NamedTypeSymbol { Definition: SourceTypeSymbol { Kind: TypeDefinitionKind.Newtype, Fields: [var field, ..] } } named
            ? (field, field.Type.Substitute(named.Substitution))
            : null;

    private BoundPattern VariantPattern(
        SourceSpan span, TypeSymbol subject, VariantSymbol variant, ImmutableArray<PatternArgumentSyntax> arguments, bool hasArguments)
    {
        if (arguments.Length != variant.Payload.Length)
        {
            string example = variant.Payload.IsEmpty ? variant.Name : $"{variant.Name}({string.Join(", ", variant.Payload.Select(p => p.Name ?? "_"))})";
            Report(StatementErrors.BadPattern(
                span, $"variant `{variant.Name}` has {variant.Payload.Length} values, the pattern {arguments.Length}", $"write `{example}`"));
            return BindForNames(span, subject, arguments.Select(a => a.Pattern));
        }
        TypeSubstitution substitution = subject is NamedTypeSymbol named ? named.Substitution : TypeSubstitution.Empty;
        var payload = new BoundPattern?[variant.Payload.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            VariantFieldSymbol? field = arguments[i].Name is { } key ? variant.Payload.FirstOrDefault(p => p.Name == key.Text) : variant.Payload[i];
            if (field is null)
            {
                NameSyntax wrong = arguments[i].Name ?? new NameSyntax(span, variant.Name);
                Report(BindingErrors.UnknownMember(wrong.Span, $"variant `{variant.Name}`", wrong.Text, NameSuggestions.Closest(wrong.Text, variant.Payload.Select(p => p.Name ?? ""))));
                field = variant.Payload[i];
            }
            payload[field.Index] = BindPattern(arguments[i].Pattern, field.Type.Substitute(substitution));
        }
        return new BoundVariantPattern(span, subject, variant, [.. payload.Select((p, i) => p ?? new BoundWildcardPattern(span, variant.Payload[i].Type.Substitute(substitution)))]);
    }

    /// <summary>Every alternative binds into the locals that the first declared.</summary>
    private BoundPattern BindOrPattern(OrPatternSyntax syntax, TypeSymbol subject)
    {
        var alternatives = ImmutableArray.CreateBuilder<BoundPattern>();
        Dictionary<string, LocalSymbol> first = [];
        foreach (PatternSyntax alternative in syntax.Alternatives)
        {
            LocalScope names = OpenScope();
            BoundPattern pattern = BindPattern(alternative, subject);
            CloseScope();
            Dictionary<string, LocalSymbol> bound = names.NamesHere.Select(names.FindHere).OfType<LocalSymbol>().ToDictionary(l => l.Name);
            if (alternatives.Count == 0)
            {
                first = bound;
            }
            else if (!first.Keys.ToHashSet().SetEquals(bound.Keys))
            {
                Report(StatementErrors.BadPattern(
                    alternative.Span,
                    $"alternatives bind the same names: expected {Names(first.Keys)}, found {Names(bound.Keys)}"));
            }
            else
            {
                foreach ((string name, LocalSymbol local) in bound)
                {
                    if (!_unifier.Unify(first[name].Type, local.Type))
                    {
                        Report(TypeErrors.Mismatch(alternative.Span, first[name].Type, local.Type));
                    }
                }
                pattern = PatternRenaming.Rename(pattern, bound.ToDictionary(p => p.Value, p => first[p.Key]));
            }
            alternatives.Add(pattern);
        }
        foreach (LocalSymbol local in first.Values)
        {
            CurrentScope.Declare(local);
        }
        return new BoundOrPattern(syntax.Span, subject, alternatives.ToImmutable());
    }

    private static string Names(IEnumerable<string> names) => $"[{string.Join(", ", names.Order(StringComparer.Ordinal))}]";
}
