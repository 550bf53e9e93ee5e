using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Flow.Moves;

// Iterators over collections: what they give stays with the collection, and so does what a chain of adapters looks at. Only if an element is
// given away, by a function in the chain or because the chain's result is kept, the iterator takes the collection over.
internal sealed partial class MoveWalker
{
    /// <summary>Collections that a loop or a call walks through by way of an iterator.</summary>
    private readonly HashSet<BoundNode> _walked = new(ReferenceEqualityComparer.Instance);

    /// <summary>The parameters of closures that are only lent their arguments, and by what.</summary>
    private readonly Dictionary<BoundClosure, (HashSet<ParameterSymbol> Parameters, string Lender)> _lentTo = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether the chain being visited leaves its collections their elements.</summary>
    private bool _lendsElements;

    /// <summary>The collections whose elements an iterator gives.</summary>
    private IEnumerable<BoundExpression> WalkedBy(BoundExpression iterator) =>
        Unconverted(iterator) is BoundCall call && IsWalk(call) ? WalkedByParts(call) : [];

    /// <summary>An iterator that is made here, other than one that was an element of something.</summary>
    private bool IsWalk(BoundCall call) => call.Function is ImportedFunctionSymbol { MutatesReceiver: false } && IsIterator(call.Function.ReturnType);

    private IEnumerable<BoundExpression> WalkedByParts(BoundCall call) => PartsOf(call).SelectMany(p => IsCollection(p) ? [p] : WalkedBy(p));

    /// <summary>The same of a call that ends a chain, if no loop or call around it walks them.</summary>
    private BoundExpression[] WalkedFirst(BoundCall call) => call.Function is not ImportedFunctionSymbol { MutatesReceiver: false } ? []
        : [.. (IsWalk(call) ? WalkedByParts(call) : PartsOf(call).SelectMany(WalkedBy)).Where(w => !_walked.Contains(w))];

    private static IEnumerable<BoundExpression> PartsOf(BoundCall call) => BoundChildren.Optional(call.Receiver).Concat(call.Arguments.Select(a => a.Value)).Select(Unconverted);

    private bool IsCollection(BoundExpression value) =>
        value.Type is NamedTypeSymbol { Definition: ImportedTypeSymbol { ValueKind: ValueKind.SharedObject } } && IsResource(value.Type);

    /// <summary>Visits the receiver and the arguments, and takes over the collections that lose elements to them or to whoever gets the result.</summary>
    private void VisitWalk(BoundCall call, bool isAwaited, Use use)
    {
        BoundExpression[] walked = WalkedFirst(call);
        bool takes = walked.Length > 0 && ((use != Use.Borrow && (IsWalk(call) || GivesElements(call))) || EatsElements(call));
        bool outer = _lendsElements;
        _lendsElements = walked.Length > 0 ? !takes : outer && WalkedByParts(call).Any();
        _walked.UnionWith(walked);
        VisitParts(call, isAwaited, isLent: use == Use.Borrow && IsLentThrough(call));
        _walked.ExceptWith(walked);
        _lendsElements = outer;
        if (takes)
        {
            foreach (BoundExpression collection in walked)
            {
                TakeOver(collection, call);
            }
        }
    }

    /// <summary>What a chain has looked up and leaves with its collection.</summary>
    private bool IsLookedUp(BoundCall call) =>
        !IsWalk(call) && IsResource(call.Type) && WalkedFirst(call).Length > 0 && GivesElements(call) && !EatsElements(call);

    /// <summary>The iterator owns the collection from here on, and drops what nobody takes out of it.</summary>
    private void TakeOver(BoundExpression collection, BoundNode cause)
    {
        bool isList = collection.Type is NamedTypeSymbol { Definition: var definition } && definition == _runtime.List;
        if (collection is BoundCall call && IsLent(call))
        {
            ReportLent(call, NameOf(call.Receiver ?? call));
        }
        else if (!isList && (collection.IsPlace || collection is BoundCall))
        {
            _reports.Add(MoveErrors.MovedOutOfBorrowed(collection.Span, collection.Span.Text, "who iterates it is only lent its elements", $"take them out, as with `{NameOf(collection)}.pop(…)`"));
        }
        else if (collection.IsPlace)
        {
            VisitPlace(collection, Use.Move, cause: cause);
            _facts.GivenAway.Add(collection);
        }
        else if (isList)
        {
            _facts.Temporaries.Remove(collection);
            _facts.GivenAway.Add(collection);
        }
    }

    /// <summary>Whether elements of the collections it walks can be in the result.</summary>
    private bool GivesElements(BoundCall call)
    {
        HashSet<TypeParameterSymbol> elements = ElementsOf(call, p => IsCollection(p) || (WalkedBy(p).Any() && p is BoundCall inner && GivesElements(inner)));
        return elements.Count > 0 && (call.Function.IsAsync || Mentions(call.Function.ReturnType, elements) || call.Function.Parameters.Any(p => p.Awaitable is not null || p.Sent is not null));
    }

    /// <summary>Whether a function in the chain takes elements over.</summary>
    private bool EatsElements(BoundExpression value) => Unconverted(value) is BoundCall { Function: ImportedFunctionSymbol } call
        && (call.Arguments.Any(a => EatsElements(call, a)) || PartsOf(call).Any(p => WalkedBy(p).Any() && EatsElements(p)));

    private bool EatsElements(BoundCall call, BoundArgument argument) =>
        !argument.Parameter.Lends && Unconverted(argument.Value) switch
        {
            BoundClosure closure => ElementParameters(call, argument, closure) is { Count: > 0 } parameters && GivesAway(closure, parameters),
            { Type: FunctionTypeSymbol function } => LentIndexes(call, argument).Any(i => IsResource(function.Parameters[i])),
            _ => false,
        };

    private bool GivesAway(BoundClosure closure, IReadOnlyCollection<ParameterSymbol> parameters)
    {
        MoveWalker inner = Inside(closure, []);
        return inner.GivesAway(parameters, () => inner.WalkBody([]));
    }

    /// <summary>The parameters of a closure that are given elements.</summary>
    private HashSet<ParameterSymbol> ElementParameters(BoundCall call, BoundArgument argument, BoundClosure closure) =>
        [.. LentIndexes(call, argument).Where(i => i < closure.Function.Parameters.Length).Select(i => closure.Function.Parameters[i]).Where(p => IsResource(p.Type))];

    private IEnumerable<int> LentIndexes(BoundCall call, BoundArgument argument)
    {
        if (argument.Parameter.Type.Resolved is not FunctionTypeSymbol declared)
        {
            return [];
        }
        HashSet<TypeParameterSymbol> elements = ElementsOf(call, p => IsCollection(p) || WalkedBy(p).Any());
        return Enumerable.Range(0, declared.Parameters.Length).Where(i => argument.Parameter.Lends || Mentions(declared.Parameters[i], elements));
    }

    /// <summary>The type parameters of a function that stand for the elements of some of its parts.</summary>
    private static HashSet<TypeParameterSymbol> ElementsOf(BoundCall call, Func<BoundExpression, bool> isWalked)
    {
        var elements = new HashSet<TypeParameterSymbol>();
        if (call.Receiver is { } receiver && isWalked(Unconverted(receiver)))
        {
            elements.UnionWith(call.Function.ContainingType?.TypeParameters ?? []);
            Collect((call.Function as ImportedFunctionSymbol)?.ReceiverType);
        }
        foreach (BoundArgument argument in call.Arguments.Where(a => isWalked(Unconverted(a.Value))))
        {
            Collect(argument.Parameter.Type);
        }
        return elements;

        void Collect(TypeSymbol? type)
        {
            if (type?.Resolved is TypeParameterSymbol parameter)
            {
                elements.Add(parameter);
            }
            foreach (TypeSymbol part in (type?.Resolved as CompositeTypeSymbol)?.Parts ?? [])
            {
                Collect(part);
            }
        }
    }

    private static bool Mentions(TypeSymbol type, HashSet<TypeParameterSymbol> parameters) => type.Resolved switch
    {
        TypeParameterSymbol parameter => parameters.Contains(parameter),
        CompositeTypeSymbol composite => composite.Parts.Any(p => Mentions(p, parameters)),
        _ => false,
    };

    /// <summary>A function that is given to the library, and what it is lent there.</summary>
    private void NoteLent(BoundCall call, BoundArgument argument)
    {
        if (call.Function is not ImportedFunctionSymbol || (!argument.Parameter.Lends && !_lendsElements))
        {
            if (Unconverted(argument.Value) is BoundClosure owner)
            {
                _lentTo.Remove(owner);
            }
            return;
        }
        switch (Unconverted(argument.Value))
        {
            case BoundClosure closure:
                _lentTo[closure] = (ElementParameters(call, argument, closure), call.Function.Name);
                break;
            case { Type: FunctionTypeSymbol function } value when argument.Parameter.Lends && function.Parameters.Any(IsResource):
                _reports.Add(MoveErrors.TakesLent(value.Span, call.Function.Name, NameOf(value), function));
                break;
        }
    }
}
