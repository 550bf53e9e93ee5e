using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Core;

/// <summary>An argument of the right type has a value that makes no sense.</summary>
[Module("std.builtins"), Name("ValueError")]
public sealed class ValueError(string message, Exception? inner = null) : Exception(message, inner), IBuiltInError
{
    [Constructor]
    public static ValueError Create(string message = "") => new(message);
}

/// <summary>An operation met a value of a type it cannot work on.</summary>
[Module("std.builtins"), Name("TypeError")]
public sealed class TypeError(string message, Exception? inner = null) : Exception(message, inner), IBuiltInError
{
    [Constructor]
    public static TypeError Create(string message = "") => new(message);
}

/// <summary>An index lies outside the sequence.</summary>
[Module("std.builtins"), Name("IndexError")]
public sealed class IndexError(string message, Exception? inner = null) : Exception(message, inner), IBuiltInError
{
    [Constructor]
    public static IndexError Create(string message = "") => new(message);
}

/// <summary>A key is not in the dictionary.</summary>
[Module("std.builtins"), Name("KeyError")]
public sealed class KeyError(string message, Exception? inner = null) : Exception(message, inner), IBuiltInError
{
    [Constructor]
    public static KeyError Create(string message = "") => new(message);
}

/// <summary>Division or modulo by zero.</summary>
[Module("std.builtins"), Name("ZeroDivisionError")]
public sealed class ZeroDivisionError(string message, Exception? inner = null) : Exception(message, inner), IBuiltInError
{
    [Constructor]
    public static ZeroDivisionError Create(string message = "") => new(message);
}

/// <summary>A result does not fit its integer type.</summary>
[Module("std.builtins"), Name("OverflowError")]
public sealed class OverflowError(string message, Exception? inner = null) : Exception(message, inner), IBuiltInError
{
    [Constructor]
    public static OverflowError Create(string message = "") => new(message);
}

/// <summary>An <c>assert</c> failed.</summary>
[Module("std.builtins"), Name("AssertionError")]
public sealed class AssertionError(string message, Exception? inner = null) : Exception(message, inner), IBuiltInError
{
    [Constructor]
    public static AssertionError Create(string message = "") => new(message);
}

/// <summary>Calls are nested too deeply.</summary>
[Module("std.builtins"), Name("RecursionError")]
public sealed class RecursionError(string message, Exception? inner = null) : Exception(message, inner), IBuiltInError
{
    [Constructor]
    public static RecursionError Create(string message = "") => new(message);
}

/// <summary>A value violates the constraints of its newtype.</summary>
[Module("std.builtins"), Name("ValidationError")]
public sealed class ValidationError(string message, Exception? inner = null) : Exception(message, inner), IBuiltInError
{
    [Constructor]
    public static ValidationError Create(string message = "") => new(message);
}

/// <summary>An operation did not end within its time.</summary>
[Module("std.builtins"), Name("TimeoutError")]
public sealed class TimeoutError(string message, Exception? inner = null) : Exception(message, inner), IBuiltInError
{
    [Constructor]
    public static TimeoutError Create(string message = "") => new(message);

    /// <param name="seconds">The limit that has passed.</param>
    internal static TimeoutError After(double seconds) => new("operation timed out") { Seconds = seconds };

    /// <summary>The limit that has passed, in seconds; zero when the error was made by hand.</summary>
    [Name("seconds")]
    public double Seconds { get; private init; }
}

/// <summary>An operation that has no body yet.</summary>
[Module("std.builtins"), Name("NotImplementedError")]
public sealed class NotImplementedError(string message, Exception? inner = null) : Exception(message, inner), IBuiltInError
{
    [Constructor]
    public static NotImplementedError Create(string message = "") => new(message);
}

/// <summary>An error of no more specific kind.</summary>
[Module("std.builtins"), Name("RuntimeError")]
public sealed class RuntimeError(string message, Exception? inner = null) : Exception(message, inner), IBuiltInError
{
    [Constructor]
    public static RuntimeError Create(string message = "") => new(message);
}

/// <summary>The operating system refused an operation.</summary>
[Module("std.builtins"), Name("OSError")]
public sealed class OSError(string message, Exception? inner = null) : Exception(message, inner), IBuiltInError
{
    [Constructor]
    public static OSError Create(string message = "") => new(message);
}

/// <summary>What every raisable error can do; the type itself is <c>Exception</c>.</summary>
[Module("std.builtins"), Name("Exception"), MethodsOf(typeof(Exception))]
public static class ExceptionMethods
{
    [Constructor]
    public static Exception Create(string message = "") => new(message);

    [Name("message")]
    public static string Message(Exception self) => Errors.MessageOf(self);

    [Name("__str__")]
    public static string Text(Exception self) => Errors.MessageOf(self);
}
