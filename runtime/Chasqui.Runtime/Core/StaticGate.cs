namespace Chasqui.Runtime.Core;

/// <summary>
/// Makes <c>s += v</c> on a static one step among tasks. One gate for all: it is held for a few instructions, in programs with tasks only.
/// A user's operator may run inside and change a static itself, so the thread that holds it can enter again.
/// </summary>
public static class StaticGate
{
    private static readonly object s_gate = new();

    public static void Enter() => Monitor.Enter(s_gate);

    public static void Exit() => Monitor.Exit(s_gate);
}
