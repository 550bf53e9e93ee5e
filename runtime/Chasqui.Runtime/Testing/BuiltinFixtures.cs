using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Std.Files;

namespace Chasqui.Runtime.Testing;

/// <summary>The fixtures that every test can ask for without declaring them. The compiler finds them by the module's path.</summary>
[Module("std.testing.fixtures")]
public static class BuiltinFixtures
{
    /// <summary>An empty directory of the test's own, removed afterwards.</summary>
    [Name("tmp_path")]
    public static PathValue TemporaryPath(TestContext context) => Once(context, "tmp_path", () =>
    {
        string path = Directory.CreateTempSubdirectory("chasqui-test-").FullName;
        context.Store.OnEnd("tmp_path", () => Directory.Delete(path, recursive: true));
        return new PathValue(path);
    });

    /// <summary>As <see cref="TemporaryPath"/>, and the directory the test works in.</summary>
    [Name("tmp_workdir"), ChangesProcess]
    public static PathValue TemporaryWorkingDirectory(TestContext context) => Once(context, "tmp_workdir", () =>
    {
        PathValue path = TemporaryPath(context);
        string before = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(path.Value);
        context.Store.OnEnd("tmp_workdir", () => Directory.SetCurrentDirectory(before));
        return path;
    });

    /// <summary>The environment variables; what the test changes is put back.</summary>
    [Name("env"), ChangesProcess]
    public static TestEnvironment EnvironmentVariables(TestContext context) => Once(context, "env", () =>
    {
        var environment = new TestEnvironment();
        context.Store.OnEnd("env", environment.Restore);
        return environment;
    });

    /// <summary>Whether a test that uses this fixture must run alone, because the whole process has only one of what it changes.</summary>
    internal static bool ChangesProcess(string key) => s_exclusive.Contains(key);

    private static readonly HashSet<string> s_exclusive =
    [
        .. typeof(BuiltinFixtures).GetMethods()
            .Where(m => m.IsDefined(typeof(ChangesProcessAttribute), inherit: false))
            .SelectMany(m => m.GetCustomAttributes(typeof(NameAttribute), inherit: false).Cast<NameAttribute>())
            .Select(n => n.Name),
    ];

    private static T Once<T>(TestContext context, string key, Func<T> make)
        where T : class =>
        context.Store.Require(key, make) as T ?? throw new InvalidOperationException($"the fixture {key} has no value");
}

/// <summary>The fixture changes something that the process has only one of.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChangesProcessAttribute : Attribute;
