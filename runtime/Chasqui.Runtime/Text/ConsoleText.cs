using System.Text;

namespace Chasqui.Runtime.Text;

/// <summary>What .NET code writes to the console, in its place among what the program prints.</summary>
internal sealed class ConsoleText : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => StandardOutput.Write([value]);

    public override void Write(string? value) => StandardOutput.Write(value);

    public override void Write(ReadOnlySpan<char> buffer) => StandardOutput.Write(buffer);

    public override void Write(char[] buffer, int index, int count) => StandardOutput.Write(buffer.AsSpan(index, count));

    public override void WriteLine(string? value) => StandardOutput.Write(value + NewLine);

    public override void Flush() => StandardOutput.Flush();
}
