using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    /// <summary>Binds and converts: the value has the target type, or a mismatch has been reported.</summary>
    private BoundExpression BindAs(ExpressionSyntax syntax, TypeSymbol target, string? help = null) =>
        Convert(BindExpression(syntax, target), target, help);

    /// <param name="expected">What the context wants; it helps inference, it is not checked here.</param>
    private BoundExpression BindExpression(ExpressionSyntax syntax, TypeSymbol? expected = null) => syntax switch
    {
        IntLiteralSyntax s => BindInteger(s.Value, s.Span, expected),
        FloatLiteralSyntax s => new BoundLiteral(s.Span, Types.WithoutOption(expected) is PrimitiveTypeSymbol { Kind: PrimitiveKind.F32 } f32 ? f32 : PrimitiveTypeSymbol.Float, s.Value),
        BoolLiteralSyntax s => new BoundLiteral(s.Span, PrimitiveTypeSymbol.Bool, s.Value),
        StringLiteralSyntax s => new BoundLiteral(s.Span, PrimitiveTypeSymbol.Str, s.Value),
        BytesLiteralSyntax s => new BoundLiteral(s.Span, Types.Bytes, s.Value),
        NoneLiteralSyntax s => BindNone(s, expected),
        FStringSyntax s => BindFString(s),
        UnpackingSyntax unpacking => BindUnpacking(unpacking),
        UnpackedSyntax part => BindUnpacked(part),
        NameExpressionSyntax or MemberSyntax or TargetSyntax => ToValue(BindTarget(syntax, expected), expected),
        TupleFieldSyntax s => BindTupleField(s),
        IndexSyntax s => BindIndex(s, expected),
        CallSyntax s => BindCall(s, expected),
        UnarySyntax s => BindUnary(s, expected),
        BinarySyntax s => BindBinary(s, expected),
        ComparisonSyntax s => BindComparison(s),
        ConditionalSyntax s => BindConditional(s, expected),
        IfSyntax s => BindIf(s, expected, wantsValue: true),
        MatchSyntax s => BindMatch(s, expected, wantsValue: true),
        LoopSyntax s => BindLoop(s, expected),
        TupleSyntax s => BindTuple(s, expected),
        ListSyntax s => BindList(s, expected),
        SetSyntax s => BindSet(s, expected),
        DictSyntax s => BindDict(s, expected),
        ComprehensionSyntax { Kind: ComprehensionKind.Generator } s => BindGeneratorExpression(s, expected),
        ComprehensionSyntax s => BindComprehension(s, expected),
        RangeSyntax s => new BoundRange(s.Span, Types.Range, BindAs(s.Start, PrimitiveTypeSymbol.Int), BindAs(s.End, PrimitiveTypeSymbol.Int), s.IsInclusive),
        ClosureSyntax s => BindClosure(s, expected),
        AwaitSyntax s => BindAwait(s, expected),
        AwaitableSyntax s => BindAwaitable(s.Value, Types.Future(Types.IsFuture(expected, out TypeSymbol? awaited) ? awaited : _unifier.Fresh(s.Span)), s.Contract),
        PropagateSyntax s => BindPropagate(s),
        SpawnSyntax s => BindSpawn(s, expected),
        ErrorExpressionSyntax s => BindParseError(s),
        YieldSyntax s => Error(TypeErrors.NotSupported(s.Span, "`yield` as a value")),
        DecimalLiteralSyntax s => BindDecimal(s.Text, s.Span, expected),
        PartialSyntax s => BindPartial(s, expected),
        UnboundMethodSyntax s => BindUnboundMethod(s),
        ScopedSyntax s => InScope(s.Scope, () => BindExpression(s.Value, expected)),
        RaceSyntax s => BindRace(s, expected, wantsValue: true),
        SliceSyntax s => Error(TypeErrors.NotSupported(s.Span, "a slice outside an index")),
        SpreadSyntax s => Error(TypeErrors.NotSupported(s.Span, "a spread here")),
        TypeExpressionSyntax s => Error(BindingErrors.NotAValue(s.Span, s.Span.Text, "a type")),
        _ => Error(TypeErrors.NotSupported(syntax.Span, "this expression")),
    };

    private BoundErrorExpression BindParseError(ErrorExpressionSyntax syntax)
    {
        _hasErrors = true;
        return new BoundErrorExpression(syntax.Span);
    }

    /// <summary>A use of a value whose type must be known by now; the first use decides no more than this.</summary>
    private bool IsKnown(BoundExpression value)
    {
        if (value.Type is InferenceTypeSymbol unknown)
        {
            Report(TypeErrors.UnknownHere(value.Span));
            unknown.Solution = ErrorTypeSymbol.Instance;
        }
        return !value.Type.IsError;
    }
}
