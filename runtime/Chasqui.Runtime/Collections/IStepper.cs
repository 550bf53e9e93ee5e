using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Collections;

/// <summary>What a program's type adopts by <c>with Iterator[T]</c>: it brings <c>__next__</c> and has the adapters of iterators.</summary>
[ForwardsTo("iter")]
public interface IStepper<T> : IIterable<T>
{
    [Name("__next__"), Mutates]
    Option<T> Next();

    /// <summary>An iterator over a copy, from where the value stands.</summary>
    [Name("iter")]
    Iterator<T> Steps() => new StepperIterator<T>(SharedObject.Detached(this));

    Iterator<T> IIterable<T>.Iterate() => Steps();
}

internal sealed class StepperIterator<T>(IStepper<T> stepper) : Iterator<T>
{
    public override bool MoveNext(out T item)
    {
        Option<T> next = stepper.Next();
        item = next.Value;
        return next.IsSome();
    }
}
