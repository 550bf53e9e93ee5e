using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Flow.Moves;
using Chasqui.Compiler.Lowering.Flatten;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.StateMachines;
using Chasqui.Compiler.Metadata;

namespace Chasqui.Compiler.Lowering;

/// <summary>The lowering phase: desugaring with closures, flattening, state machines; in that order, per module.</summary>
public static class Lowerer
{
    /// <summary>Constructs that cannot be compiled yet are reported; the result is then not to be emitted.</summary>
    public static LoweredProgram Lower(BoundProgram program, OwnershipFacts ownership, RuntimeLibrary library, LoweringOptions options, DiagnosticBag diagnostics)
    {
        var context = new LoweringContext(program, ownership, library, options, diagnostics);
        // A frame gets its methods when the module of its function is lowered, so types are complete only after all modules.
        var parts = new List<(LoweredModule Module, IReadOnlyList<SynthesizedType> Made)>();
        foreach (BoundModule module in program.Modules)
        {
            parts.Add(LowerModule(context, module));
        }
        ImmutableArray<LoweredModule> modules =
            [.. parts.Select(p => p.Module with { Types = [.. p.Module.Types, .. p.Made.Select(t => t.ToLowered())] })];
        LoweredProgram lowered = EntryPoint.Create(context, program, modules);
        LoweredValidator.Check(context, lowered.Modules.SelectMany(m => m.Methods.Concat(m.Types.SelectMany(t => t.Methods))), LoweringStage.Lowered);
        return lowered;
    }

    private static (LoweredModule, IReadOnlyList<SynthesizedType>) LowerModule(LoweringContext context, BoundModule bound)
    {
        LoweredModule module = new ModuleLowerer(context, bound).Lower();
        var made = new List<SynthesizedType>(context.TakeSynthesized());
        LoweredValidator.Check(context, MethodsOf(module, made), LoweringStage.Desugared);
        module = Map(module, made, Flattener.Flatten);
        LoweredValidator.Check(context, MethodsOf(module, made).Where(m => m.Overrides is not WellKnownReference), LoweringStage.Flattened);
        module = Map(module, made, m => StateMachinePass.Run(context, m));
        made.AddRange(context.TakeSynthesized());
        return (module, made);
    }

    private static IEnumerable<LoweredMethod> MethodsOf(LoweredModule module, IEnumerable<SynthesizedType> made) =>
        module.Methods.Concat(module.Types.SelectMany(t => t.Methods)).Concat(made.SelectMany(t => t.Methods));

    private static LoweredModule Map(LoweredModule module, List<SynthesizedType> made, Func<LoweredMethod, LoweredMethod> pass)
    {
        LoweredModule mapped = module with
        {
            Methods = [.. module.Methods.Select(pass)],
            Types = [.. module.Types.Select(t => t with { Methods = [.. t.Methods.Select(pass)] })],
            Initializer = module.Initializer is null ? null : pass(module.Initializer),
        };
        foreach (SynthesizedType type in made)
        {
            // A pass may add methods, to this type too: those are finished already.
            for (int i = 0, count = type.Methods.Count; i < count; i++)
            {
                type.Methods[i] = pass(type.Methods[i]);
            }
        }
        return mapped;
    }
}
