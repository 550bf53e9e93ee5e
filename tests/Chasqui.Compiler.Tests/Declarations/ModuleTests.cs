using Chasqui.Compiler.Binding;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Tests.Declarations;

public sealed class ModuleTests
{
    private static readonly (string, string) Util = ("util.incn", "pub def twice(x: int) -> int:\n    return 2 * x\n\ndef hidden() -> None:\n    pass\n");

    [Fact]
    public void Items_modules_and_aliases_are_imported()
    {
        var program = Declared.Valid(
            ("main.incn", "from util import twice as double_it\nimport util\nimport std.math as m\nfrom std.math import sqrt\n"), Util);
        Scope scope = program.Entry.Scope;
        Assert.Equal("twice", Assert.IsType<SourceFunctionSymbol>(Assert.Single(scope.Lookup("double_it"))).Name);
        Assert.Equal("util", Assert.IsType<SourceModuleSymbol>(Assert.Single(scope.Lookup("util"))).Path);
        Assert.Equal("std.math", Assert.IsAssignableFrom<ModuleSymbol>(Assert.Single(scope.Lookup("m"))).Path);
        Assert.NotEmpty(scope.Lookup("sqrt"));
        Assert.Equal(["util", "main"], program.Modules.Select(m => m.Path));
    }

    [Fact]
    public void Packages_are_folders_and_dots_go_up()
    {
        var program = Declared.Valid(
            ("src/main.incn", "from shop.cart import total\nfrom shop import money\n"),
            ("src/shop/cart.incn", "from .money import cents\nfrom ..util import twice\nfrom crate.util import twice as again\n\npub def total() -> int:\n    return 1\n"),
            ("src/shop/money.incn", "pub def cents() -> int:\n    return 1\n"),
            ("src/util.incn", Util.Item2));
        Assert.Equal(["shop.money", "util", "shop.cart", "main"], program.Modules.Select(m => m.Path));
        Assert.IsType<SourceModuleSymbol>(Assert.Single(program.Entry.Scope.Lookup("money")));
    }

    [Fact]
    public void Modules_may_import_each_other_and_reexport()
    {
        var program = Declared.Valid(
            ("main.incn", "from a import A, B\n"),
            ("a.incn", "pub from b import B\n\npub model A:\n    pub b: list[B]\n"),
            ("b.incn", "from a import A\n\npub model B:\n    pub a: list[A]\n"));
        Assert.Equal("B", Assert.IsType<SourceTypeSymbol>(Assert.Single(program.Entry.Scope.Lookup("B"))).Name);
    }

    [Theory]
    [InlineData("from {|CHQ2005:utl|} import twice\n")]
    [InlineData("import {|CHQ2005:nope|}\n")]
    [InlineData("from {|CHQ2005:std.nope|} import x\n")]
    [InlineData("from std.math import {|CHQ2006:sqr|}\n")]
    [InlineData("from util import {|CHQ2006:hidden|}\n")]
    [InlineData("from util import {|CHQ2006:twise|}\n")]
    [InlineData("import util.{|CHQ2006:hidden|}\n")]
    [InlineData("from util import twice\n\ndef {|CHQ2001:twice|}(x: int) -> int:\n    return x\n")]
    [InlineData("from util import twice\nfrom util import twice\n")]
    [InlineData("from {|CHQ2005:nope|} import Thing\n\ndef f(x: Thing) -> Thing:\n    return x\n")]
    public void Faults_of_imports_are_reported(string markup) => Declared.Reports(markup, Util);

    [Fact]
    public void Statements_form_a_main_and_bindings_that_functions_use_are_globals()
    {
        var program = Declared.Valid("limit = 3\nlocal = 4\n\ndef f() -> int:\n    return limit\n\nprint(local, f())\n");
        Assert.Same(program.Entry.ImplicitMain, program.Main);
        Assert.Equal(["limit"], program.Entry.Globals.Select(g => g.Name));
        Assert.Equal(2, program.Main?.Body?.Statements.Length);
    }

    [Fact]
    public void Bindings_beside_a_main_are_globals_in_source_order()
    {
        var program = Declared.Valid("const N: int = 3\nxs = [1]\nstatic hits: int = 0\n\ndef main() -> None:\n    pass\n");
        Assert.Equal(
            ["N/Const", "xs/Binding", "hits/Static"], program.Entry.Globals.Select(g => $"{g.Name}/{g.Kind}"));
        Assert.Equal("main", program.Main?.Name);
    }
}
