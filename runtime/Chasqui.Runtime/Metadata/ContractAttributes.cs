namespace Chasqui.Runtime.Metadata;

/// <summary>The method changes its receiver in place (<c>mut self</c>): the compiler passes a place it has made unique.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class MutatesAttribute : Attribute;

/// <summary>
/// The method follows the async calling convention
/// <c>AsyncStatus M([receiver,] Worker w, args…, out T result)</c>; its Chasqui type is <c>Future[T]</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AsyncAttribute : Attribute;

/// <summary>
/// On the builtin <c>f(x, rest…)</c>: where the type of <c>x</c> is known, the call is <c>x.protocol(rest…)</c>; a type without that
/// method is an error. The C# body serves generic code only.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProtocolAttribute(string dunder) : Attribute
{
    public string Dunder { get; } = dunder;
}

/// <summary>
/// On a <c>string</c> parameter: the argument may be of any type and is passed as its Display text. On a <see cref="RestAttribute"/>
/// <c>ValueList&lt;string&gt;</c> parameter: so is each of its arguments.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DisplayedAttribute : Attribute;

/// <summary>As <see cref="DisplayedAttribute"/>, with the Debug text.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DebuggedAttribute : Attribute;

/// <summary>
/// On a <c>Future&lt;T&gt;</c> parameter, or one of a list of them: the argument may be anything that can be awaited. A call of an async
/// function is taken as it is, an async function or closure without parameters is called, a handle or another awaitable becomes a
/// future that awaits it.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AwaitableAttribute : Attribute
{
    /// <summary>A value that cannot be awaited is passed as a future that is ready.</summary>
    public bool PassesPlainValues { get; set; }

    /// <summary>
    /// A type with an async method <c>__join__</c> is waited for by that: a handle gives its task's value and raises its failure. Otherwise it
    /// yields what awaiting it yields.
    /// </summary>
    public bool Joins { get; set; }
}

/// <summary>
/// The future passed here, or the body of an <c>async with</c> over this type, is cancelled when something else comes first: another arm, a
/// deadline. An operation directly in it that loses a value by that deserves a warning.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Class)]
public sealed class CanLoseAttribute : Attribute;

/// <summary>
/// What to do instead of calling a method that values of this type do not have and people look for; <c>{0}</c> stands for the value. Only for
/// the help of an error.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InsteadOfAttribute(string help, params string[] methods) : Attribute
{
    public string Help { get; } = help;

    public string[] Methods { get; } = methods;
}

/// <summary>
/// A value of this type belongs to the <c>async with</c> block whose manager gave it, and must not leave that block.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ScopedAttribute : Attribute;

/// <summary>What <c>object</c> in the parameter's type stands for: the union of these types.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UnionAttribute(params Type[] members) : Attribute
{
    public Type[] Members { get; } = members;
}

/// <summary><c>*name: T</c>: a <c>ValueList&lt;T&gt;</c> parameter that takes the remaining positional arguments.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RestAttribute : Attribute;

/// <summary><c>**name: T</c>: a <c>ValueDict&lt;string, T&gt;</c> parameter that takes the remaining named arguments.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class KeywordRestAttribute : Attribute;

/// <summary>The parameter can only be given by name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class KeywordOnlyAttribute : Attribute;

/// <summary>
/// What a type argument must be able to do: <c>Eq</c>, <c>Ord</c>, <c>Hash</c>, <c>Display</c>, <c>Copy</c>, <c>Send</c>, <c>Number</c>,
/// <c>Iterable</c>, <c>Default</c>. Checked by the compiler at the call; the C# body uses <c>Ops</c>.
/// On a method of a generic type it may name the type's parameter: <c>[Requires("T", "Eq")]</c>.
/// </summary>
[AttributeUsage(AttributeTargets.GenericParameter | AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
public sealed class RequiresAttribute(params string[] capabilities) : Attribute
{
    public string[] Capabilities { get; } = capabilities;
}

/// <summary>A resource: tracked by moves, dropped exactly once (<c>void Drop()</c>).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class MoveOnlyAttribute : Attribute;

/// <summary>Copies refer to the same object; never dropped.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class SharedHandleAttribute : Attribute;

/// <summary>
/// Of a shared handle: over a resource it is one itself. Each handle has one owner then, <c>clone</c> makes another, and what is in it goes
/// with the last one.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CountedAttribute : Attribute;

/// <summary>Whether values may cross a task boundary; absent, the compiler decides from the kind of type.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class SendableAttribute(bool isSendable) : Attribute
{
    public bool IsSendable { get; } = isSendable;
}

/// <summary>
/// What is given to the parameter crosses the boundary to <paramref name="place"/> (<c>another task</c>, <c>a channel</c>) and must be
/// sendable: a value itself, a closure's captures, the arguments of a call that becomes a future, and that future's result.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SentAttribute(string place) : Attribute
{
    public string Place { get; } = place;

    /// <summary>The block around it waits for what was sent, so that may go on borrowing a resource of the function.</summary>
    public bool Waits { get; set; }
}

/// <summary>
/// A value of this type keeps a thread's lock: it must not live where a task may wait, and not be returned, captured or stored in a field.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class ThreadBoundAttribute : Attribute;

/// <summary>The cancellation term of an async operation: <c>cancel-safe</c>, <c>cancel-safe-but-lossy</c>, …</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CancellationAttribute(string term) : Attribute
{
    public string Term { get; } = term;
}

/// <summary>Calling this in an async body deserves a warning that proposes <paramref name="instead"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BlockingAttribute(string instead) : Attribute
{
    public string Instead { get; } = instead;
}

/// <summary>The function does nothing but end the life of its argument.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DropsAttribute : Attribute;

/// <summary>Ignoring the result deserves a warning.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class MustUseAttribute : Attribute;

/// <summary>The parameter is borrowed (<c>ref x: T</c>): a resource passed here is not moved.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BorrowAttribute : Attribute;

/// <summary>On a public field of a compiled model or class: what <c>__fields__()</c> tells of it.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class FieldAttribute(string name, string? alias, string? description, string type, bool hasDefault) : Attribute
{
    public string Name { get; } = name;

    public string? Alias { get; } = alias;

    public string? Description { get; } = description;

    public string Type { get; } = type;

    public bool HasDefault { get; } = hasDefault;
}

/// <summary>
/// On a method of the compiled program: the name a user knows it by, for traces (<c>fetch</c>, <c>Account.deposit</c>). On a
/// state machine's frame class too.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Constructor)]
public sealed class SourceNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>
/// The function stands for a decorator of tests and is never called by programs. Its <paramref name="role"/>: <c>test</c>; <c>marker</c>,
/// whose result is a mark of the test; <c>fixture</c>; <c>parametrize</c>, with the names, the cases and their ids as parameters;
/// <c>case</c>, one of these cases, with its value, marks and id.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TestDecoratorAttribute(string role) : Attribute
{
    public string Role { get; } = role;
}

/// <summary>As a decorator the function says this about the function it stands on, and is not applied to it: <c>blocking</c>, <c>cpu_bound</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionMarkAttribute(string mark) : Attribute
{
    public string Mark { get; } = mark;
}

/// <summary>
/// The function never waits, but others of its name do: <c>await</c> before a call of it is no mistake.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MayBeAwaitedAttribute : Attribute;

/// <summary>The method takes its receiver over: afterwards the caller no longer owns it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConsumesAttribute : Attribute;

/// <summary>
/// Of a method: a resource that it gives stays with its receiver, and the caller may look at it; if it changes its receiver, any value stays, and
/// the caller may change it there. Of a function that is given to one: its arguments stay with whoever calls it.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class LendsAttribute : Attribute;

/// <summary>The property is all that its object owns: giving it away uses the object up.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ContentAttribute : Attribute;

/// <summary>The method closes the channel's end that it is called on.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClosesAttribute : Attribute;

/// <summary>The method waits for the next thing of the channel whose end it is called on, or for its close: an <c>Err</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReceivesAttribute : Attribute;

/// <summary>A function given to the parameter is called once at most, so it may own what it uses up (<c>once () -> T</c>).</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OnceAttribute : Attribute;
