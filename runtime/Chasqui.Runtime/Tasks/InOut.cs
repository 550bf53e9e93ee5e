namespace Chasqui.Runtime.Tasks;

/// <summary>A <c>mut</c> argument of an async function: a reference into the caller's frame cannot outlive a suspension.</summary>
/// <remarks>The caller moves the value in, and when the call has ended, in whatever way, moves it back to its place.</remarks>
public sealed class InOut<T>(T value)
{
    private T _value = value;

    public ref T Place() => ref _value;
}
