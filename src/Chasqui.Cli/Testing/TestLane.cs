using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Chasqui.Cli.Commands;
using Chasqui.Compiler.Emit;

namespace Chasqui.Cli.Testing;

/// <summary>
/// One loaded copy of the tested program with a runtime of its own, so that it shares nothing with the other lanes: no statics, no standard
/// output, no scheduler. The tests of a lane run one after another.
/// </summary>
internal sealed class TestLane
{
    private const string SessionType = "Chasqui.Runtime.Testing.TestSession";

    private readonly Func<string> _describe;
    private readonly Func<int, bool, string> _run;
    private readonly Func<string> _endModule;
    private readonly Func<string> _close;

    private TestLane(object session)
    {
        _describe = Method<Func<string>>(session, "Describe");
        _run = Method<Func<int, bool, string>>(session, "Run");
        _endModule = Method<Func<string>>(session, "EndModule");
        _close = Method<Func<string>>(session, "Close");
    }

    /// <summary>Loads the program, initialises it and collects its tests; the error's text when that fails.</summary>
    public static (TestLane? Lane, string Error) Open(EmitResult program, TestOptions options, TimeProvider time)
    {
        var context = new LaneContext();
        Assembly runtime = context.Runtime;
        using var image = new MemoryStream(program.Assembly);
        using var symbols = new MemoryStream(program.Symbols);
        Assembly assembly = context.LoadFromStream(image, symbols);
        AppContext.SetData($"Chasqui.Symbols.{assembly.ManifestModule.ModuleVersionId}", program.Symbols);
        Func<string[], int> main = assembly.EntryPoint?.CreateDelegate<Func<string[], int>>()
            ?? throw new InvalidOperationException("the tests have no entry point");
        Call(runtime, "Chasqui.Runtime.Testing.TestFeatures", "Set", options.Features);
        return Call(runtime, SessionType, "Open", main, options.Captures, time) is ITuple opened
            ? (opened[0] is { } session ? new TestLane(session) : null, opened[1] as string ?? "")
            : throw new InvalidOperationException("the runtime opened no session");
    }

    public string Describe() => _describe();

    public TestResult Run(TestCase test, bool expectsFailures) => TestResult.Read(_run(test.Index, expectsFailures));

    public TestResult EndModule() => TestResult.Read(_endModule());

    public TestResult Close() => TestResult.Read(_close());

    private static object? Call(Assembly runtime, string type, string method, params object[] arguments) =>
        (runtime.GetType(type)?.GetMethod(method) ?? throw new InvalidOperationException($"the runtime has no {type}.{method}"))
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static T Method<T>(object session, string name)
        where T : Delegate => session.GetType().GetMethod(name)?.CreateDelegate<T>(session)
            ?? throw new InvalidOperationException($"the runtime's session has no {name}");

    private sealed class LaneContext : AssemblyLoadContext
    {
        public LaneContext()
            : base("tests")
        {
            Runtime = LoadFromAssemblyPath(ProgramCompiler.RuntimePath);
        }

        public Assembly Runtime { get; }

        protected override Assembly? Load(AssemblyName name)
        {
            if (name.Name == Runtime.GetName().Name)
            {
                return Runtime;
            }
            string path = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
            return File.Exists(path) ? Default.LoadFromAssemblyPath(path) : null;
        }
    }
}
