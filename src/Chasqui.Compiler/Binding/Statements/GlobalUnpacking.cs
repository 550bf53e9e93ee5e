using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>The value of <c>a, (b, _) = e</c> outside functions: what the names get, as a tuple, or as it is for a single one.</summary>
internal sealed record UnpackingSyntax(AssignmentSyntax Assignment, ImmutableArray<NameExpressionSyntax> Names) : ExpressionSyntax(Assignment.Value.Span);

/// <summary>What one of the names gets. It is taken from the whole, which is used for nothing else.</summary>
internal sealed record UnpackedSyntax(SourceSpan Span, SourceGlobalSymbol Whole, int Index) : ExpressionSyntax(Span);

internal sealed partial class BodyBinder
{
    private BoundExpression BindUnpacking(UnpackingSyntax syntax)
    {
        BoundExpression value = CheckAwaited(BindExpression(syntax.Assignment.Value));
        LocalScope names = OpenScope();
        _bindsByStatement = true;
        BoundPattern pattern = BindPattern(ToPattern(syntax.Assignment.Targets[0]), value.Type);
        _bindsByStatement = false;
        CloseScope();
        VariableSymbol[] locals = [.. syntax.Names.Select(n => names.FindHere(n.Name)).OfType<VariableSymbol>()];
        if (locals.Length < syntax.Names.Length || value.Type.IsError)
        {
            _hasErrors = true;
            return new BoundErrorExpression(syntax.Span);
        }
        ImmutableArray<BoundExpression> parts =
            [.. locals.Select((local, i) => Moved(syntax.Names[i].Span, new BoundVariable(syntax.Names[i].Span, local)))];
        BoundExpression result = parts is [var single] ? single : new BoundTuple(syntax.Span, new TupleTypeSymbol([.. parts.Select(p => p.RawType)]), parts);
        return new BoundBlockExpression(syntax.Span, result.RawType, [new BoundDestructuringDeclaration(syntax.Assignment.Span, pattern, value)], result);
    }

    private BoundExpression BindUnpacked(UnpackedSyntax syntax) => Read(syntax.Whole, syntax.Span) is { Type: TupleTypeSymbol tuple } whole
        ? Moved(syntax.Span, new BoundTupleElement(syntax.Span, tuple.Elements[syntax.Index], whole, syntax.Index))
        : new BoundErrorExpression(syntax.Span);

    private static BoundConversion Moved(SourceSpan span, BoundExpression place) => new(span, place.RawType, BoundConversionKind.Moved, place);
}
