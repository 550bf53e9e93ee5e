using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    /// <summary>Names bound to parts of a place are copies of them; parts of a temporary belong to nobody else.</summary>
    private bool _bindsCopies;

    /// <summary>Evaluates a subject once and tests it; falls through on a match, with the names bound.</summary>
    /// <param name="scope">Where the names are known.</param>
    /// <returns>What was taken and has no name.</returns>
    private LoweredLocal[] MatchValue(BoundPattern pattern, BoundExpression value, LoweredLabel otherwise, BoundNode scope)
    {
        LoweredExpression subject = Spill(Lower(value), "subject");
        BeginTaking(pattern, subject);
        if (!IsDropped(pattern, value))
        {
            Test(pattern, subject, otherwise, BindsCopies(pattern, value, scope));
            return EndTaking(pattern, value);
        }
        // What does not match has no other owner.
        LoweredLabel matched = Label("matched"), missed = Label("missed");
        Test(pattern, subject, missed, BindsCopies(pattern, value, scope));
        Goto(matched);
        Mark(missed);
        Add(Drop(subject));
        Goto(otherwise);
        Mark(matched);
        return EndTaking(pattern, value);
    }

    /// <summary>
    /// Parts of a temporary belong to nobody else. Names for parts of a local place are views, as a loop's variable is, while neither
    /// changes.
    /// </summary>
    private bool BindsCopies(BoundPattern pattern, BoundExpression subject, params ReadOnlySpan<BoundNode?> scope)
    {
        if (!subject.IsPlace)
        {
            return false;
        }
        BoundNode?[] code = scope.ToArray();
        if (Interference.RootOf(subject) is not { } root || root is GlobalSymbol || Interference.MayMutate(code, root)
            || BoundTree.Any(code, BoundTree.IsSuspension)
            || BoundTree.Any(pattern, n => n is BoundBindingPattern binding && (binding.Local.IsMutable || Interference.MayMutate(code, binding.Local))))
        {
            return true;
        }
        BoundTree.Visit(pattern, n =>
        {
            if (n is BoundBindingPattern binding)
            {
                _views.Add(binding.Local);
            }
        });
        return false;
    }

    /// <summary>
    /// <code>
    ///   before   isinstance(x, T)        after   { $is = false; test x, failing to no; $is = true; no: $is }
    /// </code>
    /// </summary>
    private LoweredExpression LowerPatternTest(BoundPatternTest test) => Sequence(() =>
    {
        LoweredLocal holds = Temporary(PrimitiveTypeSymbol.Bool, "is");
        LoweredLabel no = Label("no");
        Assign(holds, new LoweredConstant(PrimitiveTypeSymbol.Bool, false));
        MatchValue(test.Pattern, test.Value, no, test);
        Assign(holds, new LoweredConstant(PrimitiveTypeSymbol.Bool, true));
        Mark(no);
        return new LoweredLocalRead(holds);
    });

    private void Test(BoundPattern pattern, LoweredExpression subject, LoweredLabel otherwise, bool bindsCopies)
    {
        bool outer = _bindsCopies;
        _bindsCopies = bindsCopies;
        Test(pattern, subject, otherwise);
        _bindsCopies = outer;
    }

    /// <summary>
    /// <code>
    ///   before   Circle(0.0)        after   branch-unless tag(s) == 1 otherwise
    ///                                       branch-unless payload(s, 0) == 0.0 otherwise
    /// </code>
    /// </summary>
    private void Test(BoundPattern pattern, LoweredExpression subject, LoweredLabel otherwise)
    {
        switch (pattern)
        {
            case BoundWildcardPattern:
                break;
            case BoundBindingPattern binding:
                if (binding.Inner is not null)
                {
                    // The name for the whole owns all of it.
                    List<LoweredExpression>? parts = _untaken;
                    _untaken = null;
                    Test(binding.Inner, subject, otherwise);
                    _untaken = parts;
                }
                Bind(binding.Local, subject);
                break;
            case BoundValuePattern value:
                Unless(Compare(ComparisonOperator.Equal, subject, Lower(value.Value)), otherwise);
                break;
            case BoundRangePattern range:
                Unless(Compare(ComparisonOperator.GreaterOrEqual, subject, Lower(range.Start)), otherwise);
                Unless(Compare(range.IsInclusive ? ComparisonOperator.LessOrEqual : ComparisonOperator.Less, subject, Lower(range.End)), otherwise);
                break;
            case BoundTuplePattern tuple:
                for (int i = 0; i < tuple.Elements.Length; i++)
                {
                    TestPart(tuple.Elements[i], new LoweredTupleItem(tuple.Elements[i].SubjectType.Resolved, subject, i), otherwise);
                }
                break;
            case BoundVariantPattern variant:
                Unless(IsVariant(subject, variant.Variant), otherwise);
                TestPayload(variant, subject, otherwise);
                break;
            case BoundFieldsPattern fields:
                NamedTypeSymbol model = (NamedTypeSymbol)fields.SubjectType.Resolved;
                foreach ((FieldSymbol field, BoundPattern part) in fields.Fields)
                {
                    var reference = new FieldReference(field, TypeRelations.AsInstanceOf(model, field.ContainingType) ?? model);
                    TestPart(part, new LoweredFieldRead(part.SubjectType.Resolved, subject, reference), otherwise);
                }
                foreach (FieldSymbol field in model.Definition.Fields.Where(f => !fields.Fields.Any(p => p.Field == f)))
                {
                    Untaken(new LoweredFieldRead(field.Type.Substitute(model.Substitution), subject, new FieldReference(field, model)));
                }
                break;
            case BoundTypePattern type:
                if (type.SubjectType.Resolved is NamedTypeSymbol { Definition: ImportedTypeSymbol { IsException: true } })
                {
                    subject = WellKnown.Static("Errors.Raised", PrimitiveTypeSymbol.Object, subject);
                }
                Unless(new LoweredIsInstance(type.Type.Resolved, subject), otherwise);
                TestPart(type.Inner, new LoweredCast(type.Type.Resolved, subject), otherwise);
                break;
            case BoundOrPattern alternatives:
                TestAlternatives(alternatives, subject, otherwise);
                break;
            case BoundListPattern list:
                TestList(list, subject, otherwise);
                break;
            default:
                throw new InternalCompilerException($"no lowering for {pattern.GetType().Name}");
        }
    }

    private void TestPayload(BoundVariantPattern pattern, LoweredExpression subject, LoweredLabel otherwise)
    {
        for (int i = 0; i < pattern.Payload.Length; i++)
        {
            BoundPattern part = pattern.Payload[i];
            TestPart(part, Payload(subject, pattern.Variant, i, part.SubjectType), otherwise);
        }
    }

    private void TestPart(BoundPattern part, LoweredExpression value, LoweredLabel otherwise)
    {
        if (part is BoundWildcardPattern)
        {
            Untaken(value);
            return;
        }
        Test(part, part is BoundBindingPattern { Inner: null } ? value : Spill(value, "part"), otherwise);
    }

    /// <summary>
    /// <code>
    ///   before   p | q        after   p's test, failing to second; goto matched
    ///                        second:  q's test, failing to otherwise
    ///                       matched:
    /// </code>
    /// </summary>
    private void TestAlternatives(BoundOrPattern pattern, LoweredExpression subject, LoweredLabel otherwise)
    {
        List<LoweredExpression>? parts = _untaken;
        _untaken = null;
        LoweredLabel matched = Label("matched");
        for (int i = 0; i < pattern.Alternatives.Length; i++)
        {
            bool isLast = i == pattern.Alternatives.Length - 1;
            LoweredLabel next = isLast ? otherwise : Label("alternative");
            Test(pattern.Alternatives[i], subject, next);
            if (!isLast)
            {
                Goto(matched);
                Mark(next);
            }
        }
        Mark(matched);
        _untaken = parts;
        if (!BoundTree.Any(pattern, n => n is BoundBindingPattern binding && _context.Ownership.Types.IsResource(binding.Local.Type)))
        {
            Untaken(subject);
        }
    }

    /// <summary>
    /// <code>
    ///   before   [a, *rest, b]        after   branch-unless $s.Count >= 2 otherwise
    ///                                         a = $s[0]; rest = Middle($s, 1, 1); b = $s[-1]
    /// </code>
    /// </summary>
    private void TestList(BoundListPattern pattern, LoweredExpression subject, LoweredLabel otherwise)
    {
        int known = pattern.Prefix.Length + pattern.Suffix.Length;
        LoweredExpression count = WellKnown.Instance("List.Count", PrimitiveTypeSymbol.Int, subject);
        Unless(Compare(pattern.Rest is null ? ComparisonOperator.Equal : ComparisonOperator.GreaterOrEqual, count, Int64(known)), otherwise);
        for (int i = 0; i < pattern.Prefix.Length; i++)
        {
            TestPart(pattern.Prefix[i], Item(i, pattern.Prefix[i]), otherwise);
        }
        if (pattern.Rest is BoundBindingPattern || (pattern.Rest is not null && _untaken is not null))
        {
            LoweredExpression middle = WellKnown.Instance("List.Middle", pattern.SubjectType.Resolved, subject, [Int64(pattern.Prefix.Length), Int64(pattern.Suffix.Length)]);
            TestPart(pattern.Rest, middle, otherwise);
        }
        for (int i = 0; i < pattern.Suffix.Length; i++)
        {
            TestPart(pattern.Suffix[i], Item(i - pattern.Suffix.Length, pattern.Suffix[i]), otherwise);
        }

        LoweredExpression Item(long at, BoundPattern part) =>
            WellKnown.Instance("List.Get", part.SubjectType.Resolved, subject, [Int64(at)]);
    }

    private void Bind(LocalSymbol symbol, LoweredExpression value)
    {
        LoweredLocal local = _variables.TryGetValue(symbol, out LoweredExpression? place) && place is LoweredLocalRead read ? read.Local : Declare(symbol);
        Assign(local, _bindsCopies ? ValueSemantics.Share(value) : value);
    }

    private void Unless(LoweredExpression condition, LoweredLabel target) => Add(new LoweredBranch(condition, target, JumpIf: false));

    private static LoweredExpression IsVariant(LoweredExpression subject, VariantSymbol variant) =>
        new LoweredBinary(PrimitiveTypeSymbol.Bool, LoweredOperator.Equal, TagOf(subject), Int32(variant.Tag));

    private static LoweredCall TagOf(LoweredExpression subject) =>
        new(PrimitiveTypeSymbol.I32, new VariantTagReference((NamedTypeSymbol)subject.Type.Resolved), subject, []);

    private static LoweredCall Payload(LoweredExpression subject, VariantSymbol variant, int index, TypeSymbol type) =>
        new(type.Resolved, new VariantPayloadReference((NamedTypeSymbol)subject.Type.Resolved, variant, index), subject, []);

    private void LowerDestructuring(BoundDestructuringDeclaration destructuring) =>
        Unpack(destructuring.Pattern, Spill(Lower(destructuring.Value), "whole"), destructuring.Value.IsPlace);

    /// <summary>A pattern that always matches, or raises, on a loop's element.</summary>
    private void LowerIrrefutable(BoundPattern pattern, LoweredExpression value) =>
        Unpack(pattern, CanFail(pattern) ? Spill(value, "whole") : value, bindsCopies: true);

    private static bool CanFail(BoundPattern pattern) => BoundTree.Any(pattern, p => p is BoundListPattern);

    private void Unpack(BoundPattern pattern, LoweredExpression value, bool bindsCopies)
    {
        LoweredLabel failed = Label("unpack");
        BeginTaking(pattern, value);
        Test(pattern, value, failed, bindsCopies);
        foreach (LoweredLocal untaken in EndTaking(pattern, null))
        {
            Add(Drop(new LoweredLocalRead(untaken)));
        }
        if (CanFail(pattern))
        {
            LoweredLabel done = Label("unpacked");
            Goto(done);
            Mark(failed);
            if (_context.Ownership.Consuming.Contains(pattern))
            {
                Add(Drop(value));
            }
            // Of a list inside, only that its length is wrong is known here.
            (LoweredExpression count, int expected) = pattern is BoundListPattern list
                ? ((LoweredExpression)WellKnown.Instance("List.Count", PrimitiveTypeSymbol.Int, value), list.Prefix.Length + list.Suffix.Length)
                : (Int64(-1), 0);
            Add(WellKnown.Static("Errors.ThrowUnpack", PrimitiveTypeSymbol.Void, count, Int64(expected)));
            Mark(done);
        }
    }
}
