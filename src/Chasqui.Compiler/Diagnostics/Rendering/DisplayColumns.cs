using System.Globalization;
using System.Text;

namespace Chasqui.Compiler.Diagnostics.Rendering;

/// <summary>How many terminal columns text takes: tabs go to the next multiple of four, East Asian wide characters take two, combining ones none.</summary>
internal static class DisplayColumns
{
    private const int TabWidth = 4;

    public static int WidthOf(ReadOnlySpan<char> text)
    {
        int column = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            column += rune.Value == '\t' ? TabWidth - column % TabWidth : WidthOf(rune);
        }
        return column;
    }

    public static int WidthOf(string text, int length) => WidthOf(text.AsSpan(0, length));

    /// <summary>The text with spaces for its tabs.</summary>
    public static string Expand(string text)
    {
        if (!text.Contains('\t'))
        {
            return text;
        }
        var expanded = new StringBuilder();
        int column = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value == '\t')
            {
                int spaces = TabWidth - column % TabWidth;
                expanded.Append(' ', spaces);
                column += spaces;
            }
            else
            {
                expanded.Append(rune.ToString());
                column += WidthOf(rune);
            }
        }
        return expanded.ToString();
    }

    private static int WidthOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => IsWide(rune.Value) ? 2 : 1,
    };

    /// <summary>The blocks of East Asian Width W and F, and the emoji planes.</summary>
    private static bool IsWide(int scalar) => scalar is
        (>= 0x1100 and <= 0x115F)
        or (>= 0x2E80 and <= 0x303E)
        or (>= 0x3041 and <= 0xA4CF)
        or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F)
        or (>= 0xFF00 and <= 0xFF60)
        or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1F64F)
        or (>= 0x1F680 and <= 0x1F6FF)
        or (>= 0x1F900 and <= 0x1F9FF)
        or (>= 0x20000 and <= 0x3FFFD);
}
