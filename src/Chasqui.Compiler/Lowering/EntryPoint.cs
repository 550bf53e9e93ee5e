using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Members;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Lowering;

/// <summary>
/// The CLR entry. The program's life around main is the runtime's; errors in initialisers are errors of the program.
/// <code>
///   static Unit $start() { Program.AtEnd(new Func&lt;Unit>($end)); a.$init(); b.$init(); main(); return () }
///   static Unit $end() { Drop(b.rx); Drop(a.tx); return () }             // where statics own resources
///   static int Main(string[] args) { return Program.Run(args, new Func&lt;Unit>($start)) }
/// </code>
/// An async main's <c>$start</c> gives its frame, and Main calls RunAsync.
/// </summary>
internal static class EntryPoint
{
    public static LoweredProgram Create(LoweringContext context, BoundProgram program, ImmutableArray<LoweredModule> modules)
    {
        if (program.Main is not { } main)
        {
            return new LoweredProgram(modules, null);
        }
        TypeSymbol result = main.ReturnType.Resolved;
        TypeSymbol started = main.IsAsync ? context.Library.FutureOf(result) : result;
        var start = new SynthesizedMethodSymbol("$start", null, isStatic: true, [], [], started);
        var body = new List<LoweredStatement>();
        LoweredMethod? end = ReleaseStatics(context, program);
        if (end is not null)
        {
            body.Add(new LoweredExpressionStatement(WellKnown.Static("Program.AtEnd", PrimitiveTypeSymbol.Void, Delegate(end.Symbol, PrimitiveTypeSymbol.Unit))));
        }
        foreach (LoweredMethod initializer in modules.Select(m => m.Initializer).OfType<LoweredMethod>())
        {
            body.Add(new LoweredExpressionStatement(CallOf(initializer.Symbol, PrimitiveTypeSymbol.Void)));
        }
        if (main.IsAsync)
        {
            body.Add(new LoweredReturn(context.Frames.NewFrame(main, null, [], null, [])));
        }
        else if (result == PrimitiveTypeSymbol.Unit)
        {
            body.Add(new LoweredExpressionStatement(CallOf(main, PrimitiveTypeSymbol.Void)));
            body.Add(new LoweredReturn(new LoweredDefault(PrimitiveTypeSymbol.Unit)));
        }
        else
        {
            body.Add(new LoweredReturn(CallOf(main, result)));
        }
        var startMethod = Flatten.Flattener.Flatten(new LoweredMethod(start, IsStatic: true, [], started, new LoweredBlock([.. body]), null, DisplayName: ""));
        int home = Math.Max(0, modules.Select((m, i) => (m, i)).FirstOrDefault(p => p.m.Methods.Any(f => f.Symbol == main)).i);
        modules = modules.SetItem(home, modules[home] with { Methods = [.. modules[home].Methods, startMethod, .. end is null ? [] : new[] { end }] });
        return new LoweredProgram(modules, CreateMain(start, started, main, result));
    }

    private static LoweredMethod? ReleaseStatics(LoweringContext context, BoundProgram program)
    {
        LoweredStatement[] drops = [.. DropMembers.Drops(context, program.Modules
            .SelectMany(m => m.Globals)
            .Where(g => g.Global is not SourceGlobalSymbol { IsTakenApart: true })
            .Select(g => new LoweredGlobalRead(g.Global)))];
        if (drops.Length == 0)
        {
            return null;
        }
        var symbol = new SynthesizedMethodSymbol("$end", null, isStatic: true, [], [], PrimitiveTypeSymbol.Unit);
        LoweredBlock body = new([.. drops, new LoweredReturn(new LoweredDefault(PrimitiveTypeSymbol.Unit))]);
        return Flatten.Flattener.Flatten(new LoweredMethod(symbol, IsStatic: true, [], PrimitiveTypeSymbol.Unit, body, null, DisplayName: ""));
    }

    private static LoweredNewDelegate Delegate(FunctionSymbol function, TypeSymbol result) =>
        new(new FunctionTypeSymbol([], result), new FunctionReference(function, null, []), null);

    private static LoweredMethod CreateMain(
        FunctionSymbol start, TypeSymbol started, FunctionSymbol main, TypeSymbol result)
    {
        var arguments = new LoweredParameter("args", PrimitiveTypeSymbol.StringArray);
        LoweredNewDelegate entry = Delegate(start, started);
        string run = main.IsAsync ? "Program.RunAsync" : "Program.Run";
        LoweredExpression life = result is NamedTypeSymbol { Arguments: [_, var error] }
            ? WellKnown.Generic($"{run}Result", PrimitiveTypeSymbol.I32, [error], new LoweredParameterRead(arguments), entry)
            : WellKnown.Static(run, PrimitiveTypeSymbol.I32, new LoweredParameterRead(arguments), entry);
        var symbol = new SynthesizedMethodSymbol("Main", null, isStatic: true, [], [new ParameterSymbol("args", PrimitiveTypeSymbol.StringArray)], PrimitiveTypeSymbol.I32);
        return new LoweredMethod(
            symbol, IsStatic: true, [arguments], PrimitiveTypeSymbol.I32, new LoweredBlock([new LoweredReturn(life)]), null, DisplayName: "");
    }

    private static LoweredCall CallOf(FunctionSymbol function, TypeSymbol type) => new(type, new FunctionReference(function, null, []), null, []);
}
