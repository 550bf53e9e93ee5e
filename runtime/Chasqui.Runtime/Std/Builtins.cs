using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std;

/// <summary>The functions known in every file.</summary>
[Module("std.builtins")]
public static partial class Builtins
{
    [Name("print"), Name("println")]
    public static void Print([Rest, Displayed] ValueList<string> values, [KeywordOnly] string sep = " ", [KeywordOnly] string end = "\n")
    {
        if (values.Count == 0)
        {
            StandardOutput.Write(end);
            return;
        }
        TextBuffer text = TextBuffer.Rent();
        int cursor = 0;
        while (values.MoveNext(ref cursor, out string value))
        {
            if (cursor > 1)
            {
                text.Append(sep);
            }
            text.Append(value);
        }
        text.Append(end);
        StandardOutput.Write(text.Written);
        text.Release();
    }

    /// <summary>Releases a resource before its scope ends.</summary>
    [Name("drop"), Drops]
    public static void Drop<T>(T value) => Ops.Dispose(value);

    [Name("input")]
    public static string Input([Displayed] string prompt = "")
    {
        StandardOutput.Write(prompt);
        StandardOutput.Flush();
        return Console.In.ReadLine() ?? throw new OSError("end of input");
    }

    /// <summary>
    /// Ends the program with this code: what stands around the call is cleaned up, the tasks are cancelled and have at most five seconds for their
    /// cleanup.
    /// </summary>
    [Name("exit")]
    public static void Exit(long code = 0)
    {
        if (Testing.TestSession.IsActive)
        {
            throw new RuntimeError($"exit({code}) was called in a test");
        }
        Host.Program.Exit((int)code);
    }

    [Name("len"), Protocol("__len__")]
    public static long Len<T>(T value) => value switch
    {
        string text => Scalars.Count(text),
        ISized sized => sized.Count,
        Derives.ILen own => own.Length(),
        _ => throw new TypeError($"a value of type {Errors.NameOf(value?.GetType() ?? typeof(T))} has no length"),
    };

    [Name("repr")]
    public static string Repr([Debugged] string value) => value;

    [Name("hash")]
    public static long Hash<[Requires("Hash")] T>(T value) => Ops.Hash(value);

    [Name("type_name")]
    public static string TypeName<T>(T value) => Errors.NameOf(value?.GetType() ?? typeof(T));
}
