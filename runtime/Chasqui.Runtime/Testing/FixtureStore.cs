using System.Runtime.ExceptionServices;

namespace Chasqui.Runtime.Testing;

/// <summary>The fixtures that are set up for one scope: a test, a module or the session.</summary>
internal sealed class FixtureStore
{
    private readonly Dictionary<string, (object? Value, ExceptionDispatchInfo? Error)> _values = [];
    private readonly Stack<(string Name, Action Run)> _tearDowns = new();

    /// <summary>The value of a key, made on first use; an error is kept as well, so that every test that needs the fixture fails alike.</summary>
    internal object? Require(string key, Func<object?> make)
    {
        if (!_values.TryGetValue(key, out var entry))
        {
            try
            {
                entry = (make(), null);
            }
            catch (Exception error)
            {
                entry = (null, ExceptionDispatchInfo.Capture(error));
            }
            _values[key] = entry;
        }
        entry.Error?.Throw();
        return entry.Value;
    }

    internal void OnEnd(string name, Action tearDown) => _tearDowns.Push((name, tearDown));

    /// <summary>Tears everything down, last first; one failure does not keep the others from it.</summary>
    internal void End(Action<string, Exception> report)
    {
        while (_tearDowns.TryPop(out var tearDown))
        {
            try
            {
                tearDown.Run();
            }
            catch (Exception error)
            {
                report(tearDown.Name, error);
            }
        }
        _values.Clear();
    }
}
