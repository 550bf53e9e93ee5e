using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Derives;

// The language's own capabilities, which every file knows, under the names by which they can also be imported.

/// <summary><c>==</c> and <c>!=</c></summary>
[Module("std.derives.comparison"), Name("Eq"), Capability("Eq")]
public interface IEqName;

/// <summary><c>&lt;</c> and its relatives</summary>
[Module("std.derives.comparison"), Name("Ord"), Capability("Ord")]
public interface IOrdName;

/// <summary>Use as a key of a dict or an element of a set</summary>
[Module("std.derives.comparison"), Name("Hash"), Capability("Hash")]
public interface IHashName;

/// <summary>The debug text</summary>
[Module("std.derives.string"), Name("Debug"), Capability("Debug")]
public interface IDebugName;

/// <summary>The display text</summary>
[Module("std.derives.string"), Name("Display"), Capability("Display")]
public interface IDisplayName;

/// <summary><c>clone()</c></summary>
[Module("std.derives.copying"), Name("Clone"), Capability("Clone")]
public interface ICloneName;

/// <summary>May be duplicated</summary>
[Module("std.derives.copying"), Name("Copy"), Capability("Copy")]
public interface ICopyName;

/// <summary><c>T.default()</c></summary>
[Module("std.derives.copying"), Name("Default"), Capability("Default")]
public interface IDefaultName;
