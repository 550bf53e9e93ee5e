using System.Globalization;
using System.Text;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Text;

public static partial class StringMethods
{
    [Name("capitalize")]
    public static string Capitalize(string self)
    {
        int first = self.Length == 0 ? 0 : Scalars.LengthAt(self, 0);
        return Upper(self[..first]) + Lower(self[first..]);
    }

    [Name("title")]
    public static string Title(string self)
    {
        TextBuffer text = TextBuffer.Rent();
        bool inWord = false;
        int cursor = 0;
        while (MoveNext(self, ref cursor, out string scalar))
        {
            text.Append(inWord ? Lower(scalar) : Upper(scalar));
            inWord = IsLetter(scalar);
        }
        return text.Finish();
    }

    [Name("swapcase")]
    public static string SwapCase(string self)
    {
        TextBuffer text = TextBuffer.Rent();
        int cursor = 0;
        while (MoveNext(self, ref cursor, out string scalar))
        {
            text.Append(CategoryOf(scalar) == UnicodeCategory.LowercaseLetter ? Upper(scalar) : Lower(scalar));
        }
        return text.Finish();
    }

    /// <summary>For comparisons that ignore case.</summary>
    [Name("casefold")]
    public static string CaseFold(string self) => Lower(Upper(self));

    [Name("isdigit"), Name("is_digit"), Name("isdecimal")]
    public static bool IsDigit(string self) => All(self, static s => CategoryOf(s) == UnicodeCategory.DecimalDigitNumber);

    [Name("isnumeric"), Name("is_numeric")]
    public static bool IsNumeric(string self) => All(self, static s => char.IsNumber(s, 0));

    [Name("isascii"), Name("is_ascii")]
    public static bool IsAscii(string self) => Ascii.IsValid(self);

    [Name("isidentifier")]
    public static bool IsIdentifier(string self) =>
        self.Length > 0 && !char.IsAsciiDigit(self[0]) && All(self, static s => char.IsAsciiLetterOrDigit(s[0]) || s == "_");

    [Name("istitle")]
    public static bool IsTitle(string self) => self.Length > 0 && Title(self) == self && !Lower(self).Equals(Upper(self), StringComparison.Ordinal);

    [Name("isalpha"), Name("is_alpha")]
    public static bool IsAlpha(string self) => All(self, IsLetter);

    [Name("isalnum"), Name("is_alnum")]
    public static bool IsAlphanumeric(string self) =>
        All(self, static s => IsLetter(s) || CategoryOf(s) == UnicodeCategory.DecimalDigitNumber);

    [Name("isspace"), Name("is_space")]
    public static bool IsSpace(string self) => All(self, static s => char.IsWhiteSpace(s, 0));

    [Name("isupper"), Name("is_upper")]
    public static bool IsUpper(string self) => HasCase(self, UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter);

    [Name("islower"), Name("is_lower")]
    public static bool IsLower(string self) => HasCase(self, UnicodeCategory.LowercaseLetter, UnicodeCategory.UppercaseLetter);

    [Name("zfill")]
    public static string ZeroFill(string self, long width)
    {
        bool isSigned = self.Length > 0 && self[0] is '+' or '-';
        string zeros = Repeat("0", width - Scalars.Count(self));
        return isSigned ? self[0] + zeros + self[1..] : zeros + self;
    }

    [Name("ljust")]
    public static string LeftJustify(string self, long width, string fill = " ") => self + Padding(width - Scalars.Count(self), fill);

    [Name("rjust")]
    public static string RightJustify(string self, long width, string fill = " ") => Padding(width - Scalars.Count(self), fill) + self;

    [Name("center")]
    public static string Center(string self, long width, string fill = " ")
    {
        long missing = Math.Max(0, width - Scalars.Count(self));
        // Where the sides differ, the left is wider in an odd width, as in Python.
        long left = (missing / 2) + (missing & width & 1);
        return Padding(left, fill) + self + Padding(missing - left, fill);
    }

    /// <summary>The text as UTF-8.</summary>
    [Name("encode"), Name("to_bytes")]
    public static Bytes Encode(string self, string encoding = "utf-8")
    {
        Bytes.CheckEncoding(encoding);
        return new(Encoding.UTF8.GetBytes(self));
    }

    private static string Padding(long count, string fill) =>
        Scalars.Count(fill) == 1 ? Repeat(fill, count) : throw new ValueError("the fill must be one character");

    private static UnicodeCategory CategoryOf(string scalar) => CharUnicodeInfo.GetUnicodeCategory(scalar, 0);

    private static bool IsLetter(string scalar) => char.IsLetter(scalar, 0);

    private static bool All(string text, Func<string, bool> test)
    {
        int cursor = 0;
        while (MoveNext(text, ref cursor, out string scalar))
        {
            if (!test(scalar))
            {
                return false;
            }
        }
        return text.Length > 0;
    }

    private static bool HasCase(string text, UnicodeCategory wanted, UnicodeCategory other)
    {
        bool found = false;
        int cursor = 0;
        while (MoveNext(text, ref cursor, out string scalar))
        {
            UnicodeCategory category = CategoryOf(scalar);
            if (category == other || category == UnicodeCategory.TitlecaseLetter)
            {
                return false;
            }
            found |= category == wanted;
        }
        return found;
    }
}
