using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;
using Chasqui.Compiler.Binding.Nodes;

namespace Chasqui.Compiler.Binding;

/// <summary>The names of one block of one function.</summary>
internal sealed class LocalScope(Scope parent, FunctionFrame frame) : Scope(parent)
{
    private readonly Dictionary<string, IReadOnlyList<Symbol>> _symbols = [];

    public FunctionFrame Frame { get; } = frame;

    public override IEnumerable<string> NamesHere => _symbols.Keys;

    public override IReadOnlyList<Symbol> LookupHere(string name) => _symbols.GetValueOrDefault(name, []);

    /// <summary>The block is over.</summary>
    public void End()
    {
        foreach ((string name, IReadOnlyList<Symbol> symbols) in _symbols)
        {
            if (symbols is [LocalSymbol { Span: not null } local])
            {
                Frame.Ended[name] = local;
            }
        }
    }

    public VariableSymbol? FindHere(string name) => LookupHere(name) is [VariableSymbol variable] ? variable : null;

    public void Declare(VariableSymbol variable) => Declare(variable.Name, [variable]);

    /// <summary>A preset, or what an import inside a function gives.</summary>
    public void Declare(string name, IReadOnlyList<Symbol> symbols) => _symbols[name] = symbols;

    /// <summary>The function that declares a variable which is in sight.</summary>
    public static FunctionFrame? OwnerOf(Scope? scope, VariableSymbol variable)
    {
        for (; scope is LocalScope local; scope = scope.Parent)
        {
            if (local._symbols.ContainsKey(variable.Name) && local.FindHere(variable.Name) == variable)
            {
                return local.Frame;
            }
        }
        return null;
    }

    /// <summary>The nearest local variable of a name and the frame that owns it.</summary>
    public static (VariableSymbol Variable, FunctionFrame Frame)? Find(Scope? scope, string name)
    {
        for (; scope is LocalScope local; scope = scope.Parent)
        {
            if (local.LookupHere(name) is [var symbol, ..])
            {
                return symbol is VariableSymbol variable ? (variable, local.Frame) : null;
            }
        }
        return null;
    }
}

/// <summary>A function or closure whose body is being bound.</summary>
internal sealed class FunctionFrame(FunctionFrame? outer, FunctionSymbol? function, string? name, TypeSymbol returnType, bool isAsync)
{
    public FunctionFrame? Outer { get; } = outer;

    /// <summary>The declared function around closures.</summary>
    public FunctionFrame Root => Outer?.Root ?? this;

    /// <summary>Null for closures and initialisers.</summary>
    public FunctionSymbol? Function { get; } = function;

    /// <summary>What messages call it; null for closures.</summary>
    public string? Name { get; } = name;

    public TypeSymbol ReturnType { get; } = returnType;

    public bool IsAsync { get; set; } = isAsync;

    /// <summary>What a generator's <c>yield</c> takes; null for other functions.</summary>
    public TypeSymbol? YieldType { get; init; }

    /// <summary>The innermost block around the current place which an async generator may not yield in: its cleanup, or one that bounds its task.</summary>
    public string? Unyielding { get; set; }

    public List<VariableSymbol> Captures { get; } = [];

    public Stack<LoopFrame> Loops { get; } = new();

    /// <summary>The variables of blocks that are over, by name: for those who look for one behind its block.</summary>
    public Dictionary<string, LocalSymbol> Ended { get; } = [];

    /// <summary>The <c>concurrent</c> blocks around the current place.</summary>
    public Stack<ConcurrentFrame> Concurrents { get; } = new();

    /// <summary>Depth of <c>except</c> clauses around the current place.</summary>
    public int Handlers { get; set; }
}

/// <summary>A loop around the current place; Values is set for <c>loop:</c>, whose breaks may carry a value.</summary>
internal sealed class LoopFrame
{
    public LoopTarget Target { get; } = new();

    public TypeSymbol? ValueType { get; init; }

    public bool IsLoopExpression { get; init; }

    public bool HasBreak { get; set; }

    public bool HasValue { get; set; }
}

/// <summary>A <c>for</c> whose variables may come to stand for the elements' places.</summary>
/// <param name="areWhole">Its variable is a whole element, not a part of one.</param>
internal sealed class LoopElements(BoundExpression source, bool areWhole)
{
    public BoundExpression Source { get; } = source;

    public bool AreWhole { get; } = areWhole;

    public bool AreMutated { get; set; }
}
