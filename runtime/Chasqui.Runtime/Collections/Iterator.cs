using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Collections;

/// <summary>The type <c>Iterator[T]</c>: gives its elements once. Adapters consume it and are lazy.</summary>
[Module("std.builtins"), Module("std.derives.collection"), Name("Iterator"), AdoptedAs(typeof(IStepper<>)), MoveOnly]
public abstract partial class Iterator<T> : IStepper<T>, IResource
{
    /// <summary>The next element, owned by the caller; false at the end.</summary>
    public abstract bool MoveNext(out T item);

    /// <summary>Releases what the iteration holds when it is abandoned before its end.</summary>
    public virtual void Drop()
    {
    }

    /// <summary>Whether the elements stay those of a collection, which goes on owning what they hold.</summary>
    internal virtual bool Lends => false;

    /// <summary>Releases an element that nobody is going to see.</summary>
    internal static void Discard<U>(Iterator<U> source, U item)
    {
        if (!source.Lends)
        {
            Ops.Drop(item);
        }
    }

    [Name("__iter__"), Name("iter"), Consumes]
    public Iterator<T> Iterate() => this;

    Iterator<T> IStepper<T>.Steps() => this;

    [Name("__next__"), Name("next")]
    public Option<T> Next() => MoveNext(out T item) ? new(item) : default;
}
