using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Lowering.Desugar;

/// <summary>
/// Lowers one body. Statements are appended to the block being built; an expression that needs statements of its own becomes a
/// <see cref="LoweredSequence"/>, which the flattening pass takes apart. One file per construct.
/// </summary>
internal sealed partial class BodyLowerer
{
    private readonly LoweringContext _context;
    private readonly Dictionary<VariableSymbol, LoweredExpression> _variables = [];

    /// <summary>Locals that refer to a part of something else without being marked: a loop's element.</summary>
    private readonly HashSet<VariableSymbol> _views = [];

    /// <summary>Views of elements whose list may be copied between two uses.</summary>
    private readonly HashSet<VariableSymbol> _movingViews = [];

    private readonly Dictionary<LoopTarget, LoopLabels> _loops = [];
    private readonly ImmutableArray<TypeParameterSymbol> _typeParameters;
    private readonly string _displayName;
    private readonly TypeSymbol _resultType;
    private readonly bool _isVoid;
    private readonly bool _isAsync;

    private List<LoweredStatement> _out = [];
    private int _temporaries;

    /// <param name="displayName">What a user knows the function by.</param>
    /// <param name="resultType">What <c>return</c> takes; of an async function what awaiting it gives.</param>
    /// <param name="isVoid">The CLR method returns nothing.</param>
    /// <param name="typeParameters">Those in scope: of the containing type, then of the function.</param>
    public BodyLowerer(
        LoweringContext context,
        string displayName,
        TypeSymbol resultType,
        bool isVoid,
        bool isAsync,
        ImmutableArray<TypeParameterSymbol> typeParameters)
    {
        _context = context;
        _displayName = displayName;
        _resultType = resultType.Resolved;
        _isVoid = isVoid;
        _isAsync = isAsync;
        _typeParameters = typeParameters;
    }

    /// <summary>What a variable of the enclosing program is in this body.</summary>
    public void Map(VariableSymbol variable, LoweredExpression place) => _variables[variable] = place;

    /// <param name="checksStack">
    /// Whether the stack is checked, once: before the first statement that calls, so that a recursion's quick ends go without.
    /// </param>
    public LoweredBlock LowerBody(BoundBlock body, bool checksStack)
    {
        _checksStack = checksStack;
        _dropped = _context.Ownership.DroppedIn(body);
        Protect([.. _variables.Keys.Where(_dropped.Contains)], () => LowerStatements(body.Statements));
        return Finish();
    }

    private static bool Calls(BoundStatement statement)
    {
        bool found = false;
        BoundTree.Visit(statement, node => found |= node is BoundCall or BoundInvoke or BoundFunctionReference);
        return found;
    }

    public LoweredBlock Finish()
    {
        CompleteReturns();
        return new LoweredBlock([.. _out]);
    }

    private LoweredLocal Temporary(TypeSymbol type, string name = "t") => new($"${name}{++_temporaries}", type.Resolved);

    private LoweredLocal Declare(LocalSymbol symbol)
    {
        var local = new LoweredLocal(symbol.Name, symbol.Type.Resolved, isUserVisible: true);
        _variables[symbol] = new LoweredLocalRead(local);
        return local;
    }

    private static LoweredLabel Label(string name) => new(name);

    private void Add(LoweredStatement statement) => _out.Add(statement);

    private void Add(LoweredExpression effect) => _out.Add(new LoweredExpressionStatement(effect));

    private void Mark(LoweredLabel label) => Add(new LoweredLabelStatement(label));

    private void Goto(LoweredLabel label) => Add(new LoweredGoto(label));

    private void At(SourceSpan span) => Add(new LoweredSequencePoint(span));

    private void Assign(LoweredLocal local, LoweredExpression value) => Add(new LoweredAssignment(new LoweredLocalRead(local), value));

    /// <summary>The value in a local of its own, unless it is as good as one.</summary>
    private LoweredExpression Spill(LoweredExpression value, string name = "t")
    {
        if (value is LoweredConstant or LoweredDefault or LoweredThis or LoweredLocalRead { Local.IsUserVisible: false })
        {
            return value;
        }
        LoweredLocal local = Temporary(value.Type, name);
        Assign(local, value);
        return new LoweredLocalRead(local);
    }

    /// <summary>Collects the statements that <paramref name="build"/> appends into an expression.</summary>
    private LoweredExpression Sequence(Func<LoweredExpression> build)
    {
        List<LoweredStatement> outer = _out;
        _out = [];
        LoweredExpression value = build();
        List<LoweredStatement> statements = _out;
        _out = outer;
        while (value is LoweredSequence inner)
        {
            statements.AddRange(inner.Statements);
            value = inner.Value;
        }
        return statements.Count == 0 ? value : new LoweredSequence(value.Type, [.. statements], value);
    }

    private LoweredExpression Unsupported(SourceSpan span, string construct, TypeSymbol type)
    {
        _context.Diagnostics.Add(LoweringErrors.NotSupported(span, construct));
        return new LoweredDefault(type);
    }

    private static bool IsUnit(TypeSymbol type) => type.Resolved == PrimitiveTypeSymbol.Unit;

    private static bool IsNever(TypeSymbol type) => type.Resolved == PrimitiveTypeSymbol.Never;

    private static LoweredExpression UnitValue => new LoweredDefault(PrimitiveTypeSymbol.Unit);

    private static LoweredConstant Int32(int value) => new(PrimitiveTypeSymbol.I32, value);

    private static LoweredConstant Int64(long value) => new(PrimitiveTypeSymbol.Int, value);

    private static LoweredConstant Text(string value) => new(PrimitiveTypeSymbol.Str, value);
}
