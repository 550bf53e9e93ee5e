using System.Text;

namespace Chasqui.Runtime.Text;

/// <summary>
/// Buffered standard output in UTF-8. A piece written at once stays in one piece. Flushed when full, at exit, before standard input
/// is read, before standard error is written, and after every line on a terminal.
/// </summary>
public static class StandardOutput
{
    private const int Capacity = 1 << 15;

    private static readonly Lock Gate = new();
    private static readonly byte[] Buffer = new byte[Capacity];
    private static readonly Stream Target = OpenTarget();
    private static readonly bool IsTerminal = !Console.IsOutputRedirected;
    private static int s_length;
    private static StringBuilder? s_captured;

    /// <summary>Whether what tests write is kept for their reports; otherwise it goes where it always goes.</summary>
    internal static bool CapturesTests { get; set; }

    public static void Write(ReadOnlySpan<char> text)
    {
        if (TryCapture(text))
        {
            return;
        }
        lock (Gate)
        {
            while (text.Length > Capacity / 4)
            {
                int cut = char.IsHighSurrogate(text[Capacity / 4 - 1]) ? Capacity / 4 - 1 : Capacity / 4;
                Append(text[..cut]);
                text = text[cut..];
            }
            Append(text);
            if (IsTerminal)
            {
                FlushBuffer();
            }
        }
    }

    public static void Flush()
    {
        lock (Gate)
        {
            FlushBuffer();
        }
    }

    /// <summary>Writes to standard error, after everything printed before.</summary>
    public static void WriteError(string text)
    {
        if (TryCapture(text))
        {
            return;
        }
        Flush();
        using Stream error = Console.OpenStandardError();
        error.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>From here on, what is written to standard output and standard error is kept.</summary>
    internal static void BeginCapture()
    {
        lock (Gate)
        {
            s_captured = CapturesTests ? new StringBuilder() : null;
        }
    }

    /// <summary>What has been written since <see cref="BeginCapture"/>.</summary>
    internal static string EndCapture()
    {
        lock (Gate)
        {
            string text = s_captured?.ToString() ?? "";
            s_captured = null;
            FlushBuffer();
            return text;
        }
    }

    /// <summary>False when nothing is being captured.</summary>
    internal static bool TryCapture(ReadOnlySpan<char> text)
    {
        if (s_captured is null)
        {
            return false;
        }
        lock (Gate)
        {
            s_captured?.Append(text);
            return s_captured is not null;
        }
    }

    private static void Append(ReadOnlySpan<char> text)
    {
        if (text.Length * 3 > Capacity - s_length)
        {
            FlushBuffer();
        }
        s_length += Encoding.UTF8.GetBytes(text, Buffer.AsSpan(s_length));
    }

    private static void FlushBuffer()
    {
        if (s_length > 0)
        {
            int length = s_length;
            s_length = 0;
            Target.Write(Buffer, 0, length);
            Target.Flush();
        }
    }

    private static Stream OpenTarget()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Flush();
        Console.SetOut(new ConsoleText());
        return Console.OpenStandardOutput();
    }
}
