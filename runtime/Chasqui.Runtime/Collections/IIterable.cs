using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Collections;

/// <summary>
/// What a <c>for</c> loop and the functions over sequences accept. A type that has <c>__iter__</c> without being an Iterable is passed
/// to an Iterable parameter as the iterator it returns.
/// </summary>
[Module("std.builtins"), Module("std.derives.collection"), Name("Iterable")]
public interface IIterable<T>
{
    [Name("__iter__")]
    Iterator<T> Iterate();
}

/// <summary>What <c>len</c> accepts in generic code.</summary>
internal interface ISized
{
    long Count { get; }
}
