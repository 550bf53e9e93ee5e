namespace Chasqui.Runtime.Host;

/// <summary>Unwinds the code that called <c>exit</c>; no handler of the program sees it.</summary>
internal sealed class ExitRequest() : Exception("the program ends");
