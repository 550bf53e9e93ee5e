using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Flatten;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.StateMachines;
using Chasqui.Compiler.Metadata;

namespace Chasqui.Compiler.Lowering;

/// <summary>The lowering phase: desugaring with closures, flattening, state machines; in that order, per module.</summary>
public static class Lowerer
{
    /// <summary>Constructs that cannot be compiled yet are reported; the result is then not to be emitted.</summary>
    public static LoweredProgram Lower(BoundProgram program, RuntimeLibrary library, LoweringOptions options, DiagnosticBag diagnostics)
    {
        var context = new LoweringContext(program, library, options, diagnostics);
        ImmutableArray<LoweredModule> modules = [.. program.Modules.Select(m => LowerModule(context, m))];
        return EntryPoint.Create(context, program, modules);
    }

    private static LoweredModule LowerModule(LoweringContext context, BoundModule bound)
    {
        LoweredModule module = new ModuleLowerer(context, bound).Lower();
        return FinishModule(context, module);
    }

    /// <summary>The passes after desugaring, with the types that they and desugaring made.</summary>
    internal static LoweredModule FinishModule(LoweringContext context, LoweredModule module)
    {
        module = WithSynthesized(context, module);
        LoweredValidator.Check(context, module, LoweringStage.Desugared);
        module = Map(module, Flattener.Flatten);
        LoweredValidator.Check(context, module, LoweringStage.Flattened);
        module = StateMachinePass.Run(context, module);
        module = WithSynthesized(context, module);
        LoweredValidator.Check(context, module, LoweringStage.Lowered);
        return module;
    }

    private static LoweredModule WithSynthesized(LoweringContext context, LoweredModule module) =>
        module with { Types = [.. module.Types, .. context.TakeSynthesized().Select(t => t.ToLowered())] };

    private static LoweredModule Map(LoweredModule module, Func<LoweredMethod, LoweredMethod> pass) => module with
    {
        Methods = [.. module.Methods.Select(pass)],
        Types = [.. module.Types.Select(t => t with { Methods = [.. t.Methods.Select(pass)] })],
        Initializer = module.Initializer is null ? null : pass(module.Initializer),
    };
}
