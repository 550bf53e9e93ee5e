using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    /// <summary>
    /// <code>
    ///   before   f"a{x}b{await y:>3}"        after   { $1 = x; $2 = await y; $b = new FStringBuilder(2, 2)
    ///                                                  $b.AppendLiteral("a"); $b.AppendDisplay($1)
    ///                                                  $b.AppendLiteral("b"); $b.AppendFormatted($2, ">3"); $b.Finish() }
    /// </code>
    /// Holes whose evaluation needs statements come first, all of them: the builder must not live across an await.
    /// </summary>
    private LoweredExpression LowerFString(BoundFString text)
    {
        if (text.Parts.All(p => p.Value is null))
        {
            return Text(string.Concat(text.Parts.Select(p => p.Text)));
        }
        return Sequence(() =>
        {
            (LoweredExpression? Value, LoweredExpression? Spec)[] holes =
                [.. text.Parts.Select((p, i) => (p.Value is null ? null : LowerHole(p.Value, text.Parts[(i + 1)..]), p.Spec is null ? null : Lower(p.Spec)))];
            if (holes.Any(h => LoweredTree.NeedsStatements(h.Value) || LoweredTree.NeedsStatements(h.Spec)))
            {
                holes = [.. holes.Select(h => (Hold(h.Value), Hold(h.Spec)))];
            }
            NamedTypeSymbol builderType = _context.Runtime(WellKnownTypes.FStringBuilder);
            LoweredLocal builder = Temporary(builderType, "text");
            var read = new LoweredLocalRead(builder);
            int literalLength = text.Parts.Sum(p => p.Value is null ? p.Text?.Length ?? 0 : 0);
            Assign(builder, WellKnown.New("FString.New", builderType, Int32(literalLength), Int32(holes.Count(h => h.Value is not null))));
            for (int i = 0; i < holes.Length; i++)
            {
                BoundFStringPart part = text.Parts[i];
                if (holes[i].Value is not { } value)
                {
                    Add(WellKnown.Instance("FString.Literal", PrimitiveTypeSymbol.Void, read, [Text(part.Text ?? "")]));
                    continue;
                }
                string member = part.Conversion switch
                {
                    FStringConversion.Debug => "FString.Debug",
                    FStringConversion.PrettyDebug => "FString.PrettyDebug",
                    _ => holes[i].Spec is null ? "FString.Display" : "FString.Formatted",
                };
                LoweredExpression[] arguments = member == "FString.Formatted" && holes[i].Spec is { } spec ? [value, spec] : [value];
                Add(WellKnown.Instance(member, PrimitiveTypeSymbol.Void, read, [.. arguments], [], [value.Type]));
            }
            return WellKnown.Instance("FString.Finish", PrimitiveTypeSymbol.Str, read);
        });

        // A later hole may change what an earlier one shows.
        LoweredExpression LowerHole(BoundExpression value, ImmutableArray<BoundFStringPart> later) =>
            Interference.RootOf(value) is { } root && Interference.MayMutate(later, root) ? Copy(value) : Lower(value);

        LoweredExpression? Hold(LoweredExpression? value)
        {
            if (value is null or LoweredConstant)
            {
                return value;
            }
            LoweredLocal local = Temporary(value.Type, "hole");
            Assign(local, value);
            return new LoweredLocalRead(local);
        }
    }
}
