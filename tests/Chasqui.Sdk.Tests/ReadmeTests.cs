using System.Text.RegularExpressions;
using Chasqui.Compiler.Tests.Infrastructure;
using Chasqui.Sdk.Tests.Infrastructure;

namespace Chasqui.Sdk.Tests;

public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Repository.PathOf("README.md"));

    [Theory]
    [InlineData("./build.sh run examples/hello.incn")]
    [InlineData("./build.sh test")]
    public void The_readme_names_the_two_commands(string command) =>
        Assert.Matches($@"(?m)^{Regex.Escape(command)}(\s|$)", Readme);

    [Fact]
    public void The_files_of_its_commands_exist() =>
        Assert.All(
            Regex.Matches(Readme, @"examples/\w+\.incn").Select(m => m.Value),
            path => Assert.Equal(0, Launcher.Run("check", Repository.PathOf(path)).ExitCode));
}
