using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Flow.Moves;

/// <summary>Move-only values over the whole program: which there are, who owns them, and where they are dropped.</summary>
internal static class Ownership
{
    public static OwnershipFacts Analyze(BoundProgram program, RuntimeTypes runtime, DiagnosticBag diagnostics)
    {
        var facts = new OwnershipFacts(ResourceParameters.Of(program));
        foreach (BoundModule module in program.Modules)
        {
            foreach (BoundGlobal global in module.Globals)
            {
                MoveWalker.WalkInitializer(runtime, facts, diagnostics, global.Initializer);
            }
            foreach (BoundFunction function in module.Functions)
            {
                MoveWalker.WalkFunction(runtime, facts, diagnostics, function);
            }
        }
        CopyRequirements.Check(program, facts, diagnostics);
        return facts;
    }
}

/// <summary>
/// The type parameters of the program that are given a resource somewhere: their functions and types are checked, and drop, as if they
/// were written for one. All others cost nothing.
/// </summary>
internal static class ResourceParameters
{
    public static ResourceTypes Of(BoundProgram program)
    {
        var given = new HashSet<(TypeParameterSymbol Parameter, TypeSymbol Argument)>();
        foreach (BoundModule module in program.Modules)
        {
            BoundTree.Visit(module.Functions.Select(f => f.Body), node => Collect(node, given));
            BoundTree.Visit(module.Globals.Select(g => g.Initializer), node => Collect(node, given));
        }
        var found = new HashSet<TypeParameterSymbol>();
        while (true)
        {
            var types = new ResourceTypes(new HashSet<TypeParameterSymbol>(found));
            int before = found.Count;
            found.UnionWith(given.Where(g => types.IsResource(g.Argument)).Select(g => g.Parameter));
            if (found.Count == before)
            {
                return types;
            }
        }
    }

    private static void Collect(BoundNode node, HashSet<(TypeParameterSymbol, TypeSymbol)> given)
    {
        switch (node)
        {
            case BoundCall call:
                Add(call.Function.TypeParameters, call.TypeArguments);
                AddType(call.Receiver?.Type ?? call.ContainingType);
                AddType(call.Type);
                break;
            case BoundFunctionReference reference:
                Add(reference.Function.TypeParameters, reference.TypeArguments);
                AddType(reference.Receiver?.Type ?? reference.ContainingType);
                break;
            case BoundConstruction or BoundVariantConstruction:
                AddType(((BoundExpression)node).Type);
                break;
        }

        void AddType(TypeSymbol? type)
        {
            if (type?.Resolved is NamedTypeSymbol { Definition: Symbols.Source.SourceTypeSymbol } named)
            {
                Add(named.Definition.TypeParameters, named.Arguments);
            }
        }

        void Add(ImmutableArray<TypeParameterSymbol> parameters, ImmutableArray<TypeSymbol> arguments)
        {
            for (int i = 0; i < arguments.Length && i < parameters.Length; i++)
            {
                if (parameters[i].Span is not null && arguments[i].Resolved is not PrimitiveTypeSymbol)
                {
                    given.Add((parameters[i], arguments[i].Resolved));
                }
            }
        }
    }
}
