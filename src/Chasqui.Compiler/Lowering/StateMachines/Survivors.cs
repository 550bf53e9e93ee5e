using System.Collections.Immutable;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.StateMachines;

/// <summary>
/// What outlives each suspension of a function, and the fields of its frame that keep it: the receiver and the parameters have
/// theirs from the start, a local gets one when it first needs it. All bodies of the function agree on them.
/// </summary>
internal sealed class Survivors
{
    private readonly Frame _frame;
    private readonly Liveness _liveness;
    private readonly Dictionary<object, FieldSymbol> _fields = [];
    private int _locals;

    public Survivors(LoweringContext context, LoweredMethod method, Frame frame)
    {
        _frame = frame;
        _liveness = Liveness.Of(method.Body, context.Options.Debug);
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            _fields[method.Parameters[i]] = frame.Parameters[i];
        }
        if (frame.Receiver is { } receiver)
        {
            _fields[Liveness.Receiver] = receiver;
        }
    }

    public IEnumerable<LoweredLocal> LocalsAfter(int suspension) => _liveness.After(suspension).OfType<LoweredLocal>();

    /// <summary>The receiver, parameters and locals that are needed, as read in a body that has them where they were declared.</summary>
    public IEnumerable<(FieldSymbol Field, LoweredExpression Value)> After(int suspension) =>
        _liveness.After(suspension).Where(v => v != Liveness.Receiver || _frame.Receiver is not null).Select(v => (FieldOf(v), ReadOf(v)));

    public FieldSymbol FieldOf(object variable)
    {
        if (!_fields.TryGetValue(variable, out FieldSymbol? field))
        {
            var local = (LoweredLocal)variable;
            _fields[local] = field = _frame.Type.Symbol.AddField($"{local.Name}${_locals++}", local.Type);
        }
        return field;
    }

    /// <summary>The field of the receiver or of a parameter, null for every other expression.</summary>
    public FieldSymbol? GivenField(LoweredExpression expression) =>
        Liveness.VariableOf(expression) is { } variable and not LoweredLocal ? _fields.GetValueOrDefault(variable) : null;

    private LoweredExpression ReadOf(object variable) => variable switch
    {
        LoweredLocal local => new LoweredLocalRead(local),
        LoweredParameter parameter => new LoweredParameterRead(parameter),
        _ => new LoweredThis(FieldOf(variable).Type),
    };
}
