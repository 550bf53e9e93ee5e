using System.Text.Json;
using Chasqui.Sdk.Tests.Infrastructure;

namespace Chasqui.Sdk.Tests.CommandLines;

public sealed class CheckTests : IDisposable
{
    private const string Wrong = "def main() -> None:\n    x: int = \"a\"\n    println(missing)\n";
    private const string Right = "def main() -> None:\n    println(\"hi\")\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_right_program_passes_in_silence()
    {
        Outcome outcome = Launcher.Run("check", _folder.Write("right.incn", Right));
        Assert.Equal(new Outcome(0, "", ""), outcome);
    }

    [Fact]
    public void Text_has_every_error_with_its_line_and_marks()
    {
        Outcome outcome = Launcher.Run("check", _folder.Write("wrong.incn", Wrong));
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Out));
        Assert.Contains("error CHQ3001: ", outcome.Error);
        Assert.Contains("error CHQ2101: ", outcome.Error);
        Assert.Contains("wrong.incn:2:14", outcome.Error);
        Assert.Contains("^^^", outcome.Error);
        Assert.DoesNotContain('\u001b', outcome.Error);
        Assert.Contains('\u001b', Launcher.Run("check", _folder.PathOf("wrong.incn"), "--color", "always").Error);
    }

    [Fact]
    public void Json_is_one_object_on_standard_output()
    {
        Outcome outcome = Launcher.Run("check", _folder.Write("wrong.incn", Wrong), "--format", "json");
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Error));
        using JsonDocument json = JsonDocument.Parse(outcome.Out);
        Assert.False(json.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal(
            ["CHQ3001", "CHQ2101"],
            json.RootElement.GetProperty("diagnostics").EnumerateArray().Select(d => d.GetProperty("code").GetString()));
    }

    [Fact]
    public void MSBuild_lines_carry_path_and_position()
    {
        string path = _folder.Write("wrong.incn", Wrong);
        Outcome outcome = Launcher.Run("check", path, "--format", "msbuild");
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Error));
        Assert.Collection(
            outcome.OutLines,
            line => Assert.StartsWith($"{path}(2,14): error CHQ3001: ", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"{path}(3,13): error CHQ2101: ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("main.incn")]
    [InlineData("src/main.incn")]
    public void A_folder_stands_for_its_main(string entry)
    {
        _folder.Write(entry, Wrong);
        Outcome outcome = Launcher.Run("check", _folder.Root, "--format", "msbuild");
        Assert.Contains("main.incn(2,14): error CHQ3001", outcome.Out);
    }

    [Fact]
    public void A_folder_without_main_a_missing_and_a_binary_file_are_diagnostics()
    {
        Reports("CHQ8004", _folder.Root);
        Reports("CHQ8001", _folder.PathOf("nope.incn"));
        string image = _folder.PathOf("image.incn");
        File.WriteAllBytes(image, [0x89, 0x50, 0x4E, 0x47, 0, 0xFF]);
        Reports("CHQ8003", image);
    }

    [Fact]
    public void A_file_that_another_process_holds_is_a_diagnostic()
    {
        string path = _folder.Write("held.incn", Right);
        using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Reports("CHQ8002", path);
    }

    private static void Reports(string id, string path)
    {
        Outcome outcome = Launcher.Run("check", path, "--format", "msbuild");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($": error {id}: ", Assert.Single(outcome.OutLines));
    }
}
