namespace Chasqui.Runtime.Std.Calendar;

/// <summary>What time it is; replaced in tests for one flow of control.</summary>
internal static class WallClock
{
    private static readonly AsyncLocal<TimeProvider?> Given = new();

    public static TimeProvider Current
    {
        get => Given.Value ?? TimeProvider.System;
        set => Given.Value = value;
    }
}
