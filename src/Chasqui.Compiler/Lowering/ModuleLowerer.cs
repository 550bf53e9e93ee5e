using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Desugar;
using Chasqui.Compiler.Lowering.Members;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering;

/// <summary>One module's functions, types and initialisers through desugaring.</summary>
internal sealed class ModuleLowerer(LoweringContext context, BoundModule module)
{
    public LoweredModule Lower()
    {
        ILookup<TypeDefinitionSymbol?, BoundFunction> functions = module.Functions.ToLookup(f => f.Function.ContainingType);
        ImmutableArray<LoweredType> types =
            [.. module.Types.Select(t => LowerType(t, functions[t]))];
        ImmutableArray<LoweredMethod> methods = [.. functions[null].Where(IsSupported).Select(LowerFunction)];
        return new LoweredModule(
            module.Module,
            module.Source,
            [.. module.Globals.Select(g => g.Global)],
            methods,
            types,
            LowerInitializer());
    }

    private LoweredType LowerType(TypeDefinitionSymbol type, IEnumerable<BoundFunction> functions)
    {
        (ImmutableArray<LoweredMethod> made, ImmutableArray<TypeSymbol> interfaces) = TypeMembers.Create(context, type);
        return new LoweredType(
            type,
            null,
            [.. TypeRelations.AllTraits(type), .. interfaces],
            [.. functions.Where(IsSupported).Select(LowerFunction), .. TraitMembers.Required(context, type), .. TraitMembers.Bridges(context, type), .. ValueEnumMembers.Create(type), .. made],
            type.Name);
    }

    private LoweredMethod LowerFunction(BoundFunction bound)
    {
        FunctionSymbol function = bound.Function;
        bool isVoid = function.IsGenerator || (!function.IsAsync && (function.ReturnType.Resolved == PrimitiveTypeSymbol.Unit || function.ReturnType.Resolved == PrimitiveTypeSymbol.Never));
        TypeSymbol result = isVoid || function.ReturnType.Resolved == PrimitiveTypeSymbol.Never ? PrimitiveTypeSymbol.Unit : function.ReturnType.Resolved;
        ImmutableArray<TypeParameterSymbol> typeParameters = [.. function.ContainingType?.TypeParameters ?? [], .. function.TypeParameters];
        var lowerer = new BodyLowerer(context, function.DisplayName, result, isVoid, context.HasAsyncBody(function), typeParameters);
        if (bound.Self is not null && function.ContainingType is { } type)
        {
            lowerer.Map(bound.Self, new LoweredThis(type.SelfType));
        }
        ImmutableArray<LoweredParameter> parameters = [.. function.Parameters.Select(p => context.ParameterOf(function, p))];
        for (int i = 0; i < parameters.Length; i++)
        {
            var given = new LoweredParameterRead(parameters[i]);
            bool isInOut = function.IsAsync && function.Parameters[i].Mode == ParameterMode.Mut;
            lowerer.Map(function.Parameters[i], isInOut ? BodyLowerer.PlaceIn(given) : given);
        }
        LoweredBlock body = lowerer.LowerBody(bound.Body, checksStack: !function.IsAsync && context.Recursive.Contains(function));
        return new LoweredMethod(
            function,
            function.IsStatic,
            parameters,
            function.IsGenerator ? function.ReturnType.Resolved : isVoid ? PrimitiveTypeSymbol.Void : result,
            body,
            bound.Body.Span,
            function.DisplayName,
            OverrideOf(function));
    }

    private bool IsSupported(BoundFunction bound)
    {
        FunctionSymbol function = bound.Function;
        string? construct = function.IsGenerator && (function.MutatesReceiver || function.Parameters.Any(p => p.Mode == ParameterMode.Mut)) ? "a `mut` parameter of a generator"
            : null;
        if (construct is not null)
        {
            context.Diagnostics.Add(LoweringErrors.NotSupported(function.Span ?? bound.Body.Span, construct));
        }
        return construct is null;
    }

    /// <summary>The method of a trait with the same name.</summary>
    private static FunctionReference? OverrideOf(FunctionSymbol function)
    {
        if (function.IsStatic || function.ContainingType is not { Kind: not TypeDefinitionKind.Trait } type)
        {
            return null;
        }
        return (function is SourceFunctionSymbol { ForTrait: { } one } ? [one] : Inherited(type.SelfType))
            .SelectMany(t => t.Definition.FindMethods(function.Name).Where(m => !m.IsStatic).Select(m => new FunctionReference(m, t, [.. function.TypeParameters])))
            .FirstOrDefault();

        static IEnumerable<NamedTypeSymbol> Inherited(NamedTypeSymbol type)
        {
            foreach (NamedTypeSymbol direct in type.Definition.Traits.Select(p => (NamedTypeSymbol)p.Substitute(type.Substitution)))
            {
                yield return direct;
                foreach (NamedTypeSymbol further in Inherited(direct))
                {
                    yield return further;
                }
            }
        }
    }

    /// <summary>
    /// <code>
    ///   before   static total: int = f()        after   static void $init() { total = f() }
    /// </code>
    /// </summary>
    private LoweredMethod? LowerInitializer()
    {
        BoundGlobal[] globals = [.. module.Globals.Where(g => !context.Constants.ContainsKey(g.Global))];
        if (globals.Length == 0)
        {
            return null;
        }
        var lowerer = new BodyLowerer(context, module.Module.Path, PrimitiveTypeSymbol.Unit, isVoid: true, isAsync: false, []);
        foreach (BoundGlobal global in globals)
        {
            lowerer.LowerGlobal(global);
        }
        var symbol = new SynthesizedMethodSymbol("$init", null, isStatic: true, [], [], PrimitiveTypeSymbol.Unit);
        return new LoweredMethod(symbol, IsStatic: true, [], PrimitiveTypeSymbol.Void, lowerer.Finish(), null, module.Module.Path);
    }
}
