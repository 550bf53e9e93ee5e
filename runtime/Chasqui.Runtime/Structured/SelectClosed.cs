using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Structured;

/// <summary>Raised by a <c>select</c> without a default arm when every channel in it is closed.</summary>
[Module("std.async"), Module("std.async.select"), Name("SelectClosed")]
public sealed class SelectClosed() : Exception("every channel of the select is closed"), IBuiltInError;
