using System.Collections.Immutable;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>
/// Handlers and cleanups of protected regions with a suspension inside become ordinary code: the IL region keeps only a body, which a
/// suspension can leave without a cleanup running.
/// <code>
///   before   try { a } finally { c }        after   $pending = 0
///                                                   try { a; goto cleanup
///                                                 way2:   $pending = 2; goto cleanup      // for each jump out of the body
///                                                 leave:  $pending = 1; goto cleanup }    // for an abandoned function
///                                                   catch Exception $e { $error = $e; goto cleanup }
///                                         cleanup:  c; Rethrow($error); switch $pending [out, abandon, way2's target]
///                                             out:
///   before   try { a } catch E { c }        after   try { a } catch E { goto handler } goto out
///                                         handler:  c
///                                             out:
/// </code>
/// </summary>
internal sealed class SuspensionRegions
{
    private const int Abandoned = 1;
    private const int FirstJump = 2;

    private readonly LoweringContext _context;
    private readonly NamedTypeSymbol _exception;
    private readonly bool _isAsync;
    private int _regions;

    private SuspensionRegions(LoweringContext context, bool isAsync)
    {
        _context = context;
        _exception = context.ExceptionType;
        _isAsync = isAsync;
    }

    private LoweredWorker Worker => new(_context.Runtime(WellKnownTypes.Worker));

    public static bool Suspends(LoweredStatement statement) =>
        LoweredTree.Statements(statement).Any(s => s is LoweredAwaitStatement or LoweredYield);

    public static LoweredMethod Open(LoweringContext context, LoweredMethod method) =>
        method with { Body = new SuspensionRegions(context, context.HasAsyncBody(method.Symbol)).Open(method.Body) };

    private LoweredBlock Open(LoweredBlock block)
    {
        var statements = new List<LoweredStatement>();
        foreach (LoweredStatement statement in block.Statements)
        {
            if (statement is LoweredTry region && Suspends(region))
            {
                Open(region, statements);
            }
            else
            {
                statements.Add(statement);
            }
        }
        return new LoweredBlock([.. statements]);
    }

    private void Open(LoweredTry region, List<LoweredStatement> output)
    {
        var handled = new List<LoweredStatement>();
        OpenHandlers(region, handled);
        if (region.Finally is null)
        {
            output.AddRange(handled);
        }
        else
        {
            OpenCleanup([.. handled], Open(region.Finally), output);
        }
    }

    private void OpenHandlers(LoweredTry region, List<LoweredStatement> output)
    {
        LoweredBlock body = Open(region.Body);
        if (region.Catches.IsEmpty)
        {
            output.AddRange(body.Statements);
            return;
        }
        var after = new LoweredLabel("handled");
        var moved = new List<LoweredStatement>();
        var catches = ImmutableArray.CreateBuilder<LoweredCatch>();
        foreach (LoweredCatch handler in region.Catches)
        {
            if (!Suspends(handler.Body))
            {
                catches.Add(handler);
                continue;
            }
            var label = new LoweredLabel("handler");
            catches.Add(handler with { Body = new LoweredBlock([new LoweredGoto(label)]) });
            moved.Add(new LoweredLabelStatement(label));
            moved.AddRange(Open((LoweredBlock)Reraise(handler.Body, handler.Local)).Statements);
            moved.Add(new LoweredGoto(after));
        }
        output.Add(new LoweredTry(body, catches.ToImmutable(), null));
        output.Add(new LoweredGoto(after));
        output.AddRange(moved);
        output.Add(new LoweredLabelStatement(after));
    }

    /// <summary>Outside of its handler, an error is raised again by name.</summary>
    private LoweredStatement Reraise(LoweredStatement statement, LoweredLocal error) => statement switch
    {
        LoweredBlock block => new LoweredBlock([.. block.Statements.Select(s => Reraise(s, error))]),
        LoweredThrow { Value: null } => new LoweredThrow(WellKnown.Static("Errors.Rethrow", _exception, new LoweredLocalRead(error))),
        LoweredTry region => region with
        {
            Body = (LoweredBlock)Reraise(region.Body, error),
            Finally = region.Finally is null ? null : (LoweredBlock)Reraise(region.Finally, error),
        },
        _ => statement,
    };

    private void OpenCleanup(ImmutableArray<LoweredStatement> body, LoweredBlock cleanup, List<LoweredStatement> output)
    {
        int number = ++_regions;
        var pending = new LoweredLocalRead(new LoweredLocal($"$pending{number}", PrimitiveTypeSymbol.I32));
        var error = new LoweredLocalRead(new LoweredLocal($"$error{number}", _exception));
        var caught = new LoweredLocal($"$caught{number}", _exception);
        LoweredLabel clean = new("cleanup"), abandoned = new("leave"), after = new("cleaned"), abandon = new("abandon");
        (ImmutableArray<LoweredStatement> redirected, List<(LoweredLabel Way, LoweredLabel Target)> jumps) = Redirect(body);
        var inner = new List<LoweredStatement>(redirected) { new LoweredGoto(clean) };
        Way(abandoned, Abandoned);
        for (int i = 0; i < jumps.Count; i++)
        {
            Way(jumps[i].Way, FirstJump + i);
        }
        output.Add(new LoweredAssignment(pending, Number(0)));
        output.Add(new LoweredAssignment(error, new LoweredDefault(_exception)));
        var handler = new LoweredCatch(
            _exception, caught, null, new LoweredBlock([new LoweredAssignment(error, new LoweredLocalRead(caught)), new LoweredGoto(clean)]));
        output.Add(new LoweredTry(new LoweredBlock([.. inner]), [handler], null) { Abandoned = abandoned });
        output.Add(new LoweredLabelStatement(clean));
        if (_isAsync)
        {
            bool isEdge = false;
            AddAsyncCleanup((LoweredBlock)LoweredTree.Rewrite(cleanup, TellExit), pending, number, abandon, output);
            if (isEdge)
            {
                output.Add(new LoweredAssignment(pending, WellKnown.Instance("Worker.Settle", PrimitiveTypeSymbol.I32, Worker, [pending])));
            }

            // Who asks how a block ended has bounded a region by it.
            LoweredExpression TellExit(LoweredExpression expression)
            {
                if (expression is not LoweredBlockExit)
                {
                    return expression;
                }
                isEdge = true;
                return WellKnown.Static("BlockExit.Of", expression.Type, pending, error);
            }
        }
        else
        {
            output.AddRange(cleanup.Statements);
        }
        output.Add(new LoweredExpressionStatement(WellKnown.Static("Errors.Rethrow", _exception, error)));
        output.Add(new LoweredSwitch(pending, [after, abandon, .. jumps.Select(j => j.Target)]));
        output.Add(new LoweredLabelStatement(abandon));
        output.Add(new LoweredAbandon());
        output.Add(new LoweredLabelStatement(after));

        void Way(LoweredLabel label, int completion)
        {
            inner.Add(new LoweredLabelStatement(label));
            inner.Add(new LoweredAssignment(pending, Number(completion)));
            inner.Add(new LoweredGoto(clean));
        }
    }

    /// <summary>
    /// A cleanup neither stops a cancellation that is under way nor is stopped by one.
    /// <code>
    ///   before   c                     after   $shield = worker.Shield()               // if c suspends
    ///                                          try { c; goto swept
    ///                                        way:   goto left }                        // for each jump out of c
    ///                                          catch Exception $f when worker.KeepsUnwinding($shield, $pending == 1, $f) { goto abandon }
    ///                                  left:   worker.Unshield($shield); branch-if $pending == 1 abandon; goto way's target
    ///                                 swept:   worker.Unshield($shield)
    /// </code>
    /// </summary>
    private void AddAsyncCleanup(
        LoweredBlock cleanup, LoweredExpression pending, int number, LoweredLabel abandon, List<LoweredStatement> output)
    {
        NamedTypeSymbol region = _context.Runtime(WellKnownTypes.Region);
        LoweredWorker worker = Worker;
        LoweredLocalRead? shield = Suspends(cleanup) ? new(new LoweredLocal($"$shield{number}", region)) : null;
        var failure = new LoweredLocal($"$failure{number}", _exception);
        var isAbandoned = new LoweredBinary(PrimitiveTypeSymbol.Bool, LoweredOperator.Equal, pending, Number(Abandoned));
        var swept = new LoweredLabel("swept");
        (ImmutableArray<LoweredStatement> redirected, List<(LoweredLabel Way, LoweredLabel Target)> jumps) = Redirect(cleanup.Statements);
        if (shield is not null)
        {
            output.Add(new LoweredAssignment(shield, WellKnown.Instance("Worker.Shield", region, worker)));
        }
        LoweredExpression keeps = WellKnown.Instance(
            "Worker.KeepsUnwinding",
            PrimitiveTypeSymbol.Bool,
            worker,
            [shield ?? (LoweredExpression)new LoweredConstant(region, null), isAbandoned, new LoweredLocalRead(failure)]);
        var handler = new LoweredCatch(_exception, failure, keeps, new LoweredBlock([new LoweredGoto(abandon)]));
        output.Add(new LoweredTry(new LoweredBlock([.. redirected, new LoweredGoto(swept)]), [handler], null));
        foreach ((LoweredLabel way, LoweredLabel target) in jumps)
        {
            output.Add(new LoweredLabelStatement(way));
            Unshield();
            output.Add(new LoweredBranch(isAbandoned, abandon, JumpIf: true));
            output.Add(new LoweredGoto(target));
        }
        output.Add(new LoweredLabelStatement(swept));
        Unshield();

        void Unshield()
        {
            if (shield is not null)
            {
                output.Add(new LoweredExpressionStatement(WellKnown.Instance("Worker.Unshield", PrimitiveTypeSymbol.Void, worker, [shield])));
            }
        }
    }

    /// <summary>Jumps out of the statements go to a label of their own instead.</summary>
    private static (ImmutableArray<LoweredStatement> Statements, List<(LoweredLabel, LoweredLabel)> Jumps) Redirect(ImmutableArray<LoweredStatement> statements)
    {
        var block = new LoweredBlock(statements);
        HashSet<LoweredLabel> inside = [.. LoweredTree.Statements(block).OfType<LoweredLabelStatement>().Select(s => s.Label)];
        var ways = new Dictionary<LoweredLabel, LoweredLabel>();
        var jumps = new List<(LoweredLabel, LoweredLabel)>();
        return (((LoweredBlock)Visit(block)).Statements, jumps);

        LoweredLabel Way(LoweredLabel target)
        {
            if (inside.Contains(target))
            {
                return target;
            }
            if (!ways.TryGetValue(target, out LoweredLabel? way))
            {
                ways[target] = way = new LoweredLabel("way");
                jumps.Add((way, target));
            }
            return way;
        }

        LoweredStatement Visit(LoweredStatement statement) => statement switch
        {
            LoweredBlock b => new LoweredBlock([.. b.Statements.Select(Visit)]),
            LoweredGoto jump => new LoweredGoto(Way(jump.Label)),
            LoweredBranch branch => branch with { Label = Way(branch.Label) },
            LoweredSwitch choice => choice with { Labels = [.. choice.Labels.Select(Way)] },
            LoweredYield { Closed: { } closed } yield => yield with { Closed = Way(closed) },
            LoweredTry region => region with
            {
                Body = (LoweredBlock)Visit(region.Body),
                Catches = [.. region.Catches.Select(c => c with { Body = (LoweredBlock)Visit(c.Body) })],
                Finally = region.Finally is null ? null : (LoweredBlock)Visit(region.Finally),
            },
            _ => statement,
        };
    }

    private static LoweredConstant Number(int value) => new(PrimitiveTypeSymbol.I32, value);
}
