using System.Text.Json;
using System.Xml.Linq;
using Chasqui.Sdk.Tests.Infrastructure;

namespace Chasqui.Sdk.Tests.Testing;

/// <summary><c>chasqui test</c> as its users see it.</summary>
public sealed class TestCommandTests : IDisposable
{
    private const string Bank = """
        pub def deposit(balance: int, amount: int) -> int:
            if amount <= 0:
                raise ValueError("nothing to deposit")
            return balance + amount

        def hidden() -> int:
            return 42

        module tests:
            from std.testing import assert_eq

            def test_hidden() -> None:
                assert_eq(hidden(), 42)
        """;

    private const string Conftest = """
        from std.testing import fixture

        @fixture(scope="session")
        def opening() -> int:
            return 10

        @fixture
        def balance(opening: int) -> int:
            println("balance up")
            yield opening
            println("balance down")
        """;

    private const string Tests = """
        from std.testing import parametrize, param_case, skip, xfail, slow, mark
        from std.async.time import sleep_ms
        from bank import deposit

        def test_deposit(balance: int) -> None:
            assert deposit(balance, 5) == 15

        def test_wrong(balance: int) -> None:
            println("on the way")
            expected = 11
            assert deposit(balance, 2) == expected, "sums differ"

        @parametrize("amount, after", [(1, 11), param_case((2, 13), id="bug", marks=[xfail("known")])])
        async def test_amounts(amount: int, after: int, balance: int) -> None:
            await sleep_ms(1)
            assert deposit(balance, amount) == after

        def take(amount: int) -> int:
            return deposit(0, amount)

        def test_error() -> None:
            println(take(-1))

        @skip("later")
        def test_skipped() -> None:
            assert false

        @xfail("should fail")
        def test_unexpected() -> None:
            assert 1 in [1, 2]

        @slow
        @mark("smoke")
        def test_slow() -> None:
            assert 3 in [1, 2]
        """;

    private readonly TestedProject _project = new TestedProject()
        .With("src/bank.incn", Bank)
        .With("src/main.incn", "def main() -> None:\n    println(\"not tested\")\n")
        .With("tests/conftest.incn", Conftest)
        .With("tests/test_bank.incn", Tests);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Failures_show_source_operands_trace_and_output()
    {
        Outcome outcome = _project.Test("--junit", _project.PathOf("out/report.xml"));
        Assert.Equal(("", 1), (outcome.Error, outcome.ExitCode));
        Assert.Equal(
            """
            collected 8 tests, 1 deselected

            src/bank.incn .
            tests/test_bank.incn .F.xFsX

            =================================== FAILURES ===================================
            __________________________________ test_wrong __________________________________
            tests/test_bank.incn:8

               9 |     println("on the way")
              10 |     expected = 11
            > 11 |     assert deposit(balance, 2) == expected, "sums differ"
            E   AssertionError: sums differ; left != right (left: 12, right: 11)
              at test_wrong (tests/test_bank.incn:11)

            ------------------------------- captured output --------------------------------
            balance up
            on the way
            balance down
            __________________________________ test_error __________________________________
            tests/test_bank.incn:21

              1 | pub def deposit(balance: int, amount: int) -> int:
              2 |     if amount <= 0:
            > 3 |         raise ValueError("nothing to deposit")
            E   ValueError: nothing to deposit
              at deposit (src/bank.incn:3)
              at take (tests/test_bank.incn:19)
              at test_error (tests/test_bank.incn:22)

            _______________________________ test_unexpected ________________________________
            tests/test_bank.incn:29

            E   passed although it was expected to fail: should fail

            ============================== short test summary ==============================
            FAILED tests/test_bank.incn::test_wrong - AssertionError: sums differ; left != right (left: 12, right: 11)
            FAILED tests/test_bank.incn::test_error - ValueError: nothing to deposit
            XPASS tests/test_bank.incn::test_unexpected - should fail

            == 2 failed, 3 passed, 1 skipped, 1 xfailed, 1 xpassed, 1 deselected in TIME ==

            """.ReplaceLineEndings("\n"),
            outcome.Out);
        XElement suite = XDocument.Load(_project.PathOf("out/report.xml")).Root?.Element("testsuite") ?? throw new InvalidDataException("no suite");
        Assert.Equal(("8", "3", "2"), (suite.Attribute("tests")?.Value, suite.Attribute("failures")?.Value, suite.Attribute("skipped")?.Value));
        Assert.Equal(
            "AssertionError: sums differ; left != right (left: 12, right: 11)",
            suite.Descendants("failure").First().Attribute("message")?.Value);
    }

    [Fact]
    public void Options_select_what_runs_and_how_it_is_told()
    {
        Outcome listed = _project.Test("--list", "-m", "smoke and not db", "--slow");
        Assert.Equal(new Outcome(0, "tests/test_bank.incn::test_slow\n", ""), listed);

        Outcome json = _project.Test("--format", "json", "-k", "amounts or skipped");
        JsonElement[] records = [.. json.OutLines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(0, json.ExitCode);
        Assert.Equal(["passed", "xfailed", "skipped"], records[..^1].Select(r => r.GetProperty("status").GetString()));
        Assert.Equal("tests/test_bank.incn::test_amounts[1-11]", records[0].GetProperty("test_id").GetString());
        Assert.Equal("11", records[0].GetProperty("parameters").GetProperty("after").GetString());
        Assert.Equal("later", records[2].GetProperty("reason").GetString());
        Assert.Equal(3, records[^1].GetProperty("summary").GetProperty("total").GetInt32());

        Outcome stopped = _project.TestAt("tests/test_bank.incn", TimeProvider.System, "-x", "-v", "-j", "1", "--color", "never");
        Assert.Equal(1, stopped.ExitCode);
        Assert.Equal(
            ["tests/test_bank.incn::test_deposit PASSED", "tests/test_bank.incn::test_wrong FAILED"],
            stopped.OutLines.Where(l => l.EndsWith("ED", StringComparison.Ordinal)));

        Outcome strict = _project.Test("--strict-markers");
        Assert.Equal((1, "chasqui: tests/test_bank.incn::test_slow is marked `smoke`, which no TEST_MARKERS names\n"), (strict.ExitCode, strict.Error));

        Outcome membership = _project.Test("--slow", "-k", "test_slow");
        Assert.Contains("E   AssertionError: left not in right (left: 3, right: [1, 2])\n", membership.Out);
    }

    [Fact]
    public void Wrong_usage_wrong_tests_and_no_tests_have_their_own_exit_codes()
    {
        Assert.Equal(2, _project.Test("-k", "a and").ExitCode);
        Assert.Equal(2, _project.Test("-j", "0").ExitCode);
        Assert.Equal(2, _project.TestAt("missing", TimeProvider.System).ExitCode);
        _project.With("none/readme.txt", "");
        Assert.Equal(0, _project.TestAt("none", TimeProvider.System).ExitCode);
        Assert.Equal(1, _project.TestAt("none", TimeProvider.System, "--fail-on-empty").ExitCode);
        _project.With("other/test_types.incn", "def test_types(tmp_path: str) -> None:\n    assert tmp_path == 1\n");
        Outcome wrong = _project.TestAt("other", TimeProvider.System);
        Assert.Equal((1, ""), (wrong.ExitCode, wrong.Out));
        Assert.Contains("error CHQ2172: the parameter `tmp_path` is `str`, but the fixture `tmp_path` gives `Path`", wrong.Error);
    }
}
