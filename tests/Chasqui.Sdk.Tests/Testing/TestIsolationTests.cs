using Chasqui.Sdk.Tests.Infrastructure;

namespace Chasqui.Sdk.Tests.Testing;

/// <summary>Fixtures, statics and time: what tests keep from each other, and what they share.</summary>
public sealed class TestIsolationTests
{
    [Fact]
    public void Fixtures_are_made_once_per_scope_and_torn_down_in_reverse()
    {
        using TestedProject project = new TestedProject().With("test_scopes.incn", """
            from std.testing import fixture
            from std.async.time import sleep_ms

            static events: list[str] = []

            @fixture(scope="module")
            async def server() -> str:
                events.append("server")
                await sleep_ms(1)
                yield "http"
                await sleep_ms(1)
                raise RuntimeError(f"{events}")

            @fixture(autouse=true)
            def around() -> None:
                events.append("(")
                yield
                events.append(")")

            @fixture
            async def client(server: str) -> str:
                await sleep_ms(1)
                return server + "!"

            def test_first(client: str, server: str) -> None:
                events.append("first")
                assert client == "http!" and server == "http"

            async def test_second(client: str) -> None:
                events.append("second")
                assert client == ""

            def test_third() -> None:
                exit(4)
            """);
        Outcome outcome = project.Test("-v");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("E   RuntimeError: exit(4) was called in a test\n", outcome.Out);
        Assert.Contains(
            """E   RuntimeError: ["server", "(", "first", ")", "(", "second", ")", "(", ")"]""" + "\n", outcome.Out);
        Assert.Contains("== 2 failed, 1 passed, 1 error in TIME ==", outcome.Out);
    }

    [Fact]
    public void A_test_whose_time_is_over_fails_and_the_next_runs_in_a_fresh_copy()
    {
        using TestedProject project = new TestedProject().With("test_time.incn", """
            from std.testing import timeout
            from std.async.time import sleep

            static runs: int = 0

            @timeout("90s")
            async def test_endless() -> None:
                runs += 1
                await sleep(3600.0)

            def test_next() -> None:
                assert runs == 0
            """);
        Outcome outcome = project.Test(new HurriedTime(), "-v");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("test_time.incn::test_endless FAILED\ntest_time.incn::test_next PASSED\n", outcome.Out);
        Assert.Contains("E   RuntimeError: the test took longer than 90 s\n", outcome.Out);
    }

    [Fact]
    public void A_script_and_an_sdk_project_are_tested_where_they_stand()
    {
        using TestedProject project = new TestedProject()
            .With("app.incnproj", "<Project Sdk=\"Chasqui.Sdk\" />\n")
            .With("main.incn", """
                LIMIT = 10

                def clamp(n: int) -> int:
                    return min(n, LIMIT)

                println(clamp(50))

                module tests:
                    from std.fs import Path
                    from std.testing import TestEnv

                    def test_clamp(tmp_workdir: Path, env: TestEnv) -> None:
                        env.set("CHASQUI_LIMIT", "10")
                        assert env.get("CHASQUI_LIMIT") == Some("10")
                        assert tmp_workdir.exists()
                        assert clamp(50) == 10
                """)
            .With("helpers.incn", "pub def twice(n: int) -> int:\n    return 2 * n\n")
            .With("tests/unit/twice_test.incn", "from helpers import twice\n\ndef test_twice() -> None:\n    assert twice(2) == 4\n");
        Assert.Equal("collected 2 tests\n\nmain.incn .\ntests/unit/twice_test.incn .\n", project.Test().Out.Split("\n\n==")[0].TrimEnd('\n') + "\n");
        Assert.Equal(0, Launcher.Run("check", project.PathOf("main.incn")).ExitCode);
        project.With("main.incn", "println(1)\n\nmodule tests:\n    def test_x(unknown: int) -> None:\n        assert unknown == 1\n");
        Assert.Contains("error CHQ2171", Launcher.Run("check", project.PathOf("main.incn")).Error);
        Assert.Equal(0, Launcher.Run("run", project.PathOf("main.incn")).ExitCode);
    }

    /// <summary>Every timer is due at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
