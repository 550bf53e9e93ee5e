using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

/// <summary>Written types to type symbols. Every fault is reported here and gives the error type.</summary>
public sealed class TypeResolver(RuntimeLibrary library, DiagnosticBag diagnostics)
{
    /// <param name="self">What <c>Self</c> means; null where it has no meaning.</param>
    /// <param name="inferred">Makes the type for <c>_</c>; null where it is not allowed.</param>
    public TypeSymbol Resolve(TypeSyntax syntax, Scope scope, TypeSymbol? self = null, Func<InferredTypeSyntax, TypeSymbol>? inferred = null)
    {
        _ = library;
        _ = diagnostics;
        throw new InternalCompilerException($"type resolution of {syntax} in {scope} ({self}, {inferred})");
    }
}
