using System.Text;

namespace Chasqui.Compiler.Tests.Programs;

/// <summary>
/// Every position of an await in every region with every completion, as programs with what they must print: one program for each
/// region, a function for each position, a run of it for each completion. A small model of the language says what is printed.
/// </summary>
/// <remarks>
/// The events of a position are what its operands print, in order. The awaited call <c>at(n, how)</c> prints <c>a{n}</c> and then
/// completes as <c>how</c> says, so a failing or cancelled run of a body prints up to there.
/// </remarks>
internal static class AwaitMatrix
{
    internal enum Completion
    {
        Synchronous,
        Later,
        Failed,
        FailedLater,
        Cancelled,
    }

    /// <param name="Body">Statements; they give <c>r</c> its value.</param>
    /// <param name="Events">What the body prints.</param>
    /// <param name="Result">What <c>r</c> is then.</param>
    private sealed record Position(string Name, string[] Body, string Events, int Result)
    {
        /// <summary>Where the await stands in a single expression of type int, that expression.</summary>
        public string? Expression { get; init; }

        /// <summary>The body returns its result itself.</summary>
        public bool Returns { get; init; }
    }

    /// <summary>How a body ended: after its last statement, by return, by an error, by a cancellation.</summary>
    private enum Exit
    {
        Normal,
        Return,
        Error,
        Cancelled,
    }

    /// <summary>What a region makes of a body: its lines, and what is printed around a body that ends so.</summary>
    private sealed record Region(string Name, Func<Position, IEnumerable<string>?> Lines, Func<Body, Trace, Outcome> Run);

    /// <summary>The body under one completion: printing its events to a trace, and how it ended.</summary>
    private sealed record Body(Position Position, Completion Completion, bool IsShielded = false)
    {
        public Exit Run(Trace trace)
        {
            foreach (string happened in Position.Events.Split(' '))
            {
                trace.Add(happened);
                if (happened[0] == 'a' && Completion is Completion.Failed or Completion.FailedLater)
                {
                    return Exit.Error;
                }
                if (happened[0] == 'a' && Completion == Completion.Cancelled && !IsShielded)
                {
                    return Exit.Cancelled;
                }
            }
            return Position.Returns ? Exit.Return : Exit.Normal;
        }
    }

    private sealed record Outcome(Exit Exit, int Result);

    private sealed class Trace : List<string>;

    private static readonly Position[] s_positions =
    [
        new("statement", ["await at(1, how)", "r = 5"], "a1", 5),
        Expression("argument", "add3(v(1), await at(2, how), v(3))", "v1 a2 v3 add3", 6),
        Expression("argument_named", "add3(c=v(1), a=await at(2, how), b=v(3))", "v1 a2 v3 add3", 6),
        Expression("operand", "v(1) + await at(2, how) * v(3)", "v1 a2 v3", 7),
        Expression("two", "await at(1, how) - await at(2, how)", "a1 a2", -1),
        Expression("nested", "add3(v(1), await at(await at(2, how), how), v(3))", "v1 a2 a2 v3 add3", 6),
        Expression("receiver", "(await box(2, how)).plus(v(3))", "a2 v3 plus", 5),
        Expression("method_argument", "mk(1).plus(await at(2, how))", "m1 a2 plus", 3),
        Expression("async_method", "await mk(1).plus_at(await at(2, how), how)", "m1 a2 a7 plus", 3),
        new("condition", ["if v(1) < await at(2, how):", "    r = v(3)", "else:", "    r = v(4)"], "v1 a2 v3", 3),
        new("assignment_target", ["mut xs = [0, 1, 2, 3]", "xs[await at(2, how)] = v(5)", "r = xs[2]"], "v5 a2", 5),
        new("assigned_value", ["mut xs = [0, 1, 2, 3]", "xs[v(2)] = v(4) + await at(1, how)", "r = xs[2]"], "v4 a1 v2", 5),
        new("compound", ["mut xs = [0, 1, 2, 3]", "xs[v(3)] += await at(2, how)", "r = xs[3]"], "v3 a2", 5),
        new("compound_local", ["mut n = 4", "n += await at(1, how) + v(2)", "r = n"], "a1 v2", 7),
        new("text", ["s = f\"{v(1)}-{await at(2, how):>3}-{v(3)}\"", "r = len(s)"], "v1 a2 v3", 7),
        Expression("index", "lst(1)[await at(2, how)] + v(3)", "l1 a2 v3", 15),
        Expression("slice", "len(lst(1)[v(1):await at(4, how)])", "l1 v1 a4", 3),
        Expression("default", "with_default(v(1))", "v1 a6 add3", 10) with { Body = ["HOW = how", "r = with_default(v(1))"], Expression = null },
        new("comprehension", ["xs = [v(i) + await at(i, how) for i in range(2, 4)]", "r = xs[0] + xs[1]"], "v2 a2 v3 a3", 10),
        new("comprehension_filter", ["xs = [v(i) for i in range(2, 4) if await at(i, how) == 3]", "r = xs[0]"], "a2 a3 v3", 3),
        new("comprehension_source", ["xs = [v(i) for i in range(await at(2, how))]", "r = len(xs)"], "a2 v0 v1", 2),
        new("dictionary", ["d = {v(1): await at(2, how), v(3): v(4)}", "r = d[1] + d[3]"], "v1 a2 v3 v4", 6),
        new("tuple", ["t = (v(1), await at(2, how), v(3))", "r = t.0 + t.1 + t.2"], "v1 a2 v3", 6),
        new("destructuring", ["p, q = v(1), await at(2, how)", "r = p - q"], "v1 a2", -1),
        new("construction", ["p = Pair(x=v(1), y=await at(2, how))", "r = p.x + p.y"], "v1 a2", 3),
        new("scrutinee", ["match await at(2, how):", "    case 1:", "        r = v(1)", "    case n if n == v(2):", "        r = v(3)", "    case _:", "        r = v(4)"], "a2 v2 v3", 3),
        new("guard", ["match v(2):", "    case n if n == await at(1, how):", "        r = v(1)", "    case n if n == await at(2, how):", "        r = v(3)", "    case _:", "        r = v(4)"], "v2 a1 a2 v3", 3),
        Expression("question", "v(1) + (await res(2, how))? + v(3)", "v1 a2 v3", 6),
        new("chain", ["b = v(1) < await at(2, how) < v(3)", "r = 1 if b else 0"], "v1 a2 v3", 1),
        new("chain_short", ["b = v(3) < await at(2, how) < v(4)", "r = 1 if b else 0"], "v3 a2", 0),
        new("and", ["b = yes(1) and await at(2, how) == 2 and yes(3)", "r = 1 if b else 0"], "y1 a2 y3", 1),
        new("or", ["b = no(1) or await at(2, how) == 2 or yes(3)", "r = 1 if b else 0"], "n1 a2", 1),
        new("short", ["b = v(1) + await at(2, how) == 3 and (no(4) and await at(5, how) == 5)", "r = 1 if b else 0"], "v1 a2 n4", 0),
        Expression("if_condition", "v(1) if await at(2, how) == 2 else v(4)", "a2 v1", 1),
        Expression("if_value", "v(1) + (await at(2, how) if yes(1) else v(4))", "v1 y1 a2", 3),
        new("returned", ["return Ok(v(1) + await at(2, how))"], "v1 a2", 3) { Returns = true },
        new("closure", ["f = async (n: int) -> int: v(1) + await at(n, how)", "r = v(3) + await f(2)"], "v3 v1 a2", 6),
        new("nested_function", ["async def f(n: int) -> int:", "    m = v(1)", "    k = await at(n, how)", "    return m + k", "r = v(3) + await f(2)"], "v3 v1 a2", 6),
        new("future", ["f = at(2, how)", "r = v(3) + await f"], "v3 a2", 5),
        new("generic", ["r = v(1) + await same(v(2), how)"], "v1 v2 a8", 3),
        new("trait", ["s: Source = mk(1)", "r = v(2) + await s.pull(how)"], "m1 v2 a9", 3),
        new("asserted", ["assert v(1) < await at(2, how)", "r = 1"], "v1 a2", 1),
    ];

    private static readonly Region[] s_regions =
    [
        new("plain", p => p.Body, (body, trace) => Result(body, body.Run(trace))),
        new(
            "try",
            p => ["try:", .. In(p.Body), "    println(\"end\")", "except ValueError as e:", "    println(f\"caught {e.message()}\")", "    r = 90", "else:", "    println(\"else\")", "finally:", "    println(\"fin\")"],
            (body, trace) =>
            {
                Exit exit = body.Run(trace);
                trace.AddRange(exit switch { Exit.Normal => ["end", "else"], Exit.Error => ["caught x"], _ => (string[])[] });
                trace.Add("fin");
                return exit == Exit.Error ? new(Exit.Normal, 90) : Result(body, exit);
            }),
        new(
            "except",
            p => ["try:", "    raise ValueError(\"first\")", "except ValueError as e:", "    println(\"handler\")", .. In(p.Body), "    println(e.message())"],
            (body, trace) =>
            {
                trace.Add("handler");
                Exit exit = body.Run(trace);
                trace.AddRange(exit == Exit.Normal ? ["first"] : []);
                return Result(body, exit);
            }),
        new(
            "finally",
            p => p.Returns ? null : ["try:", "    println(\"body\")", "    await at(0, 1)", "finally:", "    println(\"fin\")", .. In(p.Body), "    println(\"fin end\")"],
            (body, trace) =>
            {
                trace.AddRange(["body", "a0", "fin"]);
                // A cancellation that arrives meanwhile waits for the next suspension, and there is none.
                Exit exit = (body with { IsShielded = true }).Run(trace);
                trace.AddRange(exit == Exit.Normal ? ["fin end"] : []);
                return Result(body, exit);
            }),
        new(
            "finally_after_error",
            p => p.Returns ? null : ["try:", "    await at(0, 3)", "finally:", "    println(\"fin\")", .. In(p.Body), "    println(\"fin end\")"],
            (body, trace) =>
            {
                trace.AddRange(["a0", "fin"]);
                Exit exit = (body with { IsShielded = true }).Run(trace);
                trace.AddRange(exit == Exit.Normal ? ["fin end"] : []);
                return new(Exit.Error, 0);
            }),
        new(
            "nested",
            p =>
            [
                "try:", "    try:", .. In(In(p.Body)), "    except KeyError:", "        println(\"no\")", "    finally:", "        println(\"in\")", "        await at(8, 1)", "        println(\"inner\")",
                "except ValueError as e:", "    println(f\"out {e.message()}\")", "    r = 91", "finally:", "    await at(9, 1)", "    println(\"outer\")",
            ],
            (body, trace) =>
            {
                Exit exit = body.Run(trace);
                trace.AddRange(["in", "a8", "inner"]);
                trace.AddRange(exit == Exit.Error ? ["out x"] : []);
                trace.AddRange(["a9", "outer"]);
                return exit == Exit.Error ? new(Exit.Normal, 91) : Result(body, exit);
            }),
        new(
            "loop",
            p => ["for i9 in range(2):", "    println(f\"i{i9}\")", .. In(p.Body)],
            (body, trace) =>
            {
                Exit exit = Exit.Normal;
                for (int i = 0; i < 2 && exit == Exit.Normal; i++)
                {
                    trace.Add($"i{i}");
                    exit = body.Run(trace);
                }
                return Result(body, exit);
            }),
        new(
            "loop_with_try",
            p => ["for i9 in range(3):", "    try:", "        println(f\"i{i9}\")", .. In(In(p.Body)), "        if i9 == 0:", "            continue", "        break", "    except ValueError:", "        println(\"again\")", "        await at(0, 1)", "    finally:", "        await at(9, 1)"],
            (body, trace) =>
            {
                for (int i = 0; i < 3; i++)
                {
                    trace.Add($"i{i}");
                    Exit exit = body.Run(trace);
                    trace.AddRange(exit == Exit.Error ? ["again", "a0"] : []);
                    trace.Add("a9");
                    if (exit is Exit.Return or Exit.Cancelled)
                    {
                        return Result(body, exit);
                    }
                    if (exit == Exit.Normal && i > 0)
                    {
                        return Result(body, exit);
                    }
                }
                return new(Exit.Normal, 0);
            }),
        new(
            "while",
            p => ["mut n9 = 0", "while await at(7, 1) == 7 and n9 < 2:", .. In(p.Body), "    n9 += 1"],
            (body, trace) =>
            {
                for (int i = 0; i < 2; i++)
                {
                    trace.Add("a7");
                    if (body.Run(trace) is not Exit.Normal and var exit)
                    {
                        return Result(body, exit);
                    }
                }
                trace.Add("a7");
                return Result(body, Exit.Normal);
            }),
        new(
            "while_condition",
            p => p.Expression is null ? null : ["mut n9 = -2", $"while ({p.Expression}) > n9:", "    println(\"round\")", "    n9 += 1000"],
            (body, trace) =>
            {
                Exit exit = body.Run(trace);
                if (exit == Exit.Normal)
                {
                    trace.Add("round");
                    exit = body.Run(trace);
                }
                return new(exit, 0);
            }),
        new(
            "with",
            p => ["with Guard(name=\"g\") as g9:", "    println(g9.name)", .. In(p.Body), "    println(\"end\")"],
            (body, trace) =>
            {
                trace.AddRange(["enter", "g"]);
                Exit exit = body.Run(trace);
                trace.AddRange(exit == Exit.Normal ? ["end", "exit"] : ["exit"]);
                return Result(body, exit);
            }),
        new(
            "match",
            p => ["match v(7):", "    case 6:", "        println(\"no\")", "    case k9 if k9 == await at(7, 1):", .. In(In(p.Body)), "        println(k9)", "    case _:", "        println(\"no\")"],
            (body, trace) =>
            {
                trace.AddRange(["v7", "a7"]);
                Exit exit = body.Run(trace);
                trace.AddRange(exit == Exit.Normal ? ["7"] : []);
                return Result(body, exit);
            }),
    ];

    public static IEnumerable<string> Regions => s_regions.Select(r => r.Name);

    public static (string Source, string Output) Program(string name)
    {
        Region region = s_regions.Single(r => r.Name == name);
        var source = new StringBuilder(Prelude);
        var main = new StringBuilder("async def main() -> None:\n");
        var output = new StringBuilder();
        foreach (Position position in s_positions)
        {
            if (region.Lines(position) is not { } lines)
            {
                continue;
            }
            source.Append($"async def p_{position.Name}(how: int) -> Result[int, str]:\n    mut r = 0\n");
            foreach (string line in In(lines))
            {
                source.Append(line).Append('\n');
            }
            source.Append("    return Ok(r)\n\n");
            // A call that is not the task's first runs on the stack until it suspends.
            source.Append($"async def q_{position.Name}(how: int) -> Result[int, str]:\n    return await p_{position.Name}(how)\n\n");
            foreach (Completion completion in Enum.GetValues<Completion>())
            {
                foreach (char form in "pq")
                {
                    main.Append($"    begin(\"{form}_{position.Name} {completion}\")\n");
                    main.Append($"    await show(spawn({form}_{position.Name}({(int)completion})), {(completion == Completion.Cancelled ? "True" : "False")})\n");
                    var trace = new Trace();
                    Outcome outcome = region.Run(new Body(position, completion), trace);
                    string result = outcome.Exit switch { Exit.Error => "failed: ValueError: x", Exit.Cancelled => "cancelled", _ => $"gives {outcome.Result}" };
                    output.Append($"{form}_{position.Name} {completion}\n{string.Join("\n", trace)}\n{result}\n");
                }
            }
        }
        return (source.Append(main).ToString(), output.ToString());
    }

    private static Position Expression(string name, string expression, string events, int result) =>
        new(name, [$"r = {expression}"], events, result) { Expression = expression };

    private static Outcome Result(Body body, Exit exit) => new(exit, body.Position.Result);

    private static IEnumerable<string> In(IEnumerable<string> lines) => lines.Select(l => "    " + l);

    private const string Prelude = """
        from std.async.task import spawn, yield_now, JoinHandle

        static REACHED: bool = False
        static ABORTED: bool = False
        static HOW: int = 0

        async def at(n: int, how: int) -> int:
            println(f"a{n}")
            if how == 1:
                await yield_now()
            elif how == 2:
                raise ValueError("x")
            elif how == 3:
                await yield_now()
                raise ValueError("x")
            elif how == 4:
                REACHED = True
                while not ABORTED:
                    await yield_now()
                await yield_now()
            return n

        async def res(n: int, how: int) -> Result[int, str]:
            return Ok(await at(n, how))

        async def same[T](x: T, how: int) -> T:
            await at(8, how)
            return x

        def v(n: int) -> int:
            println(f"v{n}")
            return n

        def yes(n: int) -> bool:
            println(f"y{n}")
            return True

        def no(n: int) -> bool:
            println(f"n{n}")
            return False

        def lst(n: int) -> list[int]:
            println(f"l{n}")
            return [10, 11, 12, 13, 14, 15]

        def add3(a: int, b: int, c: int) -> int:
            println("add3")
            return a + b + c

        def with_default(a: int, b: int = await at(6, HOW), c: int = 3) -> int:
            return add3(a, b, c)

        trait Source:
            async def pull(self, how: int) -> int: ...

        model Box with Source:
            n: int

            def plus(self, m: int) -> int:
                println("plus")
                return self.n + m

            async def plus_at(self, m: int, how: int) -> int:
                await at(7, how)
                return self.plus(m)

            async def pull(self, how: int) -> int:
                await at(9, how)
                return self.n

        def mk(n: int) -> Box:
            println(f"m{n}")
            return Box(n=n)

        async def box(n: int, how: int) -> Box:
            return Box(n=await at(n, how))

        model Pair:
            x: int
            y: int

        model Guard:
            name: str

            def __enter__(self) -> Guard:
                println("enter")
                return self

            def __exit__(self) -> None:
                println("exit")

        def begin(title: str) -> None:
            println(title)
            REACHED = False
            ABORTED = False

        async def show(h: JoinHandle[Result[int, str]], cancels: bool) -> None:
            if cancels:
                while not REACHED:
                    await yield_now()
                h.abort()
                ABORTED = True
            match await h:
                case Ok(Ok(n)): println(f"gives {n}")
                case Ok(Err(s)): println(s)
                case Err(e): println("cancelled" if e.is_cancelled() else f"failed: {e.message()}")

        """;
}
