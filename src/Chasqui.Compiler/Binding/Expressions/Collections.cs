using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    private BoundExpression BindList(ListSyntax syntax, TypeSymbol? expected)
    {
        TypeSymbol? hint = Types.IsList(Types.WithoutOption(expected), out TypeSymbol? element) ? element : ElementOfIterable(expected);
        (TypeSymbol type, ImmutableArray<BoundElement> elements) = BindElements(syntax.Elements, hint, syntax.Span);
        return new BoundListLiteral(syntax.Span, Types.List(type), elements);
    }

    private BoundExpression BindSet(SetSyntax syntax, TypeSymbol? expected)
    {
        TypeSymbol? hint = Types.IsSet(Types.WithoutOption(expected), out TypeSymbol? element) ? element : ElementOfIterable(expected);
        (TypeSymbol type, ImmutableArray<BoundElement> elements) = BindElements(syntax.Elements, hint, syntax.Span);
        _context.Capabilities.Require(type, "Hash", syntax.Span);
        return new BoundSetLiteral(syntax.Span, Types.Set(type), elements);
    }

    private static TypeSymbol? ElementOfIterable(TypeSymbol? expected) =>
        expected?.Resolved is NamedTypeSymbol { Definition.Name: "Iterable", Arguments: [var element] } ? element : null;

    private (TypeSymbol Type, ImmutableArray<BoundElement> Elements) BindElements(ImmutableArray<ExpressionSyntax> syntax, TypeSymbol? hint, SourceSpan span)
    {
        var values = new List<BoundExpression>();
        var spreads = new Dictionary<int, BoundIteration>();
        foreach (ExpressionSyntax element in syntax)
        {
            if (element is SpreadSyntax spread)
            {
                spreads[values.Count] = Iterate(BindExpression(spread.Value));
                values.Add(spreads[values.Count].Source);
            }
            else
            {
                values.Add(BindExpression(element, hint));
            }
        }
        List<BoundExpression> single = [.. values.Where((_, i) => !spreads.ContainsKey(i))];
        TypeSymbol? wanted = Wanted(hint) ?? (single.Count == 0 && spreads.Count > 0 ? spreads.Values.First().ElementType : null);
        (TypeSymbol type, List<BoundExpression> united) = single.Count == 0
            ? (wanted ?? hint ?? _unifier.Fresh(span), [])
            : Unite(single, wanted);
        if (hint is not null)
        {
            _unifier.Unify(hint, type);
        }
        foreach (BoundIteration spread in spreads.Values)
        {
            if (!_unifier.Unify(spread.ElementType, type))
            {
                Report(TypeErrors.Mismatch(spread.Source.Span, type, spread.ElementType));
            }
        }
        int next = 0;
        return (type, [.. values.Select((v, i) => spreads.TryGetValue(i, out BoundIteration? s) ? new BoundElement(v, s) : new BoundElement(united[next++]))]);
    }

    private BoundExpression BindDict(DictSyntax syntax, TypeSymbol? expected)
    {
        bool isExpected = Types.IsDict(Types.WithoutOption(expected), out TypeSymbol? keyHint, out TypeSymbol? valueHint);
        var keys = new List<BoundExpression>();
        var values = new List<BoundExpression>();
        var merged = new Dictionary<DictEntrySyntax, BoundExpression>();
        foreach (DictEntrySyntax entry in syntax.Entries)
        {
            if (entry.Key is null)
            {
                merged[entry] = BindExpression(entry.Value, expected);
                continue;
            }
            keys.Add(BindExpression(entry.Key, keyHint));
            values.Add(BindExpression(entry.Value, valueHint));
        }
        if (!isExpected && merged.Values.FirstOrDefault() is { } first)
        {
            Types.IsDict(first.Type, out keyHint, out valueHint);
        }
        keyHint ??= keys.Count == 0 ? _unifier.Fresh(syntax.Span) : null;
        valueHint ??= values.Count == 0 ? _unifier.Fresh(syntax.Span) : null;
        (TypeSymbol key, keys) = keys.Count == 0 && keyHint is not null ? (keyHint, keys) : Unite(keys, Wanted(keyHint));
        (TypeSymbol value, values) = values.Count == 0 && valueHint is not null ? (valueHint, values) : Unite(values, Wanted(valueHint));
        NamedTypeSymbol type = Types.Dict(key, value);
        if (isExpected && expected is not null)
        {
            _unifier.Unify(type, Types.WithoutOption(expected) ?? expected);
        }
        _context.Capabilities.Require(key, "Hash", syntax.Span);
        int next = 0;
        return new BoundDictLiteral(syntax.Span, type,
            [.. syntax.Entries.Select(e => merged.TryGetValue(e, out BoundExpression? m)
                ? new BoundDictEntry(null, Convert(m, type))
                : new BoundDictEntry(keys[next], values[next++]))]);
    }

    private BoundExpression BindIndex(IndexSyntax syntax, TypeSymbol? expected) =>
        BindGeneric(syntax) is { } generic ? ToValue(generic, expected) : BindElement(BindExpression(syntax.Receiver), syntax);

    /// <summary><c>r[i]</c> and <c>r[a:b:c]</c>.</summary>
    private BoundExpression BindElement(BoundExpression receiver, IndexSyntax syntax)
    {
        if (!IsKnown(receiver))
        {
            foreach (ExpressionSyntax argument in syntax.Arguments.Where(a => a is not SliceSyntax))
            {
                // A type is no fault here: the unknown receiver may be a generic one.
                BindTarget(argument, null);
            }
            return new BoundErrorExpression(syntax.Span);
        }
        if (receiver.Type is TupleTypeSymbol)
        {
            return syntax.Arguments is [IntLiteralSyntax literal]
                ? TupleElement(receiver, literal.Value, syntax.Span, literal.Span)
                : Error(TypeErrors.TupleIndex(syntax.Arguments[0].Span, receiver.Type));
        }
        if (syntax.Arguments is [SliceSyntax slice])
        {
            return BindSlice(receiver, slice, syntax.Span);
        }
        ImmutableArray<FunctionSymbol> getters = Members.FindMethods(receiver.Type, "__getitem__");
        if (getters.IsEmpty)
        {
            receiver = CheckAwaited(receiver);
            return receiver is BoundErrorExpression ? receiver : Error(TypeErrors.NotIndexable(
                syntax.Receiver.Span, receiver.Type, Types.IsOption(receiver.Type, out _) ? "the value may be missing: take it out first" : null));
        }
        ExpressionSyntax key = syntax.Arguments is [var only]
            ? only
            : new TupleSyntax(syntax.Arguments[0].Span.To(syntax.Arguments[^1].Span), syntax.Arguments);
        FunctionSymbol getter = getters[0];
        BoundExpression? bound = null;
        if (getters.Length > 1)
        {
            bound = BindExpression(key);
            getter = getters.FirstOrDefault(g => TryPass(g, g.Parameters[0], bound, KeyType(g, Instantiate(g, receiver, null, null, syntax.Span))) is not null) ?? getter;
        }
        Instance instance = Instantiate(getter, receiver, null, null, syntax.Span);
        TypeSymbol keyType = KeyType(getter, instance);
        BoundExpression index = IsForeign(getter) ? Pass(getter, getter.Parameters[0], bound ?? BindExpression(key, Hint(getter, keyType, key)), keyType)
            : bound is null ? BindAs(key, keyType)
            : Convert(bound, keyType);
        FunctionSymbol? setter = Members.FindMethods(receiver.Type, "__setitem__").FirstOrDefault(s => getters.Length == 1 || s.Parameters[0].Type.Equals(getter.Parameters[0].Type));
        return FromForeign(getter, new BoundIndex(
            syntax.Span,
            instance.Result,
            receiver,
            index,
            getter,
            setter,
            Members.FindMethods(receiver.Type, "__itemref__").FirstOrDefault()));
    }

    private static TypeSymbol KeyType(FunctionSymbol getter, Instance instance) => getter.Parameters[0].Type.Substitute(instance.Substitution);

    private BoundExpression BindSlice(BoundExpression receiver, SliceSyntax slice, SourceSpan span)
    {
        if (Members.FindMethods(receiver.Type, "__getslice__") is not [var method, ..])
        {
            return Error(TypeErrors.NotIndexable(receiver.Span, receiver.Type));
        }
        NamedTypeSymbol part = Types.Option(PrimitiveTypeSymbol.Int);
        return CallMethod(receiver, method, [Part(slice.Start), Part(slice.Stop), Part(slice.Step)], span);

        BoundExpression Part(ExpressionSyntax? syntax) =>
            syntax is null ? new BoundVariantConstruction(slice.Span, part, Types.None, []) : BindAs(syntax, part);
    }

    private BoundExpression BindComprehension(ComprehensionSyntax syntax, TypeSymbol? expected) => InScope(() =>
    {
        var clauses = ImmutableArray.CreateBuilder<BoundComprehensionClause>();
        foreach (ComprehensionClauseSyntax clause in syntax.Clauses)
        {
            clauses.Add(BindClause(clause));
        }
        TypeSymbol? target = Types.WithoutOption(expected);
        TypeSymbol? hint = Types.IsList(target, out TypeSymbol? e) || Types.IsSet(target, out e) ? e : null;
        Types.IsDict(target, out TypeSymbol? keyHint, out TypeSymbol? valueHint);
        ImmutableArray<BoundStatement> views = Narrow(syntax.Clauses.OfType<IfClauseSyntax>().SelectMany(c => FactsOf(c.Condition, holds: true)));
        BoundExpression element = BindHinted(syntax.Element, syntax.Kind == ComprehensionKind.Dict ? keyHint : hint);
        element = views.IsEmpty ? element : new BoundBlockExpression(element.Span, element.RawType, views, element);
        BoundExpression? value = syntax.Value is null ? null : BindHinted(syntax.Value, valueHint);
        TypeSymbol type = syntax.Kind switch
        {
            ComprehensionKind.List => Types.List(element.Type),
            ComprehensionKind.Set => Types.Set(element.Type),
            _ => Types.Dict(element.Type, value?.Type ?? ErrorTypeSymbol.Instance),
        };
        if (syntax.Kind is ComprehensionKind.Set or ComprehensionKind.Dict)
        {
            _context.Capabilities.Require(element.Type, "Hash", syntax.Element.Span);
        }
        return (BoundExpression)new BoundComprehension(syntax.Span, type, syntax.Kind, element, value, clauses.ToImmutable());
    });

    private BoundExpression BindHinted(ExpressionSyntax syntax, TypeSymbol? hint) =>
        Wanted(hint) is { } wanted ? BindAs(syntax, wanted) : BindExpression(syntax, hint);

    private BoundComprehensionClause BindClause(ComprehensionClauseSyntax clause)
    {
        if (clause is IfClauseSyntax filter)
        {
            return new BoundComprehensionClause(clause.Span, null, null, BindBool(filter.Condition, acceptsHook: true));
        }
        var loop = (ForClauseSyntax)clause;
        if (loop.IsAsync)
        {
            RequireAsync(KeywordsOf(loop.Span, "async for"), "async for");
        }
        BoundIteration iteration = loop.IsAsync ? IterateAsync(BindExpression(loop.Iterable)) : Iterate(BindIterable(loop.Iterable), loop.Target);
        BoundPattern target = BindPattern(loop.Target, iteration.ElementType);
        BoundTree.Visit(target, node =>
        {
            if (node is BoundBindingPattern binding)
            {
                _loopVariables[binding.Local] = new LoopElements(iteration.Source, areWhole: false);
            }
        });
        return new BoundComprehensionClause(clause.Span, iteration, target, null);
    }
}
