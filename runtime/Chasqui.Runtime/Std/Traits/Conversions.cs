using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Traits;

/// <summary>Adopted by a type with a class method <c>from(cls, value: T) -> Self</c>; <c>?</c> converts errors through it.</summary>
[Module("std.traits.convert"), Name("From")]
public interface IFrom<T>;

/// <summary>Adopted by a type with <c>into(self) -> T</c>.</summary>
[Module("std.traits.convert"), Name("Into")]
public interface IInto<T>;

/// <summary>Adopted by a type with a class method <c>try_from(cls, value: T) -> Result[Self, str]</c>.</summary>
[Module("std.traits.convert"), Name("TryFrom")]
public interface ITryFrom<T>;

/// <summary>Adopted by a type with <c>try_into(self) -> Result[T, str]</c>.</summary>
[Module("std.traits.convert"), Name("TryInto")]
public interface ITryInto<T>;
