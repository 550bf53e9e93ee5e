using System.Runtime.InteropServices;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Testing;

namespace Chasqui.Runtime.Std;

/// <summary>The asserts and probes of <c>std.testing</c>.</summary>
[Module("std.testing")]
public static class TestingModule
{
    [Name("assert"), Name("assert_true")]
    public static void AssertTrue(bool condition, string msg = "")
    {
        if (!condition)
        {
            throw Errors.AssertionFailed(msg, "");
        }
    }

    [Name("assert_false")]
    public static void AssertFalse(bool condition, string msg = "") => AssertTrue(!condition, msg);

    [Name("assert_eq")]
    public static void AssertEqual<[Requires("Eq")] T>(T a, T b, string msg = "")
    {
        if (!Ops.Equal(a, b))
        {
            throw Errors.ComparisonFailed(msg, "left != right", a, b);
        }
    }

    [Name("assert_ne")]
    public static void AssertNotEqual<[Requires("Eq")] T>(T a, T b, string msg = "")
    {
        if (Ops.Equal(a, b))
        {
            throw Errors.ComparisonFailed(msg, "left == right", a, b);
        }
    }

    [Name("assert_is_some")]
    public static T AssertIsSome<T>(Option<T> o, string msg = "") =>
        o.IsSome() ? Ops.Share(o.Value) : throw Errors.AssertionFailed(msg, "expected Some, got None");

    [Name("assert_is_none")]
    public static void AssertIsNone<T>(Option<T> o, string msg = "")
    {
        if (o.IsSome())
        {
            throw Errors.AssertionFailed(msg, "expected None, got Some");
        }
    }

    [Name("assert_is_ok")]
    public static T AssertIsOk<T, E>(Result<T, E> r, string msg = "") =>
        r.IsOk() ? Ops.Share(r.Value) : throw Errors.AssertionFailed(msg, "expected Ok, got Err");

    [Name("assert_is_err")]
    public static E AssertIsErr<T, E>(Result<T, E> r, string msg = "") =>
        r.IsErr() ? Ops.Share(r.Error) : throw Errors.AssertionFailed(msg, "expected Err, got Ok");

    [Name("assert_raises")]
    public static void AssertRaises<E>(Func<Unit> block, string msg = "")
        where E : Exception
    {
        try
        {
            block();
        }
        catch (Exception error) when (Errors.Normalize(error) is E)
        {
            return;
        }
        throw Errors.AssertionFailed(msg, $"expected {Errors.NameOf(typeof(E))} to be raised");
    }

    [Name("fail")]
    public static void Fail(string msg) => throw new AssertionError(msg);

    [Name("fail_t")]
    public static T FailWith<T>(string msg) => throw new AssertionError(msg);

    /// <summary>The operating system: <c>linux</c>, <c>macos</c>, <c>windows</c>.</summary>
    [Name("platform")]
    public static string Platform() =>
        OperatingSystem.IsWindows() ? "windows"
        : OperatingSystem.IsMacOS() ? "macos"
        : OperatingSystem.IsLinux() ? "linux"
        : RuntimeInformation.RuntimeIdentifier;

    /// <summary>Whether the run was started with <c>--feature</c> and this name.</summary>
    [Name("feature")]
    public static bool Feature(string name) => TestFeatures.Contains(name);
}
