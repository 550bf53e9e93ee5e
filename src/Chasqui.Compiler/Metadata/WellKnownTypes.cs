namespace Chasqui.Compiler.Metadata;

/// <summary>CLR full names of the runtime types that the compiler itself refers to.</summary>
public static class WellKnownTypes
{
    public const string List = "Chasqui.Runtime.Collections.ValueList`1";
    public const string Dict = "Chasqui.Runtime.Collections.ValueDict`2";
    public const string Set = "Chasqui.Runtime.Collections.ValueSet`1";
    public const string Range = "Chasqui.Runtime.Collections.IntRange";
    public const string Iterator = "Chasqui.Runtime.Collections.Iterator`1";
    public const string Bytes = "Chasqui.Runtime.Collections.Bytes";
    public const string Decimal = "Chasqui.Runtime.Core.FixedDecimal";
    public const string Option = "Chasqui.Runtime.Core.Option`1";
    public const string Result = "Chasqui.Runtime.Core.Result`2";
    public const string TypeToken = "Chasqui.Runtime.Std.TypeToken`1";
    public const string Unit = "Chasqui.Runtime.Core.Unit";
    public const string SharedObject = "Chasqui.Runtime.Core.SharedObject";
    public const string Future = "Chasqui.Runtime.Tasks.Future`1";
    public const string AsyncGenerator = "Chasqui.Runtime.Tasks.AsyncGenerator`1";
    public const string IAwaitable = "Chasqui.Runtime.Tasks.IAwaitable`1";
    public const string Frame = "Chasqui.Runtime.Tasks.Frame";
    public const string AsyncStatus = "Chasqui.Runtime.Tasks.AsyncStatus";
    public const string InOut = "Chasqui.Runtime.Tasks.InOut`1";
    public const string Worker = "Chasqui.Runtime.Scheduling.Worker";
    public const string Region = "Chasqui.Runtime.Tasks.Region";
    public const string BlockExit = "Chasqui.Runtime.Tasks.BlockExit";
    public const string IResource = "Chasqui.Runtime.Core.IResource";
    public const string IShareable = "Chasqui.Runtime.Core.IShareable";
    public const string IOrdered = "Chasqui.Runtime.Core.IOrdered";
    public const string IDebug = "Chasqui.Runtime.Text.IDebug";
    public const string IDisplay = "Chasqui.Runtime.Text.IDisplay";
    public const string DebugWriter = "Chasqui.Runtime.Text.DebugWriter";
    public const string TextBuffer = "Chasqui.Runtime.Text.TextBuffer";
    public const string ISerialize = "Chasqui.Runtime.Std.Json.ISerialize";
    public const string IDeserialize = "Chasqui.Runtime.Std.Json.IDeserialize";
    public const string JsonWriter = "Chasqui.Runtime.Std.Json.JsonWriter";
    public const string JsonReader = "Chasqui.Runtime.Std.Json.JsonReader";
    public const string TestSuite = "Chasqui.Runtime.Testing.TestSuite";
    public const string TestContext = "Chasqui.Runtime.Testing.TestContext";
    public const string TestMark = "Chasqui.Runtime.Testing.TestMark";
    public const string FixtureOptions = "Chasqui.Runtime.Testing.FixtureOptions";
    public const string FixtureHandoff = "Chasqui.Runtime.Testing.FixtureHandoff";
    public const string FStringBuilder = "Chasqui.Runtime.Text.FStringBuilder";
}
