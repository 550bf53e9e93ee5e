using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Flow.Channels;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Flow.Moves;

/// <summary>What becomes of an expression's value.</summary>
internal enum Use
{
    /// <summary>Looked at: its owner keeps it.</summary>
    Borrow,

    /// <summary>Taken over by whoever uses it.</summary>
    Move,

    /// <summary>Taken over by what calls it once at most.</summary>
    MoveOnce,

    /// <summary>Taken over by what may call it again, and drops it.</summary>
    MoveRepeatedly,
}

/// <summary>
/// Follows the resources of one body in execution order: who owns what, where it goes, and who is left to drop it. Loops are walked until
/// nothing changes; a raised error is taken to come from any call, await or other step that can fail. One file per kind of node.
/// </summary>
internal sealed partial class MoveWalker
{
    private readonly RuntimeTypes _runtime;
    private readonly MoveReports _reports;
    private readonly Dictionary<VariableSymbol, Borrow> _borrowed;
    private readonly Dictionary<VariableSymbol, BoundClosure> _closures;

    /// <summary>Owners that hold nothing which would have to be released, such as an iterator over a list.</summary>
    private readonly HashSet<VariableSymbol> _inert = [];

    private readonly BoundBlock _body;
    private OwnershipFacts _facts;

    /// <summary>How many points were passed at which control may have left the body.</summary>
    private int _steps;

    /// <summary>Null where control does not come.</summary>
    private MoveState? _state = MoveState.Empty;

    private MoveWalker(
        RuntimeTypes runtime, OwnershipFacts facts, MoveReports reports, BoundBlock body, Dictionary<VariableSymbol, Borrow> borrowed, Dictionary<VariableSymbol, BoundClosure> closures,
        Lazy<ChannelMap>? channels = null)
    {
        _runtime = runtime;
        _facts = facts;
        _reports = reports;
        _body = body;
        _borrowed = borrowed;
        _closures = closures;
        _channels = channels ?? new Lazy<ChannelMap>(() => new ChannelMap(runtime.Channels, body));
    }

    public static void WalkFunction(RuntimeTypes runtime, OwnershipFacts facts, DiagnosticBag diagnostics, BoundFunction function)
    {
        var walker = new MoveWalker(runtime, facts, new MoveReports(diagnostics), function.Body, [], []);
        if (function.Self is { } self && !Consumes(function.Function))
        {
            walker._borrowed[self] = Borrow.Self(self);
        }
        walker.WalkBody(function.Function.Parameters);
    }

    public static void WalkInitializer(RuntimeTypes runtime, OwnershipFacts facts, DiagnosticBag diagnostics, BoundExpression initializer)
    {
        var body = new BoundBlock(initializer.Span, []);
        new MoveWalker(runtime, facts, new MoveReports(diagnostics), body, [], []).Visit(initializer, Use.Move);
    }

    private void WalkBody(ImmutableArray<ParameterSymbol> parameters)
    {
        foreach (ParameterSymbol parameter in parameters.Where(p => IsResource(p.Type) && !_borrowed.ContainsKey(p)))
        {
            if (parameter.Mode == Syntax.Ast.ParameterMode.Value)
            {
                Own(parameter);
            }
            else
            {
                _borrowed[parameter] = Borrow.Parameter(parameter);
            }
        }
        Visit(_body);
        Step();
    }

    /// <summary>Awaiting uses a value up, so its <c>__await__</c> may take it apart.</summary>
    private static bool Consumes(FunctionSymbol function) =>
        function is ImportedFunctionSymbol { Contract.ConsumesReceiver: true } or { Name: "__await__", IsStatic: false };

    private bool IsResource(TypeSymbol type) => _facts.Types.IsResource(type);

    private void Own(VariableSymbol variable)
    {
        _borrowed.Remove(variable);
        _state = _state?.With(variable, Holding.Owned);
    }

    /// <summary>A point at which control may leave the body: what is owned here needs a cleanup, and handlers around may be entered.</summary>
    private void Step()
    {
        if (_state is null)
        {
            return;
        }
        _steps++;
        CheckRefilled();
        foreach (VariableSymbol owner in _state.Owners.Where(o => !_inert.Contains(o)))
        {
            _facts.Drop(_body, owner);
        }
        foreach (Raised around in _handlers)
        {
            around.State = MoveState.Join(around.State, _state);
        }
    }

    /// <summary>Leaves the scope of names: those that may still own something are dropped there.</summary>
    private void Leave(IEnumerable<VariableSymbol> names)
    {
        VariableSymbol[] left = [.. names];
        if (_state is null || left.Length == 0)
        {
            return;
        }
        foreach (VariableSymbol name in left.Where(n => _state[n] is { MayOwn: true } && !_inert.Contains(n)))
        {
            _facts.Drop(_body, name);
        }
        _state = _state.Without(left);
    }

    private bool GivesAway(IReadOnlyCollection<VariableSymbol> names, Action visit) => PlaceGivenAway(names, visit) is not null;

    /// <summary>A trial run of a part: its facts and reports are forgotten. Gives the place where one of the names is given away.</summary>
    private BoundNode? PlaceGivenAway(IReadOnlyCollection<VariableSymbol> names, Action visit)
    {
        (OwnershipFacts facts, MoveState? state) = (_facts, _state);
        _facts = new OwnershipFacts(facts);
        _reports.Suspend();
        foreach (VariableSymbol name in names)
        {
            Own(name);
        }
        Dictionary<VariableSymbol, BoundNode> given = _given;
        _given = [];
        visit();
        BoundNode? place = names.Select(n => _given.GetValueOrDefault(n)).FirstOrDefault(p => p is not null);
        _given = given;
        _reports.Resume();
        (_facts, _state) = (facts, state);
        return place;
    }

    /// <summary>The variables that something was moved out of so far, and where.</summary>
    private Dictionary<VariableSymbol, BoundNode> _given = [];

    private sealed class Raised
    {
        public MoveState? State { get; set; }
    }

    /// <summary>The regions around whose handlers or cleanup an error enters.</summary>
    private readonly Stack<Raised> _handlers = [];
}

/// <summary>The reports of one body: a place that is walked again is reported once.</summary>
internal sealed class MoveReports(DiagnosticBag diagnostics)
{
    private readonly HashSet<SourceSpan> _seen = [];
    private readonly HashSet<object> _subjects = [];
    private int _suspended;

    public void Suspend() => _suspended++;

    public void Resume() => _suspended--;

    public void Add(Diagnostic diagnostic)
    {
        if (_suspended == 0 && _seen.Add(diagnostic.Span))
        {
            diagnostics.Add(diagnostic);
        }
    }

    /// <summary>The first report on a subject.</summary>
    public void AddOnce(object subject, Diagnostic diagnostic)
    {
        if (_suspended == 0 && _subjects.Add(subject))
        {
            diagnostics.Add(diagnostic);
        }
    }
}
