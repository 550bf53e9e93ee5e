using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Chasqui.Runtime.Host;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Core;

/// <summary>Makes, names and translates errors. Compiled code calls the Throw methods, so that its own bodies stay small.</summary>
[StackTraceHidden]
public static class Errors
{
    private static readonly ConditionalWeakTable<Exception, Exception> Causes = [];

    /// <summary>The Chasqui error for an exception that IL instructions or the CLR raise; any other is returned as it is.</summary>
    public static Exception Normalize(Exception error) => error switch
    {
        OverflowException => new OverflowError("integer overflow", error),
        DivideByZeroException => new ZeroDivisionError("division by zero", error),
        InsufficientExecutionStackException => new RecursionError("maximum recursion depth exceeded", error),
        InvalidCastException => new TypeError(error.Message, error),
        _ => error,
    };

    /// <summary>Whether handlers see the exception: the end of the program passes them all.</summary>
    internal static bool IsError(Exception error) => error is not ExitRequest;

    /// <summary>What <c>except Exception</c> sees; null for what no handler may stop.</summary>
    public static Exception? Handled(Exception error) => IsError(error) ? Normalize(error) : null;

    /// <summary>What <c>except</c> sees: the value of the user's error type that was raised, or the language's form of an exception.</summary>
    public static object Raised(Exception error) => error is RaisedError raised ? raised.Value : Normalize(error);

    /// <summary>The exception that carries an error value.</summary>
    public static Exception ToException(object error) => error as Exception ?? (error as ForeignError)?.Exception ?? new RaisedError((IError)error);

    /// <summary><c>raise error from cause</c>.</summary>
    public static Exception WithCause(Exception error, Exception cause)
    {
        Causes.AddOrUpdate(error, cause);
        return error;
    }

    /// <summary>The error that <c>raise … from</c> names; the CLR's own form of the same error is not one.</summary>
    public static Exception? CauseOf(Exception error) =>
        Causes.TryGetValue(error, out Exception? cause) ? cause
        : error.InnerException is { } inner && Normalize(inner) == inner ? inner : null;

    /// <summary>Raises again what was caught, its trace intact. If there was no error it does nothing and gives it back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Exception? Rethrow(Exception? error)
    {
        if (error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }
        return error;
    }

    /// <summary>The name a user knows the error's type by.</summary>
    public static string KindOf(Exception error)
    {
        object raised = Raised(error);
        return raised.GetType() == typeof(Exception) ? "Exception" : NameOf(raised.GetType());
    }

    public static string MessageOf(Exception error) => Normalize(error).Message;

    /// <summary>The Chasqui name of a type: <c>int</c>, <c>list[str]</c>, <c>Point</c>.</summary>
    public static string NameOf(Type type) => TypeNames.Of(type);

    public static ZeroDivisionError DivisionByZero() => new("division by zero");

    public static ZeroDivisionError FloatDivisionByZero() => new("float division by zero");

    /// <summary>The error of a failed assert: <paramref name="message"/> is the user's, <paramref name="detail"/> what was found.</summary>
    public static AssertionError AssertionFailed(string? message, string detail) => new((message, detail) switch
    {
        (null or "", _) => detail,
        (_, "") => message,
        _ => $"{message}; {detail}",
    });

    /// <summary>The error of a failed <c>assert a OP b</c>, for example <c>left != right (left: 1, right: 2)</c>.</summary>
    public static AssertionError ComparisonFailed<A, B>(string? message, string relation, A left, B right) =>
        AssertionFailed(message, $"{relation} (left: {Formatter.Debug(left)}, right: {Formatter.Debug(right)})");

    /// <summary>No arm of a match took the value.</summary>
    [DoesNotReturn]
    public static void ThrowUnmatched() => throw new RuntimeError("no arm of the match takes this value");

    /// <summary>A list of another length was unpacked.</summary>
    [DoesNotReturn]
    public static void ThrowUnpack(long count, long expected) =>
        throw new ValueError(count < 0 ? "a list inside has not the expected number of values to unpack" : count < expected
            ? $"not enough values to unpack (expected {expected}, got {count})"
            : $"too many values to unpack (expected {expected}, got {count})");

    [DoesNotReturn]
    public static void ThrowIndex(long index, long count) =>
        throw new IndexError($"index {index} out of range for list of length {count}");

    [DoesNotReturn]
    public static void ThrowKey<K>(K key, string collection = "dict") => throw new KeyError($"{KeyText(key)} not found in {collection}");

    [DoesNotReturn]
    public static void ThrowValue(string message) => throw new ValueError(message);

    [DoesNotReturn]
    public static void ThrowShiftCount(long count)
    {
        if (count < 0)
        {
            throw new ValueError("negative shift count");
        }
        throw new OverflowError($"shift count {count} is not less than 64");
    }

    /// <summary>At the entry of a recursive function: raises RecursionError before the stack overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EnsureStack()
    {
        if (!StackGuard.HasRoom())
        {
            ThrowRecursion();
        }
    }

    [DoesNotReturn]
    private static void ThrowRecursion() => throw new RecursionError("maximum recursion depth exceeded");

    private static string KeyText<K>(K key) => key is string text ? $"'{text}'" : Formatter.Debug(key);
}
