using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Testing;

namespace Chasqui.Runtime.Std;

/// <summary>The decorators of <c>std.testing</c>. The compiled program evaluates the markers when its tests are collected.</summary>
[Module("std.testing")]
public static class TestingMarkers
{
    [Name("test"), TestDecorator("test")]
    public static TestMark Test() => new("test");

    [Name("skip"), TestDecorator("marker")]
    public static TestMark Skip(string reason = "") => new("skip", MarkEffect.Skip, reason: reason);

    [Name("skipif"), TestDecorator("marker")]
    public static TestMark SkipIf(bool condition, string reason = "") => new("skipif", MarkEffect.Skip, condition, reason);

    [Name("xfail"), TestDecorator("marker")]
    public static TestMark ExpectFailure(string reason = "") => new("xfail", MarkEffect.ExpectFailure, reason: reason);

    [Name("xfailif"), TestDecorator("marker")]
    public static TestMark ExpectFailureIf(bool condition, string reason = "") => new("xfailif", MarkEffect.ExpectFailure, condition, reason);

    /// <summary>Runs only with <c>--slow</c>.</summary>
    [Name("slow"), TestDecorator("marker")]
    public static TestMark Slow() => new("slow");

    [Name("mark"), TestDecorator("marker")]
    public static TestMark Mark(string name) => TestMark.Custom(name);

    /// <summary>Tests with one resource in common never run at the same time.</summary>
    [Name("resource"), TestDecorator("marker")]
    public static TestMark Resource(string name) => new("resource", argument: name);

    /// <summary>Runs while no other test does.</summary>
    [Name("serial"), TestDecorator("marker")]
    public static TestMark Serial() => new("serial");

    [Name("timeout"), TestDecorator("marker")]
    public static TestMark TimeLimit(string duration)
    {
        Durations.Parse(duration);
        return new("timeout", argument: duration);
    }

    [Name("fixture"), TestDecorator("fixture")]
    public static FixtureOptions Fixture(string scope = "function", bool autouse = false) => new(scope, autouse);

    /// <summary>The compiler takes the call apart: the cases have the types of the test's parameters.</summary>
    [Name("parametrize"), TestDecorator("parametrize")]
    public static TestMark Parametrize(object names, object cases, ValueList<string>? ids = null) => new("parametrize");

    [Name("param_case"), TestDecorator("case")]
    public static TestMark Case(object value, ValueList<TestMark>? marks = null, string id = "") => new("param_case");
}
