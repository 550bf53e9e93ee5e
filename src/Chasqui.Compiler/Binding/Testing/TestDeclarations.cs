using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Testing;

/// <summary>What the Declare phase does for tests, whether they are to run or not.</summary>
internal static class TestDeclarations
{
    /// <summary>
    /// A fixture that yields is declared with the type of its value. It becomes a generator of one value, or if it is async a function
    /// without a result, whose <c>yield</c> hands the value over.
    /// </summary>
    public static void DeclareFixture(SourceFunctionSymbol function, Scope scope, RuntimeLibrary library)
    {
        if (function.Declaration is not FunctionDeclarationSyntax syntax || TestDecorator.Of(syntax, TestDecorator.Fixture, scope) is null)
        {
            return;
        }
        TypeSymbol declared = function.Signature.ReturnType;
        TypeSymbol? yielded = declared.Resolved is NamedTypeSymbol { Arguments: [var element] } named
            && named.Definition == library.IteratorOf(element).Definition
                ? element
                : null;
        if (syntax.Yields)
        {
            TypeSymbol value = yielded ?? declared;
            function.FixtureType = value;
            function.Signature = function.Signature with { ReturnType = syntax.IsAsync ? PrimitiveTypeSymbol.Unit : library.IteratorOf(value) };
        }
        else
        {
            function.FixtureType = declared;
        }
    }

    public static void CheckBlocks(SourceModuleSymbol module, DiagnosticBag diagnostics)
    {
        int count = 0;
        foreach (TestModuleSyntax block in module.Syntax.Members.OfType<TestModuleSyntax>())
        {
            var keyword = block.Span with { Length = "module".Length };
            if (TestFiles.IsTestFile(module.Source.Path))
            {
                diagnostics.Add(TestErrors.BlockInTestFile(keyword));
            }
            else if (++count > 1)
            {
                diagnostics.Add(TestErrors.SecondBlock(keyword));
            }
        }
    }
}
