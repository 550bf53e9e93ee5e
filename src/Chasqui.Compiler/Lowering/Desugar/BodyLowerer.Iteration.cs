using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Metadata;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    private void LowerFor(BoundFor loop)
    {
        At(loop.Iteration.Source.Span);
        WithElements(loop, () => LowerRounds(loop));
    }

    private void LowerRounds(BoundFor loop)
    {
        LoopLabels labels = Enter(loop.Target);
        if (loop is { MutatesElements: true, Iteration.Kind: IterationKind.List, Pattern: BoundBindingPattern { Inner: null } binding })
        {
            IterateInPlace(loop, binding, labels);
            return;
        }
        Iterate(loop.Iteration, loop.Body, labels, element =>
        {
            BindElement(loop.Pattern, element);
            Protect(OwnersIn(loop.Pattern), () => LowerBlock(loop.Body));
        });
    }

    /// <summary>The loop's variable is a view of the element; what is bound deeper is copied.</summary>
    private void BindElement(BoundPattern pattern, LoweredExpression element)
    {
        switch (pattern)
        {
            case BoundWildcardPattern:
                if (_context.Ownership.Consuming.Contains(pattern))
                {
                    Add(Drop(element));
                }
                break;
            case BoundBindingPattern { Inner: null } binding:
                _views.Add(binding.Local);
                Assign(Declare(binding.Local), element);
                break;
            default:
                LowerIrrefutable(pattern, element);
                break;
        }
    }

    /// <summary>One round of <paramref name="round"/> for each element; <c>continue</c> goes to the next one.</summary>
    private void Iterate(BoundIteration iteration, object body, LoopLabels labels, Action<LoweredExpression> round)
    {
        switch (iteration.Kind)
        {
            case IterationKind.List when _context.Ownership.ConsumingIterations.Contains(iteration):
                IterateTaking(iteration, labels, round);
                break;
            case IterationKind.List when _context.Ownership.OwningIterations.Contains(iteration):
                IterateOwned(iteration, body, labels, round);
                break;
            case IterationKind.Range:
                IterateRange(iteration, labels, round);
                break;
            case IterationKind.List:
                IterateByCursor(iteration, body, labels, "List.MoveNext", round);
                break;
            case IterationKind.Str:
                IterateByCursor(iteration, body, labels, "Str.MoveNext", round);
                break;
            case IterationKind.Iterator:
                IterateIterator(iteration, labels, round);
                break;
            case IterationKind.Protocol or IterationKind.Async:
                IterateProtocol(iteration, labels, round);
                break;
            default:
                throw new InternalCompilerException($"no lowering for iteration by {iteration.Kind}");
        }
    }

    /// <summary>
    /// <code>
    ///   before   for i in a..b: body        after   $i = a; $end = b; goto test
    ///                                       next:   i = $i; body
    ///                                   continue:   $i = $i + 1      // cannot overflow: $i &lt; $end
    ///                                       test:   branch-if $i &lt; $end next
    ///                                      break:
    /// </code>
    /// An inclusive range stops after its last round instead, and a range value counts its rounds down.
    /// </summary>
    private void IterateRange(BoundIteration iteration, LoopLabels labels, Action<LoweredExpression> round)
    {
        LoweredLocal current = Temporary(PrimitiveTypeSymbol.Int, "i");
        var read = new LoweredLocalRead(current);
        LoweredLabel next = Label("next"), test = Label("test");
        if (Bounds(iteration.Source) is not var (start, end, isInclusive))
        {
            CountRounds(iteration, labels, round);
            return;
        }
        Assign(current, start is null ? Int64(0) : Lower(start));
        LoweredExpression limit = Lower(end);
        if (limit is not LoweredConstant)
        {
            LoweredLocal held = Temporary(PrimitiveTypeSymbol.Int, "end");
            Assign(held, limit);
            limit = new LoweredLocalRead(held);
        }
        if (isInclusive)
        {
            Add(new LoweredBranch(new LoweredBinary(PrimitiveTypeSymbol.Bool, LoweredOperator.Greater, read, limit), labels.Break, JumpIf: true));
        }
        else
        {
            Goto(test);
        }
        Mark(next);
        round(read);
        Mark(labels.Continue);
        if (isInclusive)
        {
            Add(new LoweredBranch(new LoweredBinary(PrimitiveTypeSymbol.Bool, LoweredOperator.GreaterOrEqual, read, limit), labels.Break, JumpIf: true));
        }
        Assign(current, new LoweredBinary(PrimitiveTypeSymbol.Int, LoweredOperator.Add, read, Int64(1)));
        if (isInclusive)
        {
            Goto(next);
        }
        else
        {
            Mark(test);
            Add(new LoweredBranch(new LoweredBinary(PrimitiveTypeSymbol.Bool, LoweredOperator.Less, read, limit), next, JumpIf: true));
        }
        Mark(labels.Break);
    }

    /// <summary>Of a range with step one that is written where it is iterated; Start null is zero.</summary>
    private static (BoundExpression? Start, BoundExpression End, bool IsInclusive)? Bounds(BoundExpression source)
    {
        switch (source)
        {
            case BoundRange range:
                return (range.Start, range.End, range.IsInclusive);
            case BoundCall { Receiver: null, Function: ImportedFunctionSymbol { IsConstructor: true } } call
                when call.Arguments.All(a => a.Value.Type.Resolved == PrimitiveTypeSymbol.Int):
                return call.Arguments.Length switch
                {
                    1 => (null, call.Arguments[0].Value, false),
                    2 => (call.Arguments[0].Value, call.Arguments[1].Value, false),
                    _ => null,
                };
            default:
                return null;
        }
    }

    /// <summary>
    /// <code>
    ///   before   for i in r: body      after   $n = r.Count; $i = r.Start; $step = r.Step; goto test
    ///                                  next:   i = $i; body
    ///                              continue:   $i = $i + $step; $n = $n - 1
    ///                                  test:   branch-if $n > 0 next
    /// </code>
    /// </summary>
    private void CountRounds(BoundIteration iteration, LoopLabels labels, Action<LoweredExpression> round)
    {
        LoweredExpression range = Spill(Lower(iteration.Source), "range");
        LoweredLocal rounds = Temporary(PrimitiveTypeSymbol.Int, "n"), current = Temporary(PrimitiveTypeSymbol.Int, "i"), step = Temporary(PrimitiveTypeSymbol.Int, "step");
        LoweredLabel next = Label("next"), test = Label("test");
        Assign(rounds, WellKnown.Instance("Range.Count", PrimitiveTypeSymbol.Int, range));
        Assign(current, WellKnown.Instance("Range.Start", PrimitiveTypeSymbol.Int, range));
        Assign(step, WellKnown.Instance("Range.Step", PrimitiveTypeSymbol.Int, range));
        Goto(test);
        Mark(next);
        round(new LoweredLocalRead(current));
        Mark(labels.Continue);
        Assign(current, new LoweredBinary(PrimitiveTypeSymbol.Int, LoweredOperator.Add, new LoweredLocalRead(current), new LoweredLocalRead(step)));
        Assign(rounds, new LoweredBinary(PrimitiveTypeSymbol.Int, LoweredOperator.Subtract, new LoweredLocalRead(rounds), Int64(1)));
        Mark(test);
        Add(new LoweredBranch(new LoweredBinary(PrimitiveTypeSymbol.Bool, LoweredOperator.Greater, new LoweredLocalRead(rounds), Int64(0)), next, JumpIf: true));
        Mark(labels.Break);
    }

    /// <summary>
    /// <code>
    ///   before   for x in xs: body      after   $xs = xs; $at = 0
    ///                               continue:   branch-unless $xs.MoveNext(ref $at, out $x) break
    ///                                           x = $x; body; goto continue
    ///                                  break:
    /// </code>
    /// The list is a view; it is marked first if the body may change the place it came from.
    /// </summary>
    private void IterateByCursor(BoundIteration iteration, object body, LoopLabels labels, string moveNext, Action<LoweredExpression> round)
    {
        LoweredExpression value = Lower(iteration.Source);
        if (Interference.RootOf(iteration.Source) is { } root && Interference.MayMutate(body, root))
        {
            value = ValueSemantics.Share(value);
        }
        if (iteration.Kind == IterationKind.List && !BoundTree.Any(body, BoundTree.IsSuspension))
        {
            IterateElements(value, labels, round);
            return;
        }
        LoweredLocal source = Temporary(iteration.Source.Type, "xs");
        Assign(source, value);
        LoweredLocal cursor = Temporary(PrimitiveTypeSymbol.I32, "at"), element = Temporary(iteration.ElementType, "x");
        Assign(cursor, Int32(0));
        Mark(labels.Continue);
        LoweredExpression[] places = [new LoweredAddressOf(new LoweredLocalRead(cursor)), new LoweredAddressOf(new LoweredLocalRead(element))];
        var sourceRead = new LoweredLocalRead(source);
        LoweredExpression moved = moveNext == "Str.MoveNext"
            ? WellKnown.Static(moveNext, PrimitiveTypeSymbol.Bool, [sourceRead, .. places])
            : WellKnown.Instance(moveNext, PrimitiveTypeSymbol.Bool, sourceRead, [.. places], [iteration.ElementType]);
        Add(new LoweredBranch(moved, labels.Break, JumpIf: false));
        round(new LoweredLocalRead(element));
        Goto(labels.Continue);
        Mark(labels.Break);
    }

    /// <summary>
    /// <code>
    ///   before   for x in xs: body      after   $first = ref xs.FirstRef(); $n = xs.Count; $i = 0; goto test
    ///                                   next:   x = *Inside($first, $i); body
    ///                               continue:   $i = $i + 1
    ///                                   test:   branch-if $i &lt; $n next
    ///                                  break:
    /// </code>
    /// Where no managed reference may live, the cursor does.
    /// </summary>
    private void IterateElements(LoweredExpression list, LoopLabels labels, Action<LoweredExpression> round)
    {
        ElementLocals elements = TakeElements(list, null);
        TypeSymbol type = elements.First.Type;
        LoweredLocal index = Temporary(PrimitiveTypeSymbol.Int, "i"), element = Temporary(type, "x");
        var indexRead = new LoweredLocalRead(index);
        LoweredLabel next = Label("next"), test = Label("test");
        Assign(index, Int64(0));
        Goto(test);
        Mark(next);
        Assign(element, new LoweredIndirect(
            type, WellKnown.Generic("Elements.Inside", type, [type], new LoweredLocalRead(elements.First), indexRead) with { ReturnsReference = true }));
        round(new LoweredLocalRead(element));
        Mark(labels.Continue);
        Assign(index, new LoweredBinary(PrimitiveTypeSymbol.Int, LoweredOperator.Add, indexRead, Int64(1)));
        Mark(test);
        Add(new LoweredBranch(new LoweredBinary(PrimitiveTypeSymbol.Bool, LoweredOperator.Less, indexRead, new LoweredLocalRead(elements.Count)), next, JumpIf: true));
        Mark(labels.Break);
    }

    /// <summary>
    /// <code>
    ///   before   for x in g(): body      after   $it = g()
    ///                                           try { continue: branch-unless $it.MoveNext(out $x) break; x = $x; body; goto continue }
    ///                                           finally { Drop($it) }
    ///                                  break:
    /// </code>
    /// Where the loop does not own the iterator, or nothing can be left behind, as in <c>enumerate(xs)</c>, it stands alone.
    /// </summary>
    private void IterateIterator(BoundIteration iteration, LoopLabels labels, Action<LoweredExpression> round)
    {
        LoweredExpression source = Lower(iteration.Source);
        TypeSymbol type = _context.Library.IteratorOf(iteration.ElementType);
        LoweredLocal iterator = Temporary(type, "it"), element = Temporary(iteration.ElementType, "x");
        var read = new LoweredLocalRead(iterator);
        Assign(iterator, iteration.Iter is null ? source : CallOf(iteration.Iter, type, source, iteration.Source.Type));
        if (iteration.Iter is null && MayHoldResources(iteration.Source))
        {
            Add(new LoweredTry(Region(Loop), [], Region(() => Add(Drop(read)))));
        }
        else
        {
            Loop();
        }
        Mark(labels.Break);

        void Loop()
        {
            Mark(labels.Continue);
            Add(new LoweredBranch(
                WellKnown.Instance(
                    "Iterator.MoveNext", PrimitiveTypeSymbol.Bool, read, [new LoweredAddressOf(new LoweredLocalRead(element))], [iteration.ElementType]),
                labels.Break,
                JumpIf: false));
            round(new LoweredLocalRead(element));
            Goto(labels.Continue);
        }
    }

    /// <summary>Whether an iterator may be a generator, or made from one: library functions hold no more than their arguments.</summary>
    private bool MayHoldResources(BoundExpression source) => source switch
    {
        BoundConversion conversion => MayHoldResources(conversion.Operand),
        BoundCall { Function: ImportedFunctionSymbol } call =>
            (call.Receiver is { } receiver && MayHoldResources(receiver)) || call.Arguments.Any(a => MayHoldResources(a.Value)),
        BoundListLiteral list => list.Elements.Any(e => MayHoldResources(e.Value)),
        BoundClosure closure => closure.Captures.Any(c => _context.Ownership.Types.IsResource(c.Type)),
        // What a variable goes on holding may be iterated further.
        _ => (!source.IsPlace || _context.Ownership.Moves.Contains(source)) && source.Type.Resolved is NamedTypeSymbol { Definition: ImportedTypeSymbol { ValueKind: ValueKind.Resource } or { Kind: TypeDefinitionKind.Trait } },
    };

    /// <summary>
    /// <code>
    ///   before   for x in s: body       after   $it = s.__iter__()
    ///                               continue:   $o = Unique(ref $it).__next__()     // await …__anext__() of an async iterator
    ///                                           branch-unless $o is Some break
    ///                                           x = payload($o); body; goto continue
    ///                                  break:
    /// </code>
    /// An async iterator that the loop owns is closed on every way out:
    /// <code>
    ///                                           try { …the rounds… } finally { await $it.__aclose__() }
    /// </code>
    /// </summary>
    private void IterateProtocol(BoundIteration iteration, LoopLabels labels, Action<LoweredExpression> round)
    {
        FunctionSymbol next = iteration.Next ?? throw new InternalCompilerException("iteration by protocol without a step function");
        TypeSymbol iteratorType = iteration.Iter is { } iter
            ? iter.ReturnType.Substitute(TypeRelations.SubstitutionOf(iter, iteration.Source.Type))
            : iteration.Source.Type;
        LoweredLocal iterator = Temporary(iteratorType, "it");
        Assign(iterator, iteration.Iter is null ? Copy(iteration.Source) : CallOf(iteration.Iter, iteratorType, Lower(iteration.Source), iteration.Source.Type));
        var symbol = new LocalSymbol("", iteratorType, isMutable: true);
        _variables[symbol] = new LoweredLocalRead(iterator);
        var place = new BoundVariable(iteration.Source.Span, symbol);
        NamedTypeSymbol optionType = _context.Library.OptionOf(iteration.ElementType);
        LoweredLocal option = Temporary(optionType, "o");
        VariantSymbol some = optionType.Definition.FindVariant("Some") ?? throw new InternalCompilerException("Option has no variant Some");
        if (iteration.Close is { } close)
        {
            Add(new LoweredTry(Region(Loop), [], Region(() => Add(Awaited(close)))));
        }
        else
        {
            Loop();
        }
        Mark(labels.Break);

        void Loop()
        {
            Mark(labels.Continue);
            Assign(option, next.IsAsync ? Awaited(next) : Step(next));
            Add(new LoweredBranch(IsVariant(new LoweredLocalRead(option), some), labels.Break, JumpIf: false));
            round(Payload(new LoweredLocalRead(option), some, 0, iteration.ElementType));
            Goto(labels.Continue);
        }

        LoweredCall Step(FunctionSymbol function)
        {
            TypeSymbol result = function.ReturnType.Substitute(TypeRelations.ContainingTypeOf(function, iteratorType)?.Substitution ?? TypeSubstitution.Empty);
            return CallOf(function, result, function.MutatesReceiver ? Unique(place) : Lower(place), iteratorType);
        }

        LoweredAwait Awaited(FunctionSymbol function)
        {
            LoweredCall step = Step(function);
            return new LoweredAwait(step.Type, step);
        }
    }

    /// <summary>
    /// <code>
    ///   before   for p in ps: p.x = 1       after   $ps = Unique(ref ps); $i = 0; goto test
    ///                                       next:   body, with p standing for *$ps.__itemref__($i)
    ///                                   continue:   $i = $i + 1
    ///                                       test:   branch-if $i &lt; $ps.Count next
    /// </code>
    /// Where the body may share the list, each use of <c>p</c> makes it unique again.
    /// </summary>
    private void IterateInPlace(BoundFor loop, BoundBindingPattern binding, LoopLabels labels)
    {
        LoweredLocal index = Temporary(PrimitiveTypeSymbol.Int, "i");
        BoundExpression place = Stabilize(loop.Iteration.Source);
        LoweredExpression listRead;
        if (IsSharedMeanwhile(place, loop.Body))
        {
            listRead = Unique(place);
            _movingViews.Add(binding.Local);
        }
        else
        {
            LoweredLocal list = Temporary(place.Type, "xs");
            Assign(list, Unique(place));
            listRead = new LoweredLocalRead(list);
        }
        Assign(index, Int64(0));
        var indexRead = new LoweredLocalRead(index);
        LoweredCall reference = WellKnown.Instance("List.ItemRef", loop.Iteration.ElementType, listRead, [indexRead]) with { ReturnsReference = true };
        _variables[binding.Local] = new LoweredIndirect(loop.Iteration.ElementType, reference);
        _views.Add(binding.Local);
        LoweredLabel next = Label("next"), test = Label("test");
        Goto(test);
        Mark(next);
        LowerBlock(loop.Body);
        Mark(labels.Continue);
        Assign(index, new LoweredBinary(PrimitiveTypeSymbol.Int, LoweredOperator.Add, indexRead, Int64(1)));
        Mark(test);
        LoweredExpression count = WellKnown.Instance("List.Count", PrimitiveTypeSymbol.Int, listRead);
        Add(new LoweredBranch(new LoweredBinary(PrimitiveTypeSymbol.Bool, LoweredOperator.Less, indexRead, count), next, JumpIf: true));
        Mark(labels.Break);
    }

    /// <summary>A global is within reach of every call.</summary>
    private bool IsSharedMeanwhile(BoundExpression list, BoundBlock body) =>
        PlacePath.Of(list) is not { } path || _movingViews.Contains(path.Root) || PathUses.Of(body).IsTakenOrChanged(path);

    private static LoweredCall CallOf(FunctionSymbol function, TypeSymbol type, LoweredExpression receiver, TypeSymbol receiverType) =>
        new(
            type,
            new FunctionReference(function, TypeRelations.ContainingTypeOf(function, receiverType), TypeRelations.ExtensionArguments(function, receiverType)),
            receiver,
            []);
}
