using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary><c>race</c> and <c>select</c>: the operation that waits for the arms, then a match on the arm that won.</summary>
internal sealed partial class BodyBinder
{
    /// <summary>The runtime has a method for so many arms.</summary>
    private const int MostArmsOfOneCall = 4;

    /// <summary>An arm by the operation's number for it; null for the default arm.</summary>
    private sealed record ContestArm(SourceSpan Span, long? Index, Branch Body);

    /// <summary>
    /// <code>
    ///   before   race for v:                       after   $race = new RaceOperation()
    ///                await f(1) => v + 1                   $race.add(f(1)); $race.add(h.__await__())
    ///                await h => 0                          match await $race:
    ///                                                          0 => { v = $race.take(0); v + 1 }
    ///                                                          _ => { v = $race.take(1); 0 }
    /// </code>
    /// </summary>
    private BoundExpression BindRace(RaceSyntax syntax, TypeSymbol? expected, bool wantsValue)
    {
        RequireAsync(new SourceSpan(syntax.Span.Source, syntax.Span.Start, "race".Length), "race");
        var statements = ImmutableArray.CreateBuilder<BoundStatement>();
        BoundVariable race = DeclareHidden(CallIntrinsic("$race", [], [], syntax.Span), statements);
        var results = new List<TypeSymbol>();
        foreach (RaceArmSyntax arm in syntax.Arms)
        {
            results.Add(AddAwaitable(race, arm.Awaitable, statements));
        }
        var arms = new List<ContestArm>();
        for (int i = 0; i < syntax.Arms.Length; i++)
        {
            RaceArmSyntax arm = syntax.Arms[i];
            OpenScope();
            BoundStatement taken = BindWinner(new NamePatternSyntax(syntax.Binding.Span, syntax.Binding.Text), results[i], Take(race, i, results[i], arm.Awaitable.Span));
            Branch body = BindBranch(arm.Body, expected, wantsValue);
            arms.Add(new ContestArm(arm.Span, i, body with { Statements = body.Statements.Insert(0, taken) }));
            CloseScope();
        }
        if (wantsValue && Wanted(expected) is null)
        {
            expected = CommonType([.. arms.Select(a => a.Body.Result).OfType<BoundExpression>()]);
        }
        return BuildContest(syntax.Span, race, arms, statements, expected, wantsValue, "race");
    }

    /// <summary>The type all results have, or the union of their types.</summary>
    private TypeSymbol? CommonType(IReadOnlyList<BoundExpression> results)
    {
        TypeSymbol? common = PrimitiveTypeSymbol.Never;
        foreach (BoundExpression result in results)
        {
            common = common is null ? null : Join(common, result.Type);
        }
        return common is null && results.All(r => r.Type is not PrimitiveTypeSymbol { Kind: PrimitiveKind.Unit }) ? UnionTypeSymbol.Create(results.Select(r => r.Type)) : null;
    }

    /// <summary>
    /// <code>
    ///   before   select:                           after   $select = new SelectOperation(false, true)
    ///                msg from rx => a                      $arm = rx.__select_receive__(); $select.add($arm)
    ///                v = await f() => b                    $select.add_future(f())
    ///                _ => c                                match await $select:
    ///                                                          0 => { msg = $arm.take(); a }
    ///                                                          1 => { v = $select.take(1); b }
    ///                                                          _ => c
    /// </code>
    /// Where no arm is a future there need not be an operation, and one call asks them all:
    /// <code>
    ///   before   select:                           after   $a = rx.__select_receive__(); $b = ry.__select_receive__()
    ///                v from rx => a                        match await $select_at_once(false, false, $a, $b):
    ///                v from ry => b                            0 => { v = $a.take(); a }
    ///                                                          _ => { v = $b.take(); b }
    /// </code>
    /// </summary>
    private BoundStatement BindSelect(SelectSyntax syntax)
    {
        RequireAsync(new SourceSpan(syntax.Span.Source, syntax.Span.Start, "select".Length), "select");
        SelectArmSyntax[] defaults = [.. syntax.Arms.Where(a => a is SelectDefaultSyntax)];
        foreach (SelectArmSyntax repeated in defaults.Skip(1))
        {
            Report(AsyncFormErrors.SecondDefault(FirstLine(repeated.Span)));
        }
        var statements = ImmutableArray.CreateBuilder<BoundStatement>();
        SelectArmSyntax[] waits = [.. syntax.Arms.Where(a => a is not SelectDefaultSyntax)];
        BoundExpression[] manner = [Bool(syntax.Span, syntax.IsBiased), Bool(syntax.Span, defaults.Length > 0)];
        bool hasFutures = waits.Length is 0 or > MostArmsOfOneCall || waits.Any(a => a is SelectAwaitSyntax);
        BoundVariable? select = !hasFutures ? null : DeclareHidden(CallIntrinsic("$select", [], [.. manner], syntax.Span), statements);
        var others = new List<BoundExpression>();
        var entered = new List<(SelectArmSyntax Syntax, Func<BoundStatement?> Enter)>();
        foreach (SelectArmSyntax arm in waits)
        {
            entered.Add((arm, AddArm(select, others, arm, entered.Count, statements)));
        }
        var arms = new List<ContestArm>();
        foreach ((SelectArmSyntax arm, Func<BoundStatement?> enter) in entered)
        {
            OpenScope();
            BoundStatement? taken = enter();
            Branch body = BindBranch(arm.Body, null, wantsValue: false);
            arms.Add(new ContestArm(arm.Span, arms.Count, taken is null ? body : body with { Statements = body.Statements.Insert(0, taken) }));
            CloseScope();
        }
        if (defaults is [var last, ..])
        {
            arms.Add(new ContestArm(last.Span, null, InScope(() => BindBranch(last.Body, null, wantsValue: false))));
        }
        BoundExpression? operation = select;
        if (!hasFutures && others.Count == waits.Length)
        {
            operation = CallIntrinsic("$select_at_once", [], [.. manner, .. others], syntax.Span);
        }
        return new BoundExpressionStatement(syntax.Span, BuildContest(syntax.Span, operation, arms, statements, null, wantsValue: false, "select"));
    }

    /// <summary>
    /// Adds the arm to the operation, if there is one, or to the list of those that are no futures; gives what its body begins with, for the scope of the body.
    /// </summary>
    private Func<BoundStatement?> AddArm(
        BoundVariable? select, List<BoundExpression> others, SelectArmSyntax arm, int index, ImmutableArray<BoundStatement>.Builder statements)
    {
        void Add(BoundVariable? other)
        {
            if (other is null)
            {
                return;
            }
            others.Add(other with { });
            if (select is not null)
            {
                statements.Add(CallOn(select, "add", [other with { }], other.Span));
            }
        }

        switch (arm)
        {
            case SelectAwaitSyntax wait when select is not null:
                TypeSymbol result = AddAwaitable(select, wait.Awaitable, statements);
                BoundExpression taken = Take(select, index, result, wait.Awaitable.Span);
                return () => wait.Target is { } target ? BindWinner(target, result, taken) : new BoundExpressionStatement(taken.Span, taken);
            case SelectTimeoutSyntax timeout:
                Add(DeclareHidden(CallIntrinsic("$select_timeout", [], [BindAs(timeout.Seconds, PrimitiveTypeSymbol.Float)], timeout.Span), statements));
                return () => null;
            case SelectReceiveSyntax receive:
                BoundVariable? operation = BindChannelArm(receive.Channel, "__select_receive__", [], receive.Channel.Span, statements)?.Arm;
                Add(operation);
                BoundExpression? received = operation is null ? null : CallMethod(operation, Members.FindMethods(operation.Type, "take")[0], [], receive.Channel.Span);
                return () => BindWinner(receive.Target, received?.Type ?? ErrorTypeSymbol.Instance, received ?? new BoundErrorExpression(receive.Span));
            case SelectClosedSyntax closed:
                Add(BindChannelArm(closed.Channel, "__select_closed__", [], closed.Channel.Span, statements)?.Arm);
                return () => null;
            case SelectSendSyntax { Send: { Callee: MemberSyntax channel } send }:
                (BoundVariable Arm, BoundExpression? Item)? sending = BindChannelArm(channel.Receiver, "__select_send__", send.Arguments, send.Span, statements);
                Add(sending?.Arm);
                return sending is var (sender, item) && item is not null ? () => CallOn(sender, "sent", [item], item.Span) : () => null;
            default:
                throw new Diagnostics.InternalCompilerException($"no binding for a {arm.GetType().Name}");
        }
    }

    /// <summary>
    /// A channel's own operation for <c>select</c>, and what is sent, which is given away when the arm wins; null when the value is no such
    /// channel, which is reported.
    /// <code>
    ///   before   tx.send(make()) => a        after   $item = make(); $arm = tx.__select_send__(ref $item)
    ///                                                0 => { $arm.sent($item); a }
    /// </code>
    /// </summary>
    private (BoundVariable Arm, BoundExpression? Item)? BindChannelArm(
        ExpressionSyntax channel,
        string protocol,
        ImmutableArray<ArgumentSyntax> arguments,
        SourceSpan span,
        ImmutableArray<BoundStatement>.Builder statements)
    {
        BoundExpression value = BindExpression(channel);
        if (!IsKnown(value))
        {
            BindForErrors(arguments);
            return null;
        }
        ImmutableArray<FunctionSymbol> methods = Members.FindMethods(value.Type, protocol);
        if (methods.IsEmpty)
        {
            BindForErrors(arguments);
            string? method = protocol == "__select_send__" ? "send" : protocol == "__select_receive__" ? "recv" : null;
            bool isAsync = method is not null && Members.FindMethods(value.Type, method).Any(m => m.IsAsync);
            Report(AsyncFormErrors.NotAChannel(channel.Span, value.Type, protocol, isAsync ? $"v = await {span.Text}{(arguments.IsEmpty ? $".{method}()" : "")}" : null));
            return null;
        }
        if (protocol == "__select_send__" && arguments.Length != 1)
        {
            // As the call it looks like, which says what is wrong with it.
            methods = Members.FindMethods(value.Type, "send");
        }
        BoundExpression arm = BindFunctionCall(new FunctionsTarget(span, methods[0].Name, methods, value), arguments, span, null);
        if (arm is not BoundCall call)
        {
            return null;
        }
        BoundExpression? item = null;
        if (call.Arguments is [var sent])
        {
            item = IsName(sent.Value) ? sent.Value with { } : DeclareHidden(sent.Value, statements);
            arm = call with { Arguments = [sent with { Value = item with { } }] };
        }
        var local = new LocalSymbol("", arm.RawType, isMutable: false);
        statements.Add(new BoundLocalDeclaration(span, local, arm));
        return (new BoundVariable(span, local), item);
    }

    /// <summary>A variable or a part of one: the same place whenever it is looked at.</summary>
    private static bool IsName(BoundExpression place) => place switch
    {
        BoundVariable => true,
        BoundFieldAccess field => IsName(field.Receiver),
        BoundTupleElement element => IsName(element.Receiver),
        _ => false,
    };

    private static BoundVariable DeclareHidden(BoundExpression operation, ImmutableArray<BoundStatement>.Builder statements)
    {
        var local = new LocalSymbol("", operation.RawType, isMutable: false);
        statements.Add(new BoundLocalDeclaration(operation.Span, local, operation));
        return new BoundVariable(operation.Span, local);
    }

    /// <summary>Adds an arm that waits for an awaitable, which does not begin yet; gives the type of what it waits for.</summary>
    private TypeSymbol AddAwaitable(BoundVariable contest, ExpressionSyntax syntax, ImmutableArray<BoundStatement>.Builder statements)
    {
        TypeSymbol result = _unifier.Fresh(syntax.Span);
        BoundExpression arm = BindAwaitable(syntax, Types.Future(result), AwaitableContract.Plain);
        if (arm is BoundErrorExpression)
        {
            return ErrorTypeSymbol.Instance;
        }
        statements.Add(CallOn(contest, "add_future", [arm], syntax.Span));
        return result.Resolved;
    }

    private BoundExpression Take(BoundVariable contest, long index, TypeSymbol result, SourceSpan span) =>
        result.IsError ? new BoundErrorExpression(span) : CallNamed(contest, "take", [new BoundLiteral(span, PrimitiveTypeSymbol.Int, index)], span, [result]);

    /// <summary>Binds the winner's value; a pattern that might not match it has no place here.</summary>
    private BoundStatement BindWinner(PatternSyntax target, TypeSymbol type, BoundExpression taken)
    {
        if (target is WildcardPatternSyntax or NamePatternSyntax { Name: "_" })
        {
            return new BoundExpressionStatement(target.Span, taken);
        }
        BoundPattern pattern = BindPattern(target, type);
        if (!type.IsError && !IsIrrefutable(pattern))
        {
            Report(AsyncFormErrors.RefutableArm(target.Span));
        }
        return pattern is BoundBindingPattern { Inner: null } name
            ? new BoundLocalDeclaration(target.Span, name.Local, taken)
            : new BoundDestructuringDeclaration(target.Span, pattern, taken);
    }

    private BoundExpression BuildContest(
        SourceSpan span,
        BoundExpression? contest,
        List<ContestArm> arms,
        ImmutableArray<BoundStatement>.Builder statements,
        TypeSymbol? expected,
        bool wantsValue,
        string what)
    {
        (TypeSymbol type, ImmutableArray<BoundBlockExpression> blocks) = UniteBranches([.. arms.Select(a => a.Body)], expected, wantsValue, what);
        if (arms.Count == 0 || contest is null || TryAwait(contest, span) is not { } index)
        {
            // It has not been parsed, or no arm is right; either has been reported.
            _hasErrors = true;
            return new BoundErrorExpression(span);
        }
        var match = new BoundMatch(span, type, index, [.. arms.Select((a, i) => new BoundMatchArm(a.Span, PatternOf(a, isLast: i == arms.Count - 1), null, blocks[i]))]);
        bool hasValue = wantsValue && type is not PrimitiveTypeSymbol { Kind: PrimitiveKind.Never };
        return new BoundBlockExpression(
            span, type, hasValue ? statements.ToImmutable() : statements.ToImmutable().Add(new BoundExpressionStatement(span, match)), hasValue ? match : null);
    }

    private static BoundPattern PatternOf(ContestArm arm, bool isLast) => isLast || arm.Index is not { } index
        ? new BoundWildcardPattern(arm.Span, PrimitiveTypeSymbol.Int)
        : new BoundValuePattern(arm.Span, PrimitiveTypeSymbol.Int, new BoundLiteral(arm.Span, PrimitiveTypeSymbol.Int, index));

    /// <summary>A call, for its effect, of a method that only the compiler knows.</summary>
    private BoundExpressionStatement CallOn(BoundExpression receiver, string method, ImmutableArray<BoundExpression> arguments, SourceSpan span) =>
        new(span, CallNamed(receiver, method, arguments, span));

    private BoundExpression CallNamed(
        BoundExpression receiver, string method, ImmutableArray<BoundExpression> arguments, SourceSpan span, ImmutableArray<TypeSymbol>? typeArguments = null)
    {
        FunctionSymbol function = Members.FindMethods(receiver.Type, method) is [var only, ..]
            ? only
            : throw new Diagnostics.InternalCompilerException($"{receiver.Type} has no {method}");
        Instance instance = Instantiate(function, receiver, null, typeArguments, span);
        return new BoundCall(
            span, instance.Result, function, receiver, instance.TypeArguments,
            [.. function.Parameters.Zip(arguments, (p, a) => new BoundArgument(p, Convert(a, p.Type.Substitute(instance.Substitution))))]);
    }

    private static BoundLiteral Bool(SourceSpan span, bool value) => new(span, PrimitiveTypeSymbol.Bool, value);
}
