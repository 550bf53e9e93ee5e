using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Values;

/// <summary>
/// Which functions may keep their receiver or a parameter: return, store or capture it, or hand it on to a function that does. They
/// mark what they keep. A caller that changes its <c>mut self</c> does so without looking at the mark, so it must not lend
/// <c>self</c> to them: they get a copy.
/// <code>
///   before   before = self.me()        after   before = Detached(self).me()      me returns self
///            self.n += 1                       self.n += 1
/// </code>
/// </summary>
internal sealed class Retention
{
    /// <summary>What a function does with its variables as a whole, found in one walk; a use is kept if its callee keeps it.</summary>
    private readonly Dictionary<VariableSymbol, List<Use>> _uses = new(ReferenceEqualityComparer.Instance);

    /// <summary>The variables behind the receiver and the parameters of each function, by what a call can reach.</summary>
    private readonly Dictionary<FunctionSymbol, SelfSymbol> _receivers = [];

    private readonly ILookup<string, FunctionSymbol> _methods;
    private readonly HashSet<VariableSymbol> _kept = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<BoundVariable> _lent = new(ReferenceEqualityComparer.Instance);

    /// <param name="Callee">Null where the function itself keeps the value.</param>
    /// <param name="Parameter">Null for the receiver.</param>
    private sealed record Use(BoundVariable Node, FunctionSymbol? Callee, ParameterSymbol? Parameter);

    public Retention(BoundProgram program)
    {
        BoundFunction[] functions = [.. program.Modules.SelectMany(m => m.Functions)];
        _methods = functions.Where(f => f.Self is not null).ToLookup(f => f.Function.Name, f => f.Function);
        foreach (BoundFunction function in functions)
        {
            VariableSymbol[] views = function.Self is { } self ? [self, .. function.Function.Parameters] : [.. function.Function.Parameters];
            foreach (VariableSymbol view in views)
            {
                _uses[view] = [];
            }
            if (function.Self is not null)
            {
                _receivers[function.Function] = function.Self;
            }
            if (function.Function.IsGenerator)
            {
                // Its frame outlives the call.
                _kept.UnionWith(views);
            }
            Scan(function.Body);
        }
        Settle();
        foreach (Use use in _uses.Values.SelectMany(u => u))
        {
            if (use is { Node.Variable: SelfSymbol { IsMutable: true } } && IsKept(use))
            {
                _lent.Add(use.Node);
            }
        }
    }

    /// <summary>Whether a use of <c>self</c> in a method that changes it may be kept by who gets it.</summary>
    public bool IsKept(BoundVariable self) => _lent.Contains(self);

    private void Settle()
    {
        bool changed;
        do
        {
            changed = false;
            foreach ((VariableSymbol variable, List<Use> uses) in _uses)
            {
                changed |= !_kept.Contains(variable) && uses.Exists(IsKept) && _kept.Add(variable);
            }
        }
        while (changed);
    }

    /// <summary>A call through a trait or a parent class counts as a call of every method of that name.</summary>
    private bool IsKept(Use use)
    {
        if (use.Callee is not { } callee)
        {
            return true;
        }
        bool isDispatched = callee.ContainingType is { Kind: TypeDefinitionKind.Trait or TypeDefinitionKind.Class };
        IEnumerable<FunctionSymbol> targets = isDispatched ? _methods[callee.Name].Append(callee) : [callee];
        int position = use.Parameter is null ? -1 : callee.Parameters.IndexOf(use.Parameter);
        return targets.Any(t => position < 0
            ? _receivers.TryGetValue(t, out SelfSymbol? self) ? _kept.Contains(self) : t is Metadata.ImportedFunctionSymbol
            : position < t.Parameters.Length && (t is Metadata.ImportedFunctionSymbol || _kept.Contains(t.Parameters[position])));
    }

    private void Scan(object? part)
    {
        BoundTree.Walk(part, node =>
        {
            switch (node)
            {
                case BoundVariable variable:
                    Record(new Use(variable, null, null));
                    return false;
                case BoundFieldAccess field:
                    Lend(field.Receiver, null, null);
                    return false;
                case BoundTupleElement element:
                    Lend(element.Receiver, null, null);
                    return false;
                case BoundIndex index:
                    Lend(index.Receiver, index.Getter, null);
                    Lend(index.Index, index.Getter, index.Getter.Parameters.FirstOrDefault());
                    return false;
                case BoundCall call:
                    ScanCall(call);
                    return false;
                case BoundComparison comparison:
                    Lend(comparison.Left, null, null);
                    Lend(comparison.Right, null, null);
                    return false;
                case BoundConversion { Kind: BoundConversionKind.ToDisplay or BoundConversionKind.ToDebug } shown:
                    Lend(shown.Operand, null, null);
                    return false;
                case BoundClosure closure:
                    foreach (VariableSymbol captured in closure.Captures)
                    {
                        Record(new Use(new BoundVariable(closure.Span, captured), null, null));
                    }
                    return true;
                default:
                    return true;
            }
        });
    }

    private void ScanCall(BoundCall call)
    {
        if (call.Receiver is { } receiver)
        {
            // A method that changes the receiver takes care of it by itself.
            Lend(receiver, call.Function.MutatesReceiver ? null : call.Function, null);
        }
        foreach (BoundArgument argument in call.Arguments)
        {
            Lend(argument.Value, call.Function, argument.Parameter);
        }
    }

    /// <param name="callee">Null for a use that ends where it is.</param>
    private void Lend(BoundExpression value, FunctionSymbol? callee, ParameterSymbol? parameter)
    {
        switch (value)
        {
            case BoundVariable variable when callee is not null:
                Record(new Use(variable, callee, parameter));
                break;
            case BoundVariable:
                break;
            case BoundConversion { Kind: BoundConversionKind.ToTrait or BoundConversionKind.FromTrait or BoundConversionKind.ToUnion or BoundConversionKind.FromUnion or BoundConversionKind.Moved or BoundConversionKind.ToFunctionType } conversion:
                Lend(conversion.Operand, callee, parameter);
                break;
            default:
                Scan(value);
                break;
        }
    }

    private void Record(Use use)
    {
        if (_uses.TryGetValue(use.Node.Variable, out List<Use>? uses))
        {
            uses.Add(use);
        }
    }
}
