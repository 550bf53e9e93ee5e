using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Tasks;

/// <summary>Raised where the value of a task is wanted that was cancelled.</summary>
[Module("std.async"), Module("std.async.task"), Name("TaskCancelledError")]
public sealed class TaskCancelledError() : Exception("task was cancelled"), IBuiltInError;
