using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Derives;

/// <summary>Adopted by a type with <c>__contains__</c>, for <c>in</c>.</summary>
[Module("std.derives.collection"), Name("Contains")]
public interface IContains<T>
{
    [Name("__contains__")]
    bool Contains(T item);
}

/// <summary>Adopted by a type with <c>__len__</c>.</summary>
[Module("std.derives.collection"), Name("Len")]
public interface ILen
{
    [Name("__len__")]
    long Length();
}

/// <summary>Adopted by a type with <c>__bool__</c>, which may then be a condition.</summary>
[Module("std.derives.collection"), Name("Bool")]
public interface IBool
{
    [Name("__bool__")]
    bool IsTrue();
}
