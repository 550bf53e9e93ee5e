using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using Antlr4.Runtime.Tree;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;
using static Chasqui.Compiler.Syntax.Generated.ChasquiParser;

namespace Chasqui.Compiler.Syntax.Building;

internal sealed partial class AstBuilder
{
    private ExpressionSyntax Leaf(ITerminalNode node)
    {
        var span = Span(node);
        return node.Symbol.Type switch
        {
            INT => IntLiteral(node),
            FLOAT => new FloatLiteralSyntax(
                span, double.Parse(span.Text.Replace("_", ""), CultureInfo.InvariantCulture)),
            DECIMAL => new DecimalLiteralSyntax(span, span.Text.Replace("_", "")[..^1]),
            TRUE => new BoolLiteralSyntax(span, true),
            FALSE => new BoolLiteralSyntax(span, false),
            NONE => new NoneLiteralSyntax(span),
            STRING => new StringLiteralSyntax(span, Unescape(Content(span, 0, 1), false)),
            TRIPLE_STRING => new StringLiteralSyntax(span, Unescape(Content(span, 0, 3), false)),
            RAW_STRING => new StringLiteralSyntax(span, Content(span, 1, 1).Text),
            RAW_TRIPLE_STRING => new StringLiteralSyntax(span, Content(span, 1, 3).Text),
            BYTES => Bytes(span),
            _ => new NameExpressionSyntax(span, span.Text),
        };
    }

    private IntLiteralSyntax IntLiteral(ITerminalNode node)
    {
        var span = Span(node);
        string digits = span.Text.Replace("_", "");
        var value = digits.Length > 1 && digits[0] == '0' ? digits[1] switch
        {
            'x' or 'X' when !digits[2..].All(char.IsAsciiHexDigit) => BigInteger.Zero,
            'x' or 'X' => BigInteger.Parse("0" + digits[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            'b' or 'B' => digits[2..].Aggregate(BigInteger.Zero, (sum, d) => sum * 2 + (d - '0')),
            'o' or 'O' => digits[2..].Aggregate(BigInteger.Zero, (sum, d) => sum * 8 + (d - '0')),
            _ => Decimal(digits),
        } : Decimal(digits);
        if (value >= BigInteger.One << 128)
        {
            diagnostics.Add(SyntaxErrors.InvalidNumber(span));
            value = BigInteger.Zero;
        }
        return new IntLiteralSyntax(span, value);

        // No integer type has more digits; a longer text is not worth its quadratic conversion.
        static BigInteger Decimal(string text) =>
            !text.All(char.IsAsciiDigit) ? BigInteger.Zero
            : text.Length > 60 ? BigInteger.One << 128
            : BigInteger.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Without prefix and quotes; an unterminated string has no closing ones.</summary>
    private SourceSpan Content(SourceSpan span, int prefix, int quotes)
    {
        int start = Math.Min(prefix + quotes, span.Length);
        string text = span.Text;
        bool isClosed = text.Length >= start + quotes
            && text[prefix] == text[^1] && text.AsSpan(text.Length - quotes).IndexOfAnyExcept(text[^1]) < 0;
        return source.Span(span.Start + start, Math.Max(0, span.Length - start - (isClosed ? quotes : 0)));
    }

    private BytesLiteralSyntax Bytes(SourceSpan span)
    {
        var content = Content(span, 1, 1);
        string text = Unescape(content, true);
        if (text.Any(c => c > 0xFF) || content.Text.Any(c => c > 0x7F))
        {
            diagnostics.Add(SyntaxErrors.NonAsciiBytes(span));
            return new BytesLiteralSyntax(span, []);
        }
        return new BytesLiteralSyntax(span, [.. text.Select(c => (byte)c)]);
    }

    private string Unescape(SourceSpan content, bool isBytes, bool isFormat = false)
    {
        string text = content.Text;
        if (text.AsSpan().IndexOfAny('\\', isFormat ? '{' : '\\', isFormat ? '}' : '\\') < 0)
        {
            return text;
        }
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (isFormat && c is '{' or '}' && isFormat && i + 1 < text.Length && text[i + 1] == c)
            {
                result.Append(c);
                i++;
            }
            else if (c != '\\' || i + 1 == text.Length)
            {
                result.Append(c);
            }
            else
            {
                i = Escape(content, text, i, isBytes, result);
            }
        }
        return result.ToString();
    }

    /// <summary>Appends one escape and returns the index of its last character. An unknown escape stays as written.</summary>
    private int Escape(SourceSpan content, string text, int at, bool isBytes, StringBuilder result)
    {
        char kind = text[at + 1];
        switch (kind)
        {
            case 'n': result.Append('\n'); return at + 1;
            case 't': result.Append('\t'); return at + 1;
            case 'r': result.Append('\r'); return at + 1;
            case '0': result.Append('\0'); return at + 1;
            case '\\' or '"' or '\'': result.Append(kind); return at + 1;
            case 'x': return Hex(2);
            case 'u' when !isBytes && at + 2 < text.Length && text[at + 2] == '{': return Braced();
            case 'u' when !isBytes: return Hex(4);
            default:
                result.Append('\\').Append(kind);
                return at + 1;
        }

        int Hex(int digits)
        {
            if (at + 2 + digits <= text.Length
                && int.TryParse(text.AsSpan(at + 2, digits), NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture, out int value))
            {
                result.Append((char)value);
                return at + 1 + digits;
            }
            return Invalid(Math.Min(text.Length, at + 2 + digits));
        }

        int Braced()
        {
            int close = text.IndexOf('}', at);
            if (close > at + 3 && close - at <= 9
                && int.TryParse(text.AsSpan(at + 3, close - at - 3), NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture, out int value)
                && Rune.IsValid(value))
            {
                result.Append(new Rune(value).ToString());
                return close;
            }
            return Invalid(close < 0 ? text.Length : close + 1);
        }

        int Invalid(int end)
        {
            diagnostics.Add(SyntaxErrors.InvalidEscape(source.Span(content.Start + at, end - at)));
            return end - 1;
        }
    }

    // ---- f-strings

    private FStringSyntax FString(FstringContext context) => new(
        Span(context), Merge(context.fstringPart().Select(p => p.hole() is { } hole
            ? (FStringPartSyntax)Hole(hole)
            : Text(Span(p.FSTRING_TEXT())))));

    private FStringTextSyntax Text(SourceSpan span) => new(span, Unescape(span, false, true));

    /// <summary>A quote inside a triple-quoted f-string is a token of its own; the text is one.</summary>
    private static ImmutableArray<FStringPartSyntax> Merge(IEnumerable<FStringPartSyntax> parts)
    {
        var result = ImmutableArray.CreateBuilder<FStringPartSyntax>();
        foreach (var part in parts)
        {
            if (part is FStringTextSyntax text && result.Count > 0 && result[^1] is FStringTextSyntax before)
            {
                result[^1] = new FStringTextSyntax(before.Span.To(text.Span), before.Text + text.Text);
            }
            else
            {
                result.Add(part);
            }
        }
        return result.ToImmutable();
    }

    private FStringHoleSyntax Hole(HoleContext context)
    {
        var value = List(context.expressionList());
        string? prefix = null;
        if (context.ASSIGN() is { } equals)
        {
            int start = context.Start.StopIndex + 1;
            int end = equals.Symbol.StopIndex + 1;
            while (end < source.Length && source.Text[end] == ' ')
            {
                end++;
            }
            prefix = source.Span(start, end - start).Text;
        }
        var spec = context.specPart();
        var conversion = spec.Length == 1 && spec[0].SPEC_TEXT() is { } text ? Span(text).Text switch
        {
            "?" => FStringConversion.Debug,
            "#?" => FStringConversion.PrettyDebug,
            _ => FStringConversion.Display,
        } : FStringConversion.Display;
        bool isDebug = context.NAME() is { } flag
            ? IsConversionFlag(flag, hasSpec: spec.Length > 0) && flag.GetText() == "r"
            // As in Python, `{x=}` shows what x is rather than how it reads.
            : prefix is not null && spec.Length == 0;
        if (isDebug)
        {
            conversion = FStringConversion.Debug;
        }
        return new FStringHoleSyntax(
            Span(context), value, conversion,
            conversion != FStringConversion.Display ? [] : [.. spec.Select(s => s.hole() is { } inner
                ? (FStringPartSyntax)Hole(inner)
                : new FStringTextSyntax(Span(s), Span(s).Text))],
            prefix);
    }

    /// <summary>Python's <c>{x!r}</c> and <c>{x!s}</c>.</summary>
    private bool IsConversionFlag(ITerminalNode flag, bool hasSpec)
    {
        string name = flag.GetText();
        if (name is "r" or "s" && !(name == "r" && hasSpec))
        {
            return true;
        }
        diagnostics.Add(SyntaxErrors.InvalidForm(
            Span(flag), hasSpec ? "`!r` takes no format spec" : $"there is no conversion `!{name}`",
            hasSpec ? "write `{repr(value):spec}`" : "write `{value!r}` or `{value:?}` for the debug form"));
        return false;
    }
}
