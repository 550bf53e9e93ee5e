using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Regexes;

/// <summary>The functions of <c>std.regex</c>.</summary>
[Module("std.regex")]
public static class RegexModule
{
    /// <summary>As the constructor of Regex.</summary>
    [Name("compile")]
    public static Result<RegexValue, RegexError> Compile(
        string pattern, bool ignoreCase = false, bool multiline = false, bool dotall = false, bool verbose = false) =>
        RegexValue.Compile(pattern, ignoreCase, multiline, dotall, verbose);
}
