using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;

namespace Chasqui.Compiler.Binding;

/// <summary>Binds each initialiser once, when something first needs the global: constants before what is made of them.</summary>
internal sealed class GlobalInitializers(BindingContext context)
{
    private readonly Dictionary<SourceGlobalSymbol, BoundGlobal?> _bound = [];
    private readonly List<SourceGlobalSymbol> _open = [];
    private readonly List<SourceGlobalSymbol> _constants = [];

    /// <summary>Null while the initialiser is being bound: it refers to itself.</summary>
    public BoundGlobal? Require(SourceGlobalSymbol global)
    {
        if (_bound.TryGetValue(global, out BoundGlobal? bound))
        {
            return bound;
        }
        _bound[global] = null;
        _open.Add(global);
        if (global.Kind == GlobalKind.Const && !new ConstantRules(global.Module.Scope, context.Diagnostics).Check(global.Initializer))
        {
            Unknown(global);
            bound = new BoundGlobal(global, new BoundErrorExpression(global.Initializer.Span));
        }
        else
        {
            bound = new BoundGlobal(global, BodyBinder.BindInitializer(global, context));
        }
        _open.Remove(global);
        if (global.Kind == GlobalKind.Const)
        {
            bound = bound with { Initializer = Fold(global, bound.Initializer) };
            _constants.Add(global);
        }
        return _bound[global] = bound;
    }

    /// <summary>A use inside another initialiser. A constant must not depend on itself.</summary>
    public void Use(SourceGlobalSymbol global)
    {
        if (Require(global) is null && global.Kind == GlobalKind.Const && _open is [.., { Kind: GlobalKind.Const }])
        {
            IEnumerable<string> cycle = _open.SkipWhile(g => g != global).Append(global).Select(g => $"`{g.Name}`");
            context.Diagnostics.Add(DeclarationErrors.ConstantCycle(global.Span ?? global.Initializer.Span, string.Join(" → ", cycle)));
            Unknown(global);
        }
    }

    /// <summary>Constants come first, each after those it is made of; the others in source order.</summary>
    public IEnumerable<SourceGlobalSymbol> InOrder(SourceModuleSymbol module) =>
        _constants.Where(c => c.Module == module).Concat(module.Globals.Where(g => g.Kind != GlobalKind.Const));

    private BoundExpression Fold(SourceGlobalSymbol global, BoundExpression value)
    {
        try
        {
            return new ConstantFolding(g => _bound.GetValueOrDefault(g)?.Initializer).Fold(value);
        }
        catch (ArithmeticException e)
        {
            context.Diagnostics.Add(DeclarationErrors.ConstantFails(
                global.Initializer.Span, global.Name, e is DivideByZeroException ? "division by zero" : "the value does not fit in an `int`"));
            return value;
        }
    }

    private static void Unknown(SourceGlobalSymbol global)
    {
        if (global.Type is InferenceTypeSymbol unknown)
        {
            unknown.Solution = ErrorTypeSymbol.Instance;
        }
    }
}
