using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Flow.Sending;

/// <summary>A value on its way: what it crosses, and the call that sends it.</summary>
internal sealed record Crossing(SentContract Contract, SourceSpan Span);

/// <summary>
/// What generic functions need of their type parameters because their bodies, or functions they call, send values of them. Known when every
/// body has been seen; then every call is checked.
/// </summary>
internal sealed class SendRequirements
{
    private readonly Dictionary<(FunctionSymbol Function, TypeParameterSymbol Parameter), (SourceSpan Span, string Place)> _needed = [];
    private readonly List<Instance> _instances = [];

    private readonly Dictionary<(FunctionSymbol Function, ParameterSymbol Parameter), Crossing> _sentOn = [];
    private readonly List<(FunctionSymbol Callee, ParameterSymbol Parameter, Action<Crossing> Cross)> _given = [];

    private sealed record Instance(FunctionSymbol? Caller, FunctionSymbol? Callee, string Name, TypeParameterSymbol Parameter, TypeSymbol Argument, SourceSpan Span);

    public void Need(FunctionSymbol? function, TypeParameterSymbol parameter, SourceSpan span, string place)
    {
        if (function is not null)
        {
            _needed.TryAdd((function, parameter), (span, place));
        }
    }

    /// <param name="caller">The function in whose body this stands; null in a module's initialisers.</param>
    /// <param name="callee">Null for a type that is constructed.</param>
    public void Use(FunctionSymbol? caller, FunctionSymbol? callee, string name, ImmutableArray<TypeParameterSymbol> parameters, ImmutableArray<TypeSymbol> arguments, SourceSpan span)
    {
        for (int i = 0; i < parameters.Length && i < arguments.Length; i++)
        {
            if (parameters[i].Span is not null)
            {
                _instances.Add(new Instance(caller, callee, name, parameters[i], arguments[i].Resolved, span));
            }
        }
    }

    /// <summary>A future or generator that a function has from its caller, who knows what is in it.</summary>
    public void NeedGiven(FunctionSymbol function, ParameterSymbol parameter, Crossing crossing) => _sentOn.TryAdd((function, parameter), crossing);

    /// <param name="callee">What is called.</param>
    /// <param name="parameter">Where the value is given.</param>
    /// <param name="cross">Looks into the value, if the function sends it on.</param>
    public void Give(FunctionSymbol callee, ParameterSymbol parameter, Action<Crossing> cross) => _given.Add((callee, parameter, cross));

    private void FollowGiven()
    {
        var followed = new HashSet<(FunctionSymbol, ParameterSymbol)>();
        while (_sentOn.Where(s => followed.Add(s.Key)).ToArray() is { Length: > 0 } found)
        {
            foreach (((FunctionSymbol function, ParameterSymbol parameter), Crossing crossing) in found)
            {
                foreach (var given in _given.Where(g => g.Callee == function && g.Parameter == parameter))
                {
                    given.Cross(crossing);
                }
            }
        }
    }

    public void Check(DiagnosticBag diagnostics)
    {
        FollowGiven();
        int before;
        do
        {
            before = _needed.Count;
            foreach (Instance use in _instances)
            {
                if (PlaceOf(use) is { } place)
                {
                    foreach (TypeParameterSymbol parameter in TaskBoundTypes.Undecided(use.Argument))
                    {
                        Need(use.Caller, parameter, use.Span, place);
                    }
                }
            }
        }
        while (_needed.Count > before);
        var reported = new HashSet<SourceSpan>();
        foreach (Instance use in _instances)
        {
            bool isWritten = use.Parameter.Capabilities.Contains("Send");
            if ((isWritten || PlaceOf(use) is not null) && TaskBoundTypes.Unsendable(use.Argument) is { } part && reported.Add(use.Span))
            {
                (SourceSpan Span, string Place)? cause = use.Callee is { } callee && _needed.TryGetValue((callee, use.Parameter), out var found) ? found : null;
                diagnostics.Add(SendErrors.ArgumentNotSendable(
                    use.Span, use.Parameter.Name, use.Name, use.Argument, part, cause?.Place, cause?.Span ?? use.Parameter.Span ?? use.Span));
            }
        }
    }

    private string? PlaceOf(Instance use) => use.Parameter.Capabilities.Contains("Send") ? "another task"
        : use.Callee is { } callee && _needed.TryGetValue((callee, use.Parameter), out var cause) ? cause.Place
        : null;
}
