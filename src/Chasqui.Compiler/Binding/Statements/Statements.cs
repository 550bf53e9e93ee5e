using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    private void BindStatement(StatementSyntax syntax, ImmutableArray<BoundStatement>.Builder output)
    {
        BindAnyStatement(syntax, output);
        if (_changedViews.Count > 0)
        {
            WriteBack(output);
        }
    }

    private void BindAnyStatement(StatementSyntax syntax, ImmutableArray<BoundStatement>.Builder output)
    {
        if (BindsChild(syntax, output))
        {
            return;
        }
        switch (syntax)
        {
            case ExpressionStatementSyntax { Expression: YieldSyntax y }:
                output.Add(BindYield(y));
                break;
            case ExpressionStatementSyntax s:
                BoundExpression discarded = BindDiscarded(s.Expression);
                output.Add(new BoundExpressionStatement(s.Span, discarded));
                if (s.Expression is IfSyntax test)
                {
                    output.AddRange(Narrow(FactsAfter(test, discarded)));
                }
                break;
            case AssignmentSyntax s:
                BindAssignment(s, output);
                break;
            case AugmentedAssignmentSyntax s:
                output.Add(BindAugmentedAssignment(s));
                break;
            case WhileSyntax s:
                output.Add(BindWhile(s));
                break;
            case ForSyntax s:
                output.Add(BindFor(s));
                break;
            case BreakSyntax s:
                BindBreak(s, output);
                break;
            case ContinueSyntax s:
                if (_frame.Loops.TryPeek(out LoopFrame? loop))
                {
                    output.Add(new BoundContinue(s.Span, loop.Target));
                }
                else
                {
                    Report(StatementErrors.OutsideLoop(s.Span, "continue"));
                }
                break;
            case ReturnSyntax s:
                output.Add(BindReturn(s));
                break;
            case AssertSyntax s:
                output.Add(BindAssert(s));
                if (s is { Pattern: null, Raises: null })
                {
                    output.AddRange(Narrow(FactsOf(s.Condition, holds: true)));
                }
                break;
            case RaiseSyntax s:
                output.Add(BindRaise(s));
                break;
            case TrySyntax s:
                output.Add(BindTry(s));
                break;
            case WithSyntax s:
                output.Add(BindWith(s));
                break;
            case SelectSyntax s:
                output.Add(BindSelect(s));
                break;
            case ConcurrentSyntax s:
                BindConcurrent(s, output);
                break;
            case DelSyntax s:
                BindDelete(s, output);
                break;
            case FunctionDeclarationSyntax s:
                BindNestedFunction(s, output);
                break;
            case PassSyntax or ImportSyntax:
                break;
            case ErrorStatementSyntax:
                _hasErrors = true;
                break;
            case DeclarationSyntax s:
                Report(DeclarationErrors.NotInsideFunction(s.Name.Span, s.Name.Text));
                CurrentScope.Declare(s.Name.Text, [new TypeNameSymbol(s.Name.Text, ErrorTypeSymbol.Instance)]);
                break;
            default:
                Report(TypeErrors.NotSupported(FirstLine(syntax.Span), Describe(syntax)));
                break;
        }
    }

    /// <summary>Its names are those of the block.</summary>
    private void BindImport(ImportSyntax syntax)
    {
        Scope? outer = _scope;
        while (outer is not null and not ModuleScope)
        {
            outer = outer.Parent;
        }
        if (outer is not ModuleScope { Module: var module } || _context.Graph is not { } graph)
        {
            return;
        }
        var names = new ModuleScope(module, EmptyScope.Instance);
        var imports = new ImportDeclarer(module, names, graph, _context.Library, _context.Diagnostics, isLocal: true);
        int before = _context.Diagnostics.Count;
        imports.Declare(syntax);
        imports.Check();
        _hasErrors |= _context.Diagnostics.Count > before;
        foreach (ImportBinding binding in names.Imports)
        {
            CurrentScope.Declare(binding.Name, binding.Symbols is { Count: > 0 } found ? found : [new TypeNameSymbol(binding.Name, ErrorTypeSymbol.Instance)]);
        }
        foreach ((string name, ModuleSymbol from) in names.Stars.SelectMany(s => s.ExportedNames.Select(n => (n, s))))
        {
            CurrentScope.Declare(name, from.Exports(name));
        }
    }

    private static string Describe(StatementSyntax syntax) => syntax switch
    {
        DeclarationSyntax => "this declaration inside a function",
        _ => "this statement",
    };

    private static SourceSpan FirstLine(SourceSpan span)
    {
        int end = span.Text.IndexOf('\n');
        return end < 0 ? span : span with { Length = span.Text[..end].TrimEnd().Length };
    }

    /// <summary>A statement's expression: <c>if</c> and <c>match</c> need no value there.</summary>
    private BoundExpression BindDiscarded(ExpressionSyntax syntax) => syntax switch
    {
        IfSyntax s => BindIf(s, null, wantsValue: false),
        MatchSyntax s => BindMatch(s, null, wantsValue: false),
        RaceSyntax s => BindRace(s, null, wantsValue: false),
        _ => BindExpression(syntax),
    };

    private BoundStatement BindWhile(WhileSyntax syntax)
    {
        var loop = new LoopFrame();
        EndNarrowings(syntax);
        OpenScope();
        BoundCondition condition = BindCondition(syntax.Condition);
        _frame.Loops.Push(loop);
        ImmutableArray<BoundStatement> narrowed = Narrow(FactsOf(syntax.Condition, holds: true));
        var body = new BoundBlock(syntax.Body.Span, narrowed.AddRange(BindStatements(syntax.Body.Statements)));
        _frame.Loops.Pop();
        CloseScope();
        return new BoundWhile(syntax.Span, loop.Target, condition, body);
    }

    private BoundStatement BindFor(ForSyntax syntax)
    {
        if (syntax.IsAsync)
        {
            RequireAsync(KeywordsOf(syntax.Span, "async for"), "async for");
            return BindLoop(syntax, IterateAsync(BindExpression(syntax.Iterable)));
        }
        BoundExpression source = syntax.Iterable is PropagateSyntax propagation ? BindExpression(propagation.Operand) : BindIterable(syntax.Iterable);
        if (syntax.Iterable is PropagateSyntax fallible)
        {
            if (FindFallibleNext(source) is { } next)
            {
                return BindFallibleFor(syntax, source, next);
            }
            source = Propagate(source, fallible.Span);
        }
        return BindLoop(syntax, Iterate(source, syntax.Target));
    }

    private BoundFor BindLoop(ForSyntax syntax, BoundIteration iteration)
    {
        EndNarrowings(syntax.Body);
        var loop = new LoopFrame();
        OpenScope();
        BoundPattern pattern = BindPattern(syntax.Target, iteration.ElementType);
        var elements = new LoopElements(iteration.Source, pattern is BoundBindingPattern { Inner: null });
        foreach (LocalSymbol variable in CurrentScope.NamesHere.Select(CurrentScope.FindHere).OfType<LocalSymbol>())
        {
            _loopVariables[variable] = elements;
        }
        _frame.Loops.Push(loop);
        var body = new BoundBlock(syntax.Body.Span, BindStatements(syntax.Body.Statements));
        _frame.Loops.Pop();
        CloseScope();
        if (elements.AreMutated && Overlaps.FindChange(body, iteration.Source) is { } change)
        {
            Report(OwnershipErrors.ChangesLoopedList(change.Span, iteration.Source.Span.Text));
        }
        return new BoundFor(syntax.Span, loop.Target, pattern, iteration, body, elements.AreMutated);
    }

    private void BindBreak(BreakSyntax syntax, ImmutableArray<BoundStatement>.Builder output)
    {
        if (!_frame.Loops.TryPeek(out LoopFrame? loop))
        {
            Report(StatementErrors.OutsideLoop(syntax.Span, "break"));
            return;
        }
        loop.HasBreak = true;
        BoundExpression? value = null;
        if (syntax.Value is not null && loop is not { IsLoopExpression: true, ValueType: not null })
        {
            Report(StatementErrors.BreakValue(syntax.Span));
        }
        else if (syntax.Value is not null && loop.ValueType is not null)
        {
            loop.HasValue = true;
            value = BindAs(syntax.Value, loop.ValueType);
        }
        output.Add(new BoundBreak(syntax.Span, loop.Target, value));
    }

    private BoundStatement BindReturn(ReturnSyntax syntax)
    {
        TypeSymbol type = _frame.ReturnType.Resolved;
        bool isUnit = type is PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit };
        if (_frame.YieldType is not null)
        {
            return syntax.Value is null
                ? new BoundReturn(syntax.Span, null)
                : new BoundExpressionStatement(syntax.Span, Error(StatementErrors.GeneratorReturnsValue(syntax.Span)));
        }
        if (syntax.Value is null)
        {
            if (!isUnit && !type.IsError)
            {
                Report(TypeErrors.MissingValue(syntax.Span, type));
            }
            return new BoundReturn(syntax.Span, null);
        }
        string? help = isUnit && syntax.Value is not NoneLiteralSyntax && _frame.Name is { } name ? $"declare what `{name}` returns: `-> Type`" : null;
        BoundExpression value = BindAs(syntax.Value, type, help);
        // The value of `return f()` in a function without one is computed and dropped.
        return new BoundReturn(syntax.Span, isUnit && value is BoundLiteral ? null : value);
    }

    private BoundStatement BindAssert(AssertSyntax syntax)
    {
        BoundExpression condition = syntax.Pattern is null && syntax.Raises is null
            ? BindBool(syntax.Condition, acceptsHook: true)
            : BindExpression(syntax.Condition);
        BoundPattern? pattern = syntax.Pattern is null ? null : BindPattern(syntax.Pattern, condition.Type);
        TypeSymbol? raises = syntax.Raises is null ? null : ResolveType(syntax.Raises);
        BoundExpression? message = syntax.Message is null ? null : BindAs(syntax.Message, PrimitiveTypeSymbol.Str);
        return new BoundAssert(syntax.Span, condition, pattern, raises, message);
    }

    private void BindDelete(DelSyntax syntax, ImmutableArray<BoundStatement>.Builder output)
    {
        foreach (ExpressionSyntax target in syntax.Targets)
        {
            if (target is not IndexSyntax { Arguments: [not SliceSyntax] } || BindExpression(target) is not { } place)
            {
                Report(ErrorTypeErrors.NotDeletable(target.Span));
                continue;
            }
            if (place is not BoundIndex index)
            {
                continue;
            }
            if (Members.FindMethods(index.Receiver.Type, "__delitem__") is not [var deleter, ..])
            {
                Report(TypeErrors.BadOperand(target.Span, "del", index.Receiver.Type, null));
                continue;
            }
            RequireMutable(index.Receiver, index.Receiver.Span);
            output.Add(new BoundDelete(syntax.Span, index.Receiver, index.Index, deleter));
        }
    }
}
