using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Flow.Moves;

/// <summary>
/// What copies values, such as <c>Shared</c> or a broadcast channel, and .NET's generic types, which know nothing of owners, are not for
/// resources. A generic function that copies says so by a capability that was inferred from its body; so what it is given is checked where it is called.
/// </summary>
internal static class CopyRequirements
{
    private const string Copy = "Copy";

    public static void Check(BoundProgram program, OwnershipFacts facts, DiagnosticBag diagnostics)
    {
        foreach (BoundModule module in program.Modules)
        {
            BoundTree.Visit(module.Functions.Select(f => f.Body), Check);
            BoundTree.Visit(module.Globals.Select(g => g.Initializer), Check);
        }

        void Check(BoundNode node)
        {
            switch (node)
            {
                case BoundCall call:
                    Require(call.Span, call.Function, call.TypeArguments, (call.Receiver?.Type ?? call.ContainingType)?.Resolved as NamedTypeSymbol, isMade: call.Receiver is null);
                    break;
                case BoundFunctionReference reference:
                    Require(reference.Span, reference.Function, reference.TypeArguments, (reference.Receiver?.Type ?? reference.ContainingType)?.Resolved as NamedTypeSymbol, isMade: reference.Receiver is null);
                    break;
                case BoundConstruction { ConstructedType: var made }:
                    RequireAll(node.Span, made.Definition.Name, made.Definition.TypeParameters, made.Arguments);
                    break;
            }
        }

        void Require(SourceSpan span, FunctionSymbol function, ImmutableArray<TypeSymbol> arguments, NamedTypeSymbol? containing, bool isMade)
        {
            string name = function is ImportedFunctionSymbol { IsConstructor: true } && containing is not null ? containing.Definition.Name : function.Name;
            RequireAll(span, name, function.TypeParameters, arguments);
            if (containing is null)
            {
                return;
            }
            if (containing.Definition is ForeignTypeSymbol)
            {
                Report(span, name, isMade ? containing.Arguments : []);
            }
            else if (function is ImportedFunctionSymbol imported)
            {
                Report(span, name, imported.Requirements.Where(r => r.Capabilities.Contains(Copy)).Select(r => r.Parameter.Substitute(containing.Substitution)));
            }
        }

        void RequireAll(SourceSpan span, string name, ImmutableArray<TypeParameterSymbol> parameters, ImmutableArray<TypeSymbol> arguments) =>
            Report(span, name, parameters.Zip(arguments).Where(p => p.First.Capabilities.Contains(Copy)).Select(p => p.Second));

        void Report(SourceSpan span, string name, IEnumerable<TypeSymbol> copied)
        {
            // What a type parameter brings is reported where it gets its type.
            if (copied.FirstOrDefault(c => facts.KnownTypes.IsResource(c)) is { } type)
            {
                diagnostics.Add(MoveErrors.CopiesResource(span, name, type.Resolved, ResourceParts.First(facts.KnownTypes, type)));
            }
        }
    }
}
