using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Tests.Metadata;

public sealed class RuntimeLibraryTests
{
    private readonly RuntimeLibrary _library = RuntimeAssembly.Load();

    [Fact]
    public void Everything_the_runtime_names_can_be_imported()
    {
        foreach (string path in _library.ModulePaths)
        {
            var module = _library.FindModule(path);
            Assert.NotNull(module);
            foreach (string name in module.ExportedNames)
            {
                foreach (Symbol item in module.Exports(name))
                {
                    TypeSymbol? type = (item as TypeDefinitionSymbol)?.SelfType ?? (item as TypeNameSymbol)?.Target;
                    if (type is not null)
                    {
                        _ = _library.MethodNamesOf(type).SelectMany(n => _library.MethodsOf(type, n)).Count();
                        _ = _library.ConstructorsOf(type).Count();
                    }
                    _ = (item as TypeDefinitionSymbol)?.Variants;
                }
            }
        }
        Assert.Empty(_library.Skipped);
    }

    [Fact]
    public void Print_takes_any_number_of_displayed_arguments_and_keywords()
    {
        var print = Assert.IsType<ImportedFunctionSymbol>(Assert.Single(_library.Builtins("print")));
        Assert.Equal("None", print.ReturnType.ToString());
        Assert.Equal(
            ["values: list[str]", "sep: str", "end: str"], print.Parameters.Select(p => $"{p.Name}: {p.Type}"));
        Assert.Equal(ParameterKind.Rest, print.Parameters[0].Kind);
        Assert.Equal(FStringConversion.Display, print.Parameters[0].AsText);
        Assert.True(print.Parameters[1].IsKeywordOnly);
        Assert.Equal(" ", print.Parameters[1].DefaultConstant);
    }

    [Fact]
    public void A_protocol_builtin_names_its_dunder()
    {
        var len = Assert.IsType<ImportedFunctionSymbol>(Assert.Single(_library.Builtins("len")));
        Assert.Equal("__len__", len.ProtocolDunder);
    }

    [Fact]
    public void A_primitive_is_a_name_of_its_type_with_methods_and_constructors()
    {
        var name = Assert.IsType<TypeNameSymbol>(Assert.Single(_library.Builtins("int")));
        Assert.Same(PrimitiveTypeSymbol.Int, name.Target);
        var pow = Assert.IsType<ImportedFunctionSymbol>(Assert.Single(_library.MethodsOf(PrimitiveTypeSymbol.Int, "pow")));
        Assert.True(pow.IsExtension);
        Assert.Equal(ReceiverKind.Self, pow.Receiver);
        Assert.Equal(["exponent: int"], pow.Parameters.Select(p => $"{p.Name}: {p.Type}"));
        Assert.Contains(_library.ConstructorsOf(PrimitiveTypeSymbol.Int), c => c.Parameters.Length == 1 && c.Parameters[0].Type == PrimitiveTypeSymbol.Str);
        Assert.Equal("chars", _library.ForwardsTo(PrimitiveTypeSymbol.Str));
    }

    [Fact]
    public void A_collection_is_generic_and_mutable()
    {
        var list = Assert.IsType<ImportedTypeSymbol>(Assert.Single(_library.Builtins("list")));
        Assert.Same(list, Assert.Single(_library.Builtins("Vec")));
        Assert.Equal("list", list.Name);
        Assert.Equal(ValueKind.SharedObject, list.ValueKind);
        NamedTypeSymbol ofInt = _library.ListOf(PrimitiveTypeSymbol.Int);
        var append = Assert.Single(_library.MethodsOf(ofInt, "append"));
        Assert.Equal(ReceiverKind.MutSelf, append.Receiver);
        Assert.Equal("int", append.Parameters[0].Type.Substitute(ofInt.Substitution).ToString());
        var index = Assert.IsType<ImportedFunctionSymbol>(Assert.Single(_library.MethodsOf(ofInt, "index")));
        Assert.Equal("Eq", Assert.Single(Assert.Single(index.Requirements).Capabilities));
    }

    [Fact]
    public void Option_is_an_enum_with_unqualified_variants()
    {
        var option = Assert.IsType<ImportedTypeSymbol>(Assert.Single(_library.Builtins("Option")));
        Assert.Equal(TypeDefinitionKind.Enum, option.Kind);
        Assert.Equal(["None", "Some"], option.Variants.Select(v => v.Name));
        Assert.Same(option.Variants[1], Assert.Single(_library.Builtins("Some")));
        Assert.Equal("T", Assert.Single(option.Variants[1].Payload).Type.ToString());
        var (factory, payload) = option.ClrVariant(option.Variants[1]);
        Assert.Equal("Some", factory.Name);
        Assert.Equal(["Value"], payload);
    }

    [Fact]
    public void Function_types_and_tuples_come_from_delegates_and_value_tuples()
    {
        var map = Assert.Single(_library.Builtins("map"));
        Assert.Equal("(T) -> U", Assert.IsType<ImportedFunctionSymbol>(map).Parameters[0].Type.ToString());
        var divmod = Assert.IsType<ImportedFunctionSymbol>(_library.Builtins("divmod")[0]);
        Assert.Equal("(int, int)", divmod.ReturnType.ToString());
    }

    [Fact]
    public void Errors_have_the_methods_of_Exception()
    {
        var error = Assert.IsType<ImportedTypeSymbol>(Assert.Single(_library.Builtins("ValueError")));
        Assert.Equal("Exception", error.BaseType?.ToString());
        Assert.NotEmpty(_library.MethodsOf(error.SelfType, "message"));
        Assert.Equal("ValueError", Assert.Single(_library.ConstructorsOf(error.SelfType)).Name);
    }

    [Fact]
    public void An_async_method_hides_its_calling_convention()
    {
        var future = _library.FutureOf(PrimitiveTypeSymbol.Int);
        var await = Assert.Single(_library.MethodsOf(future, "__await__"));
        Assert.True(await.IsAsync);
        Assert.Empty(await.Parameters);
        Assert.Equal("T", await.ReturnType.ToString());
    }

    [Fact]
    public void Modules_export_functions_constants_and_submodules()
    {
        var math = _library.FindModule("std.math");
        Assert.NotNull(math);
        Assert.Equal(Math.PI, Assert.IsType<ImportedGlobalSymbol>(Assert.Single(math.Exports("PI"))).ConstantValue);
        Assert.NotEmpty(math.Exports("sqrt"));
        Assert.Same(math, Assert.Single(_library.FindModule("std")?.Exports("math") ?? []));
        Assert.Null(_library.FindModule("std.nope"));
    }
}
