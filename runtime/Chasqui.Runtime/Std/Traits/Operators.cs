using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Traits;

// One trait per operator: adopting it says in the signature what the type's hook of that name does.

/// <summary><c>__add__(self, rhs: Rhs) -> Output</c></summary>
[Module("std.traits.ops"), Name("Add")]
public interface IAdd<Rhs, Output>;

/// <summary><c>__sub__(self, rhs: Rhs) -> Output</c></summary>
[Module("std.traits.ops"), Name("Sub")]
public interface ISub<Rhs, Output>;

/// <summary><c>__mul__(self, rhs: Rhs) -> Output</c></summary>
[Module("std.traits.ops"), Name("Mul")]
public interface IMul<Rhs, Output>;

/// <summary><c>__div__(self, rhs: Rhs) -> Output</c></summary>
[Module("std.traits.ops"), Name("Div")]
public interface IDiv<Rhs, Output>;

/// <summary><c>__floordiv__(self, rhs: Rhs) -> Output</c></summary>
[Module("std.traits.ops"), Name("FloorDiv")]
public interface IFloorDiv<Rhs, Output>;

/// <summary><c>__mod__(self, rhs: Rhs) -> Output</c></summary>
[Module("std.traits.ops"), Name("Mod")]
public interface IMod<Rhs, Output>;

/// <summary><c>__pow__(self, rhs: Rhs) -> Output</c></summary>
[Module("std.traits.ops"), Name("Pow")]
public interface IPow<Rhs, Output>;

/// <summary><c>__matmul__(self, rhs: Rhs) -> Output</c></summary>
[Module("std.traits.ops"), Name("MatMul")]
public interface IMatMul<Rhs, Output>;

/// <summary><c>__and__(self, rhs: Rhs) -> Output</c></summary>
[Module("std.traits.ops"), Name("BitAnd")]
public interface IBitAnd<Rhs, Output>;

/// <summary><c>__or__(self, rhs: Rhs) -> Output</c></summary>
[Module("std.traits.ops"), Name("BitOr")]
public interface IBitOr<Rhs, Output>;

/// <summary><c>__xor__(self, rhs: Rhs) -> Output</c></summary>
[Module("std.traits.ops"), Name("BitXor")]
public interface IBitXor<Rhs, Output>;

/// <summary><c>__lshift__(self, rhs: Rhs) -> Output</c></summary>
[Module("std.traits.ops"), Name("Shl")]
public interface IShl<Rhs, Output>;

/// <summary><c>__rshift__(self, rhs: Rhs) -> Output</c></summary>
[Module("std.traits.ops"), Name("Shr")]
public interface IShr<Rhs, Output>;

/// <summary><c>__neg__(self) -> Output</c></summary>
[Module("std.traits.ops"), Name("Neg")]
public interface INeg<Output>;

/// <summary><c>__getitem__(self, key: K) -> V</c></summary>
[Module("std.traits.ops"), Module("std.traits.indexing"), Name("GetItem"), Name("Index")]
public interface IIndex<K, V>;

/// <summary><c>__setitem__(mut self, key: K, value: V) -> None</c></summary>
[Module("std.traits.ops"), Module("std.traits.indexing"), Name("SetItem"), Name("IndexMut")]
public interface IIndexMut<K, V>;
