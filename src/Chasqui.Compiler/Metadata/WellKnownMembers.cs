using System.Collections.Immutable;

namespace Chasqui.Compiler.Metadata;

/// <summary>
/// A member of the runtime library or the BCL that lowering needs by name. <paramref name="Type"/> is the CLR full name with arity
/// (<c>Chasqui.Runtime.Collections.ValueList`1</c>), <paramref name="Name"/> the CLR member name (<c>.ctor</c>, <c>get_Count</c>).
/// Where a name is overloaded, <paramref name="Parameters"/> tells by CLR type names (<c>System.Int64</c>, <c>!0</c>, <c>!!0&amp;</c>).
/// </summary>
public sealed record WellKnownMember(string Type, string Name, ImmutableArray<string>? Parameters = null);

/// <summary>The one table of what lowering relies on; a test resolves every row against the built runtime.</summary>
public static class WellKnownMembers
{
    /// <summary>Key: what lowered code calls it (<c>Ops.Share</c>).</summary>
    public static readonly ImmutableDictionary<string, WellKnownMember> Table = new Dictionary<string, WellKnownMember>
    {
        // Values
        ["Ops.Share"] = new("Chasqui.Runtime.Core.Ops", "Share"),
        ["Ops.ShareObject"] = new("Chasqui.Runtime.Core.Ops", "ShareObject"),
        ["Ops.Unique"] = new("Chasqui.Runtime.Core.Ops", "Unique"),
        ["Ops.Unshared"] = new("Chasqui.Runtime.Core.Ops", "Unshared"),
        ["Ops.UniqueValue"] = new("Chasqui.Runtime.Core.Ops", "UniqueValue"),
        ["Ops.Drop"] = new("Chasqui.Runtime.Core.Ops", "Drop"),
        ["Ops.Equal"] = new("Chasqui.Runtime.Core.Ops", "Equal"),
        ["Ops.Compare"] = new("Chasqui.Runtime.Core.Ops", "Compare", ["!!0", "!!0"]),
        ["Ops.CompareText"] = new("Chasqui.Runtime.Core.Ops", "Compare", ["System.String", "System.String"]),
        ["Ops.Hash"] = new("Chasqui.Runtime.Core.Ops", "Hash"),
        ["SharedObject.MarkShared"] = new("Chasqui.Runtime.Core.SharedObject", "MarkShared"),
        ["SharedObject.Detached"] = new("Chasqui.Runtime.Core.SharedObject", "Detached"),
        ["SharedObject.ShallowClone"] = new("Chasqui.Runtime.Core.SharedObject", "ShallowClone"),
        ["IShareable.MarkShared"] = new("Chasqui.Runtime.Core.IShareable", "MarkShared"),
        ["Object.Equals"] = new("System.Object", "Equals", ["System.Object"]),
        ["Object.GetHashCode"] = new("System.Object", "GetHashCode"),
        ["IComparable.CompareTo"] = new("System.IComparable", "CompareTo"),
        ["HashCode.Combine"] = new("System.HashCode", "Combine", ["!!0", "!!1"]),

        // Arithmetic
        ["Ops.FloorDivideInt"] = new("Chasqui.Runtime.Core.Ops", "FloorDivide", ["System.Int64", "System.Int64"]),
        ["Ops.FloorDividePositive"] = new("Chasqui.Runtime.Core.Ops", "FloorDividePositive"),
        ["Ops.ModuloPositive"] = new("Chasqui.Runtime.Core.Ops", "ModuloPositive"),
        ["Ops.FloorDivideFloat"] = new("Chasqui.Runtime.Core.Ops", "FloorDivide", ["System.Double", "System.Double"]),
        ["Ops.ModuloInt"] = new("Chasqui.Runtime.Core.Ops", "Modulo", ["System.Int64", "System.Int64"]),
        ["Ops.ModuloFloat"] = new("Chasqui.Runtime.Core.Ops", "Modulo", ["System.Double", "System.Double"]),
        ["Ops.FloorDivideWide"] = new("Chasqui.Runtime.Core.Ops", "FloorDivide", ["System.Int128", "System.Int128"]),
        ["Ops.ModuloWide"] = new("Chasqui.Runtime.Core.Ops", "Modulo", ["System.Int128", "System.Int128"]),
        ["Ops.DivideInt"] = new("Chasqui.Runtime.Core.Ops", "Divide", ["System.Int64", "System.Int64"]),
        ["Ops.DivideFloat"] = new("Chasqui.Runtime.Core.Ops", "Divide", ["System.Double", "System.Double"]),
        ["Ops.PowerInt"] = new("Chasqui.Runtime.Core.Ops", "Power", ["System.Int64", "System.Int64"]),
        ["Ops.PowerFloat"] = new("Chasqui.Runtime.Core.Ops", "Power", ["System.Double", "System.Double"]),
        ["Ops.ShiftLeft"] = new("Chasqui.Runtime.Core.Ops", "ShiftLeft"),
        ["Ops.ShiftRight"] = new("Chasqui.Runtime.Core.Ops", "ShiftRight"),
        ["Ops.Add"] = new("Chasqui.Runtime.Core.Ops", "Add"),
        ["Ops.Subtract"] = new("Chasqui.Runtime.Core.Ops", "Subtract"),
        ["Ops.Multiply"] = new("Chasqui.Runtime.Core.Ops", "Multiply"),
        ["String.Concat"] = new("System.String", "Concat", ["System.String", "System.String"]),
        ["String.Equals"] = new("System.String", "Equals", ["System.String", "System.String"]),

        // Collections
        ["List.New"] = new("Chasqui.Runtime.Collections.ValueList`1", ".ctor", ["System.Int32"]),
        ["Dict.New"] = new("Chasqui.Runtime.Collections.ValueDict`2", ".ctor", ["System.Int32"]),
        ["Set.New"] = new("Chasqui.Runtime.Collections.ValueSet`1", ".ctor", ["System.Int32"]),
        ["List.Append"] = new("Chasqui.Runtime.Collections.ValueList`1", "Append"),
        ["List.Get"] = new("Chasqui.Runtime.Collections.ValueList`1", "Get"),
        ["List.ItemRef"] = new("Chasqui.Runtime.Collections.ValueList`1", "ItemRef"),
        ["List.FirstRef"] = new("Chasqui.Runtime.Collections.ValueList`1", "FirstRef"),
        ["Elements.At"] = new("Chasqui.Runtime.Collections.Elements", "At"),
        ["Elements.Inside"] = new("Chasqui.Runtime.Collections.Elements", "Inside"),
        ["Elements.AtRow"] = new("Chasqui.Runtime.Collections.Elements", "AtRow"),
        ["Elements.Row"] = new("Chasqui.Runtime.Collections.Elements", "Row"),
        ["Elements.UniqueRow"] = new("Chasqui.Runtime.Collections.Elements", "UniqueRow"),
        ["Elements.Replace"] = new("Chasqui.Runtime.Collections.Elements", "Replace"),
        ["List.Count"] = new("Chasqui.Runtime.Collections.ValueList`1", "get_Count"),
        ["List.MoveNext"] = new("Chasqui.Runtime.Collections.ValueList`1", "MoveNext"),
        ["List.Middle"] = new("Chasqui.Runtime.Collections.ValueList`1", "Middle"),
        ["Dict.Set"] = new("Chasqui.Runtime.Collections.ValueDict`2", "Set"),
        ["Dict.Update"] = new("Chasqui.Runtime.Collections.ValueDict`2", "Update"),
        ["Set.Add"] = new("Chasqui.Runtime.Collections.ValueSet`1", "Add"),
        ["Range.New"] = new("Chasqui.Runtime.Collections.IntRange", ".ctor", ["System.Int64", "System.Int64", "System.Int64"]),
        ["Range.Inclusive"] = new("Chasqui.Runtime.Collections.IntRange", "Inclusive"),
        ["Range.Start"] = new("Chasqui.Runtime.Collections.IntRange", "get_Start"),
        ["Range.Step"] = new("Chasqui.Runtime.Collections.IntRange", "get_Step"),
        ["Range.Count"] = new("Chasqui.Runtime.Collections.IntRange", "get_Count"),
        ["Iterator.MoveNext"] = new("Chasqui.Runtime.Collections.Iterator`1", "MoveNext"),
        ["Iterator.Drop"] = new("Chasqui.Runtime.Collections.Iterator`1", "Drop"),
        ["Str.MoveNext"] = new("Chasqui.Runtime.Text.StringMethods", "MoveNext"),
        ["Decimal.Parse"] = new("Chasqui.Runtime.Core.FixedDecimal", "Parse"),
        ["Bytes.FromLatin1"] = new("Chasqui.Runtime.Collections.Bytes", "FromLatin1"),

        // Texts
        ["Formatter.Display"] = new("Chasqui.Runtime.Text.Formatter", "Display"),
        ["Formatter.Debug"] = new("Chasqui.Runtime.Text.Formatter", "Debug"),
        ["FString.New"] = new("Chasqui.Runtime.Text.FStringBuilder", ".ctor"),
        ["FString.Literal"] = new("Chasqui.Runtime.Text.FStringBuilder", "AppendLiteral"),
        ["FString.Display"] = new("Chasqui.Runtime.Text.FStringBuilder", "AppendDisplay"),
        ["FString.Debug"] = new("Chasqui.Runtime.Text.FStringBuilder", "AppendDebug"),
        ["FString.PrettyDebug"] = new("Chasqui.Runtime.Text.FStringBuilder", "AppendPrettyDebug"),
        ["FString.Formatted"] = new("Chasqui.Runtime.Text.FStringBuilder", "AppendFormatted"),
        ["FString.Finish"] = new("Chasqui.Runtime.Text.FStringBuilder", "Finish"),
        ["IDebug.Debug"] = new("Chasqui.Runtime.Text.IDebug", "Debug"),
        ["IDisplay.Display"] = new("Chasqui.Runtime.Text.IDisplay", "Display"),
        ["TextBuffer.Append"] = new("Chasqui.Runtime.Text.TextBuffer", "Append", ["System.String"]),
        ["Debug.Raw"] = new("Chasqui.Runtime.Text.DebugWriter", "Raw"),
        ["Debug.BeginStruct"] = new("Chasqui.Runtime.Text.DebugWriter", "BeginStruct"),
        ["Debug.Field"] = new("Chasqui.Runtime.Text.DebugWriter", "Field"),
        ["Debug.EndStruct"] = new("Chasqui.Runtime.Text.DebugWriter", "EndStruct"),
        ["Debug.BeginTuple"] = new("Chasqui.Runtime.Text.DebugWriter", "BeginTuple"),
        ["Debug.Item"] = new("Chasqui.Runtime.Text.DebugWriter", "Item"),
        ["Debug.EndTuple"] = new("Chasqui.Runtime.Text.DebugWriter", "EndTuple"),

        // JSON
        ["ISerialize.WriteJson"] = new(WellKnownTypes.ISerialize, "WriteJson"),
        ["IDeserialize.ReadJson"] = new(WellKnownTypes.IDeserialize, "ReadJson"),
        ["JsonWriter.BeginObject"] = new(WellKnownTypes.JsonWriter, "BeginObject"),
        ["JsonWriter.Field"] = new(WellKnownTypes.JsonWriter, "Field"),
        ["JsonWriter.Key"] = new(WellKnownTypes.JsonWriter, "Key"),
        ["JsonWriter.EndObject"] = new(WellKnownTypes.JsonWriter, "EndObject"),
        ["JsonWriter.BeginArray"] = new(WellKnownTypes.JsonWriter, "BeginArray"),
        ["JsonWriter.Item"] = new(WellKnownTypes.JsonWriter, "Item"),
        ["JsonWriter.EndArray"] = new(WellKnownTypes.JsonWriter, "EndArray"),
        ["JsonWriter.Value"] = new(WellKnownTypes.JsonWriter, "Value"),
        ["JsonReader.BeginObject"] = new(WellKnownTypes.JsonReader, "BeginObject"),
        ["JsonReader.NextField"] = new(WellKnownTypes.JsonReader, "NextField"),
        ["JsonReader.IsField"] = new(WellKnownTypes.JsonReader, "IsField"),
        ["JsonReader.Require"] = new(WellKnownTypes.JsonReader, "Require"),
        ["JsonReader.Value"] = new(WellKnownTypes.JsonReader, "Value"),
        ["JsonReader.Skip"] = new(WellKnownTypes.JsonReader, "Skip"),
        ["JsonReader.Raw"] = new(WellKnownTypes.JsonReader, "Raw"),
        ["JsonReader.BeginVariant"] = new(WellKnownTypes.JsonReader, "BeginVariant"),
        ["JsonReader.IsVariant"] = new(WellKnownTypes.JsonReader, "IsVariant"),
        ["JsonReader.RequirePayload"] = new(WellKnownTypes.JsonReader, "RequirePayload"),
        ["JsonReader.BeginArray"] = new(WellKnownTypes.JsonReader, "BeginArray"),
        ["JsonReader.Item"] = new(WellKnownTypes.JsonReader, "Item"),
        ["JsonReader.EndItems"] = new(WellKnownTypes.JsonReader, "EndItems"),
        ["JsonReader.EndVariant"] = new(WellKnownTypes.JsonReader, "EndVariant"),
        ["JsonReader.ThrowVariant"] = new(WellKnownTypes.JsonReader, "ThrowVariant"),
        ["JsonReader.ThrowValue"] = new(WellKnownTypes.JsonReader, "ThrowValue"),
        ["JsonReader.Checked"] = new(WellKnownTypes.JsonReader, "Checked"),

        // Errors
        ["Errors.Raised"] = new("Chasqui.Runtime.Core.Errors", "Raised"),
        ["Errors.ToException"] = new("Chasqui.Runtime.Core.Errors", "ToException"),
        ["Errors.WithCause"] = new("Chasqui.Runtime.Core.Errors", "WithCause"),
        ["Errors.Rethrow"] = new("Chasqui.Runtime.Core.Errors", "Rethrow"),
        ["Errors.Normalize"] = new("Chasqui.Runtime.Core.Errors", "Normalize"),
        ["Errors.AssertionFailed"] = new("Chasqui.Runtime.Core.Errors", "AssertionFailed"),
        ["Errors.ComparisonFailed"] = new("Chasqui.Runtime.Core.Errors", "ComparisonFailed"),
        ["Errors.EnsureStack"] = new("Chasqui.Runtime.Core.Errors", "EnsureStack"),
        ["Errors.ThrowUnmatched"] = new("Chasqui.Runtime.Core.Errors", "ThrowUnmatched"),
        ["Errors.ThrowUnpack"] = new("Chasqui.Runtime.Core.Errors", "ThrowUnpack"),

        // Async
        ["Frame.Suspend"] = new("Chasqui.Runtime.Tasks.Frame", "Suspend"),
        ["Frame.TakeResult"] = new("Chasqui.Runtime.Tasks.Frame", "TakeResult"),
        ["Frame.Resume"] = new("Chasqui.Runtime.Tasks.Frame", "Resume"),
        ["Future.Start"] = new("Chasqui.Runtime.Tasks.Future`1", "Start"),
        ["Future.Complete"] = new("Chasqui.Runtime.Tasks.Future`1", "Complete"),
        ["BlockExit.Of"] = new("Chasqui.Runtime.Tasks.BlockExit", "Of"),
        ["Worker.Shield"] = new("Chasqui.Runtime.Scheduling.Worker", "Shield"),
        ["Worker.Unshield"] = new("Chasqui.Runtime.Scheduling.Worker", "Unshield"),
        ["Worker.KeepsUnwinding"] = new("Chasqui.Runtime.Scheduling.Worker", "KeepsUnwinding"),
        ["AsyncGenerator.IsClosing"] = new("Chasqui.Runtime.Tasks.AsyncGenerator`1", "get_IsClosing"),
        ["AsyncGenerator.Yield"] = new("Chasqui.Runtime.Tasks.AsyncGenerator`1", "Yield"),
        ["AsyncGenerator.Finish"] = new("Chasqui.Runtime.Tasks.AsyncGenerator`1", "Finish"),
        ["Worker.HasStack"] = new("Chasqui.Runtime.Scheduling.Worker", "HasStack"),
        ["Worker.Postpone"] = new("Chasqui.Runtime.Scheduling.Worker", "Postpone"),

        // Entry
        ["Program.Run"] = new("Chasqui.Runtime.Host.Program", "Run", ["System.String[]", "System.Func`1<Chasqui.Runtime.Core.Unit>"]),
        ["Program.RunResult"] = new("Chasqui.Runtime.Host.Program", "Run", ["System.String[]", "System.Func`1<Chasqui.Runtime.Core.Result`2<Chasqui.Runtime.Core.Unit,!!0>>"]),
        ["Program.RunAsync"] = new("Chasqui.Runtime.Host.Program", "RunAsync", ["System.String[]", "System.Func`1<Chasqui.Runtime.Tasks.Future`1<Chasqui.Runtime.Core.Unit>>"]),
        ["Program.RunAsyncResult"] = new("Chasqui.Runtime.Host.Program", "RunAsync", ["System.String[]", "System.Func`1<Chasqui.Runtime.Tasks.Future`1<Chasqui.Runtime.Core.Result`2<Chasqui.Runtime.Core.Unit,!!0>>>"]),
    }.ToImmutableDictionary();
}
