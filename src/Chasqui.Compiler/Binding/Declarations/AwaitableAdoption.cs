using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>
/// A type that adopts <c>Awaitable[T]</c> without saying how is awaited by its one field, or else its one method without parameters, that
/// gives a T when awaited:
/// <code>
///   before   class Job with Awaitable[int]:        after   async def __await__(self) -> int:
///                work: Future[int]                             return await self.work
/// </code>
/// </summary>
internal sealed class AwaitableAdoption(RuntimeLibrary library, DiagnosticBag diagnostics)
{
    private const string Await = "__await__";

    private readonly TypeDefinitionSymbol _awaitable = library.Type(WellKnownTypes.IAwaitable);
    private readonly KnownTypes _types = new(library);
    private readonly MemberLookup _members = new(library);

    public void Run(IEnumerable<SourceTypeSymbol> types)
    {
        foreach (SourceTypeSymbol type in types.Where(t => t.Kind != TypeDefinitionKind.Trait))
        {
            if (type.Traits.FirstOrDefault(t => ReferenceEquals(t.Definition, _awaitable)) is { Arguments: [var value] } trait)
            {
                Complete(type, trait, value.Resolved);
            }
        }
    }

    private void Complete(SourceTypeSymbol type, NamedTypeSymbol trait, TypeSymbol value)
    {
        if (type.FindMethods(Await).FirstOrDefault() is { } own)
        {
            if (own is not { IsAsync: true, Parameters.IsEmpty: true } || !own.ReturnType.Equals(value))
            {
                diagnostics.Add(DeclarationErrors.TraitSignatureDiffers(
                    own.Span ?? type.Declaration.Name.Span, Await, trait.ToString(), $"async def {Await}(self) -> {value}", Written(own)));
            }
            return;
        }
        FieldSymbol[] fields = [.. type.Fields.Where(f => value.Equals(Awaited(f.Type)))];
        FunctionSymbol[] methods = fields.Length > 0 ? [] : [.. type.Methods.Where(m => !m.IsStatic && !m.MutatesReceiver && m is { Parameters.IsEmpty: true, TypeParameters.IsEmpty: true } && value.Equals(Awaited(ResultOf(m))))];
        if (fields.Length + methods.Length != 1)
        {
            diagnostics.Add(TraitErrors.NothingToAwait(type.Declaration.Name.Span, type.Name, value, [.. fields.Select(f => f.Name), .. methods.Select(m => m.Name)]));
            return;
        }
        Symbol source = fields.Length == 1 ? fields[0] : methods[0];
        type.Members = type.Members with { Methods = type.Methods.Add(new DerivedMethodSymbol(DerivedMethodKind.Await, type, [], value) { Source = source }) };
    }

    private TypeSymbol ResultOf(FunctionSymbol method) => method.IsAsync ? _types.Future(method.ReturnType) : method.ReturnType;

    /// <summary>What awaiting a value of a type gives; null where there is nothing to wait for.</summary>
    private TypeSymbol? Awaited(TypeSymbol type)
    {
        if (_types.IsFuture(type, out TypeSymbol? value))
        {
            return value.Resolved;
        }
        if (_members.FindMethods(type, Await).FirstOrDefault(m => m.Parameters.IsEmpty) is not { ContainingType: { } owner } method || MemberLookup.ViewAs(type, owner) is not { } view)
        {
            return null;
        }
        TypeSymbol result = method.ReturnType.Substitute(view.Substitution);
        return method.IsAsync ? result : result.Equals(type) ? null : Awaited(result);
    }

    private static string Written(FunctionSymbol method) =>
        $"{(method.IsAsync ? "async " : "")}def {method.Name}({string.Join(", ", method.Parameters.Select(p => p.Type.ToString()).Prepend("self"))}) -> {method.ReturnType}";
}
