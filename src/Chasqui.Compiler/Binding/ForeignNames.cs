namespace Chasqui.Compiler.Binding;

/// <summary>What people who come from other languages write, and what it is called here; only for the help of an error.</summary>
internal static class ForeignNames
{
    public static string? Type(string name) => name switch
    {
        "string" or "String" => "str",
        "boolean" or "Bool" => "bool",
        "number" or "Float" => "float",
        "Int" => "int",
        "Optional" or "Maybe" => "Option",
        "void" => "None",
        "Map" or "map" => "dict",
        _ => null,
    };

    public static string? Value(string name) => name switch
    {
        "null" or "nil" or "undefined" => "None",
        "this" => "self",
        "TRUE" => "true",
        "FALSE" => "false",
        "echo" or "puts" or "printf" => "println",
        "length" or "size" => "len",
        _ => null,
    };

    /// <summary>Members that may be meant, the likeliest first; the type has one of them or none.</summary>
    public static IEnumerable<string> Members(string name) => name switch
    {
        "push" or "push_back" => ["append", "add", "send"],
        "put" or "publish" or "emit" => ["send"],
        "take" or "read" or "next" => ["recv"],
        "kill" or "stop" or "terminate" => ["abort"],
        "finished" or "is_finished" or "completed" => ["done"],
        "signal" or "notify" => ["notify_one"],
        "broadcast" => ["notify_all"],
        "get" => ["recv", "lock"],
        "add" => ["append"],
        "append" => ["add"],
        "insert" => ["add"],
        "has_key" or "containsKey" or "has" or "key_exists" => ["contains_key", "contains"],
        "includes" or "include" => ["contains"],
        "length" or "size" or "count" => ["len"],
        "to_upper" or "toUpper" or "toUpperCase" or "upcase" => ["upper"],
        "to_lower" or "toLower" or "toLowerCase" or "downcase" => ["lower"],
        "trim" => ["strip"],
        "trim_start" or "trimStart" => ["lstrip"],
        "trim_end" or "trimEnd" => ["rstrip"],
        "indexOf" or "index_of" => ["find", "index"],
        "copy" or "duplicate" or "dup" => ["clone"],
        "closed" => ["is_closed"],
        "dequeue" or "receive_async" or "ReadAsync" => ["recv"],
        "enqueue" or "WriteAsync" or "send_async" => ["send"],
        "qsize" => ["len"],
        "isEmpty" or "empty" => ["is_empty"],
        "toString" or "to_str" => ["to_string"],
        "get_or_default" or "getOrDefault" => ["get"],
        "each" or "forEach" => ["for_each"],
        "select" => ["map"],
        "where" => ["filter"],
        "delete" or "erase" => ["remove", "pop"],
        _ => [],
    };

    /// <summary>Members that elsewhere wait for a task: here it is awaited itself.</summary>
    public static bool MeansAwait(string member) => member is "join" or "wait" or "result" or "get" or "value";

    /// <summary>A name of Python's library that another one stands for here.</summary>
    public static string? Import(string name) => name switch
    {
        "defaultdict" => "use `DefaultDict`: `from std.collections import DefaultDict`",
        "deque" => "use `Deque`: `from std.collections import Deque`",
        "open" => "use a path: `from std.fs import Path`, `Path(name).open(\"r\")?`; or `read_file(name)?`",
        "asyncio" or "threading" => "write `import std.async` at the top of the file",
        "re" => "write `import std.regex` at the top of the file",
        _ => null,
    };

    /// <summary>What tasks of other languages tell each other by, as the help of an error says what it is here.</summary>
    public static string? Signal(string name) => name switch
    {
        "Queue" or "queue" or "Chan" or "mpsc" or "Pipe" => "a queue between tasks is a channel: `from std.async.channel import channel`",
        "Event" or "Condition" or "Condvar" or "ManualResetEvent" => "`Notify` is the signal between tasks: `from std.async.sync import Notify`",
        "Future" or "Promise" => "one value for another task is a oneshot: `from std.async.channel import oneshot`",
        "WaitGroup" or "Latch" => "a scope waits for its tasks: `async with scope() as s:`; a `Barrier` makes tasks wait for each other",
        _ => null,
    };

    /// <summary>What a module of another standard library is here, as the help of an error says it.</summary>
    public static string? Module(string name) => name switch
    {
        "typing" => "types need no import: write `list[int]`, `Option[str]`, `A | B`",
        "dataclasses" => "a `model` is what a dataclass is: it needs no import",
        "abc" => "declare a `trait`; it needs no import",
        "enum" => "declare an `enum`; it needs no import",
        "itertools" or "functools" => "iterators have these as methods: `xs.iter().map(…)`, `.chain(…)`, `.fold(…)`",
        "asyncio" or "threading" or "concurrent" => "write `import std.async`",
        "os" or "pathlib" or "shutil" => "files and paths are in `std.fs`, the environment in `std.environ`",
        "queue" or "asyncio.Queue" or "std.async.queue" or "std.async.channels" or "std.sync.mpsc" => "channels are in `std.async.channel`",
        "re" => "regular expressions are in `std.regex`",
        "time" => "clocks are in `std.datetime`, waiting in `std.async.time`",
        "hashlib" => "hashes are in `std.hash`",
        "base64" => "it is in `std.encoding`",
        "unittest" or "pytest" => "tests need no library: see `std.testing` and `chasqui test`",
        _ => null,
    };
}
