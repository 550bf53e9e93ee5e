using System.Reflection;
using Chasqui.Compiler.Tests.Infrastructure;
using Chasqui.Sdk.Tests.Infrastructure;

namespace Chasqui.Sdk.Tests.Projects;

/// <summary>
/// One project taken through a day's work, once for all tests: they look at what each step left. The packages are those of
/// <c>./build.sh pack</c>, unpacked into a folder of their own, so that none of an older build is met.
/// </summary>
public sealed class SampleProject : IDisposable
{
    private const string Greeting = "pub def hello(name: str) -> str:\n    return f\"hello, {name}\"\n";
    private const string Total = "pub def total(prices: list[int]) -> int:\n    mut sum = 0\n    for price in prices:\n        sum += price\n    return sum\n";
    private const string Main =
        """
        from std.environ import args
        from shop.cart import total
        import greeting

        def main() -> None:
            println(greeting.hello("project"))
            println(total([1, 2, 3]))
            for value in args():
                println(f"arg {value}")

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _environment;

    public SampleProject()
    {
        string packages = Repository.PathOf("artifacts/packages");
        Assert.True(File.Exists(Path.Combine(packages, $"Chasqui.Sdk.{Version}.nupkg")), "run `./build.sh pack` first");
        _environment = new Dictionary<string, string?>
        {
            ["NUGET_PACKAGES"] = _folder.PathOf("package cache"),
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
        };
        _folder.Write("nuget.config", $"""<configuration><packageSources><clear /><add key="local" value="{packages}" /></packageSources></configuration>""");
        _folder.Write("app/app.incnproj", $"""<Project Sdk="Chasqui.Sdk/{Version}"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>""");
        _folder.Write("app/main.incn", Main);
        _folder.Write("app/greeting.incn", Greeting);
        _folder.Write("app/shop/cart.incn", Total);

        First = Run("run", "--", "one", "two words");
        FirstAssembly = File.Exists(Compiled) ? File.ReadAllBytes(Compiled) : [];
        FirstWritten = File.GetLastWriteTimeUtc(Compiled);
        FirstFiles = Files();

        Second = Build();
        SecondWritten = File.GetLastWriteTimeUtc(Compiled);

        _folder.Write("app/shop/cart.incn", Total + "    println(\"never\")\n");
        Changed = Build();
        ChangedAssembly = File.ReadAllBytes(Compiled);

        File.Delete(_folder.PathOf("app/greeting.incn"));
        Broken = Build();
        AfterBroken = File.ReadAllBytes(Compiled);

        _folder.Write("app/greeting.incn", Greeting);
        Release = Build("-c", "Release");
        ReleaseRun = DotNet.Run(Folder, _environment, "bin/Release/net10.0/app.dll");

        Cleaned = Run("clean", "--tl:off");
        CleanedFiles = Files();
    }

    public static string Version { get; } =
        typeof(Chasqui.Cli.CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public Outcome First { get; }

    public byte[] FirstAssembly { get; }

    public DateTime FirstWritten { get; }

    /// <summary>Of the project's folder, with slashes.</summary>
    public IReadOnlyDictionary<string, byte[]> FirstFiles { get; }

    public Outcome Second { get; }

    public DateTime SecondWritten { get; }

    public Outcome Changed { get; }

    public byte[] ChangedAssembly { get; }

    public Outcome Broken { get; }

    public byte[] AfterBroken { get; }

    public Outcome Release { get; }

    public Outcome ReleaseRun { get; }

    public Outcome Cleaned { get; }

    public IReadOnlyDictionary<string, byte[]> CleanedFiles { get; }

    private string Folder => _folder.PathOf("app");

    private string Compiled => _folder.PathOf("app/bin/Debug/net10.0/app.dll");

    public void Dispose() => _folder.Dispose();

    private Outcome Build(params string[] arguments) => Run(["build", "--no-restore", "--tl:off", "-v", "normal", .. arguments]);

    private Outcome Run(params string[] arguments) => DotNet.Run(Folder, _environment, arguments);

    private Dictionary<string, byte[]> Files() =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(Folder, f).Replace('\\', '/'), File.ReadAllBytes);
}
