using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    /// <summary>From this many variants on, the tag is switched on.</summary>
    private const int SwitchedVariants = 4;

    /// <summary>
    /// Arms are tried in order; with many variants, the tag selects the first arm that can match.
    /// <code>
    ///   before   match s:                 after   $s = s; switch tag($s) [arm1, arm2]
    ///               A(x) if g: a                  // an arm of its own tag is entered behind its tag test
    ///               B: b                   arm1:  x = payload($s); branch-unless g test2; a; goto end
    ///                                     test2:  branch-unless tag($s) == 1 test3
    ///                                      arm2:  b; goto end
    ///                                       end:
    /// </code>
    /// </summary>
    private void LowerMatch(BoundMatch match, LoweredLocal? result)
    {
        At(match.Subject.Span);
        LoweredLocal? owner = IsInFlight(match.Subject) ? Own(Lower(match.Subject)) : null;
        LoweredExpression subject = owner is null ? Spill(Lower(match.Subject), "subject") : new LoweredLocalRead(owner);
        LoweredLabel end = Label("endmatch");
        LoweredLabel[] tests = [.. match.Arms.Select(_ => Label("arm")), Label("unmatched")];
        LoweredLabel?[] entries = Dispatch(match, subject, tests);
        for (int i = 0; i < match.Arms.Length; i++)
        {
            BoundMatchArm arm = match.Arms[i];
            Mark(tests[i]);
            At(arm.Pattern.Span);
            bool bindsCopies = BindsCopies(arm.Pattern, match.Subject, arm.Guard, arm.Body);
            BeginTaking(arm.Pattern, subject);
            if (entries[i] is { } entry && arm.Pattern is BoundVariantPattern variant)
            {
                Unless(IsVariant(subject, variant.Variant), tests[i + 1]);
                Mark(entry);
                _bindsCopies = bindsCopies;
                TestPayload(variant, subject, tests[i + 1]);
                _bindsCopies = false;
            }
            else
            {
                Test(arm.Pattern, subject, tests[i + 1], bindsCopies);
            }
            if (arm.Guard is not null)
            {
                JumpUnless(arm.Guard, tests[i + 1]);
            }
            LoweredLocal[] untaken = EndTaking(arm.Pattern, match.Subject);
            if (owner is not null)
            {
                Assign(owner, new LoweredDefault(owner.Type));
            }
            ProtectTaken(arm.Pattern, untaken, () => LowerBlockInto(arm.Body, result));
            Goto(end);
        }
        Mark(tests[^1]);
        Add(WellKnown.Static("Errors.ThrowUnmatched", PrimitiveTypeSymbol.Void));
        Mark(end);
    }

    /// <summary>Emits the switch; gives, per arm, the label behind its tag test, where the switch goes.</summary>
    private LoweredLabel?[] Dispatch(BoundMatch match, LoweredExpression subject, LoweredLabel[] tests)
    {
        var entries = new LoweredLabel?[match.Arms.Length];
        bool isSwitched = match.Arms.Count(a => a.Pattern is BoundVariantPattern) >= SwitchedVariants
            && subject.Type.Resolved is NamedTypeSymbol { Definition.Kind: TypeDefinitionKind.Enum };
        if (!isSwitched)
        {
            return entries;
        }
        int tags = ((NamedTypeSymbol)subject.Type.Resolved).Definition.Variants.Max(v => v.Tag) + 1;
        var targets = new LoweredLabel[tags];
        for (int tag = 0; tag < tags; tag++)
        {
            int arm = 0;
            while (arm < match.Arms.Length && match.Arms[arm].Pattern is BoundVariantPattern pattern && pattern.Variant.Tag != tag)
            {
                arm++;
            }
            targets[tag] = arm < match.Arms.Length && match.Arms[arm].Pattern is BoundVariantPattern
                ? entries[arm] ??= Label("variant")
                : tests[arm];
        }
        Add(new LoweredSwitch(TagOf(subject), [.. targets]));
        return entries;
    }
}
