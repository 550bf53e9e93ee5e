using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    /// <summary>
    /// <code>
    ///   before   [a, *xs]        after   { $l = new List(1); $l.Append(a); for $x in xs: $l.Append($x); $l }
    /// </code>
    /// </summary>
    private LoweredExpression LowerList(BoundListLiteral literal) =>
        LowerElements(literal, literal.Elements, "List.New", "List.Append");

    private LoweredExpression LowerSet(BoundSetLiteral literal) =>
        LowerElements(literal, literal.Elements, "Set.New", "Set.Add");

    private LoweredExpression LowerElements(
        BoundExpression literal, System.Collections.Immutable.ImmutableArray<BoundElement> elements, string constructor, string add) => Sequence(() =>
    {
        LoweredLocal collection = Temporary(literal.Type, "c");
        Assign(collection, WellKnown.New(constructor, (NamedTypeSymbol)literal.Type, Int32(elements.Count(e => e.Spread is null))));
        foreach (BoundElement element in elements)
        {
            if (element.Spread is null)
            {
                Append(Copy(element.Value));
            }
            else
            {
                Iterate(element.Spread, element.Value, new LoopLabels(Label("spread"), Label("next"), null), x => Append(ValueSemantics.Share(x)));
            }
        }
        return Finished(literal, collection);

        void Append(LoweredExpression value) =>
            Add(WellKnown.Instance(add, PrimitiveTypeSymbol.Void, new LoweredLocalRead(collection), [value]));
    });

    private LoweredExpression LowerDict(BoundDictLiteral literal) => Sequence(() =>
    {
        LoweredLocal dict = Temporary(literal.Type, "d");
        var read = new LoweredLocalRead(dict);
        Assign(dict, WellKnown.New("Dict.New", (NamedTypeSymbol)literal.Type, Int32(literal.Entries.Length)));
        foreach (BoundDictEntry entry in literal.Entries)
        {
            Add(entry.Key is null
                ? WellKnown.Instance("Dict.Update", PrimitiveTypeSymbol.Void, read, [Lower(entry.Value)])
                : WellKnown.Instance("Dict.Set", PrimitiveTypeSymbol.Void, read, [Copy(entry.Key), Copy(entry.Value)]));
        }
        return Finished(literal, dict);
    });

    private LoweredExpression LowerRange(BoundRange range)
    {
        LoweredExpression start = Lower(range.Start), end = Lower(range.End);
        return range.IsInclusive
            ? WellKnown.Static("Range.Inclusive", range.Type, start, end)
            : WellKnown.New("Range.New", (NamedTypeSymbol)range.Type.Resolved, start, end, Int64(1));
    }

    /// <summary>
    /// Fields are evaluated in source order and given to the constructor in declaration order.
    /// <code>
    ///   before   P(y=g(), x=h())        after   { $1 = g(); $2 = h(); new P($2, $1) }
    /// </code>
    /// </summary>
    private LoweredExpression LowerConstruction(BoundConstruction construction) => Sequence(() =>
    {
        NamedTypeSymbol type = construction.ConstructedType;
        FieldSymbol[] declared = [.. type.Definition.Fields];
        bool inOrder = construction.Fields.Select(f => f.Field).SequenceEqual(declared);
        BoundExpression[] parts = [.. construction.Fields.Select(f => f.Value)];
        return Assemble(parts, parts.Select(Copy), given =>
        {
            var values = new Dictionary<FieldSymbol, LoweredExpression>();
            foreach ((BoundFieldInitializer field, LoweredExpression value) in construction.Fields.Zip(given))
            {
                values[field.Field] = inOrder || value is LoweredConstant ? value : Spill(value, "f");
            }
            return new LoweredNew(type, new ConstructorReference((NamedTypeSymbol)type.Resolved), [.. declared.Select(f => values[f])]);
        });
    });

    private LoweredExpression LowerVariant(BoundVariantConstruction variant) =>
        Assemble(
            variant.Arguments,
            variant.Arguments.Select(Copy),
            given => new LoweredCall(variant.Type, new VariantFactoryReference((NamedTypeSymbol)variant.Type, variant.Variant), null, given));

    /// <summary>
    /// <code>
    ///   before   [e for x in xs if c]        after   { $c = new List(); for x in xs: if c: $c.Append(e); $c }
    /// </code>
    /// </summary>
    private LoweredExpression LowerComprehension(BoundComprehension comprehension) =>
        Sequence(() =>
        {
            LoweredLocal collection = Temporary(comprehension.Type, "c");
            var read = new LoweredLocalRead(collection);
            string kind = comprehension.Kind switch { ComprehensionKind.List => "List", ComprehensionKind.Set => "Set", _ => "Dict" };
            Assign(collection, WellKnown.New($"{kind}.New", (NamedTypeSymbol)comprehension.Type, Int32(0)));
            Clause(0, Label("end"));
            return Finished(comprehension, collection);

            void Clause(int index, LoweredLabel skip)
            {
                if (index == comprehension.Clauses.Length)
                {
                    Keep();
                    return;
                }
                BoundComprehensionClause clause = comprehension.Clauses[index];
                if (clause is { Iteration: { } iteration, Target: { } target })
                {
                    var labels = new LoopLabels(Label("done"), Label("next"), null);
                    Iterate(iteration, comprehension, labels, x =>
                    {
                        BindElement(target, x);
                        Protect(OwnersIn(target), () => Clause(index + 1, labels.Continue));
                    });
                }
                else if (clause.Condition is { } condition)
                {
                    JumpUnless(condition, skip);
                    Clause(index + 1, skip);
                }
            }

            void Keep()
            {
                LoweredExpression element = Copy(comprehension.Element);
                Add(comprehension.Kind switch
                {
                    ComprehensionKind.List => WellKnown.Instance("List.Append", PrimitiveTypeSymbol.Void, read, [element]),
                    ComprehensionKind.Set => WellKnown.Instance("Set.Add", PrimitiveTypeSymbol.Void, read, [element]),
                    _ => WellKnown.Instance("Dict.Set", PrimitiveTypeSymbol.Void, read, [element, Copy(comprehension.Value ?? comprehension.Element)]),
                });
            }
        });
}
