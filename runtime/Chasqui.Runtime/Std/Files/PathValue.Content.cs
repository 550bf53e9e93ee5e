using System.Text;
using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std.Files;

public sealed partial class PathValue
{
    private const string Instead = "spawn_blocking";

    [Name("read_bytes"), Blocking(Instead)]
    public Result<Bytes, IoError> ReadBytes() => IoAttempt.Run("read_bytes", _text, () => new Bytes(File.ReadAllBytes(_text)));

    [Name("write_bytes"), Blocking(Instead)]
    public Result<Unit, IoError> WriteBytes(Bytes data) =>
        IoAttempt.Run("write_bytes", _text, () => File.WriteAllBytes(_text, data.Span));

    /// <param name="encoding">utf-8, utf-16, ascii or latin-1.</param>
    /// <param name="errors"><c>strict</c>: text that is not of this encoding is an error; <c>replace</c>: it becomes U+FFFD.</param>
    [Name("read_text"), Blocking(Instead)]
    public Result<string, IoError> ReadText(string encoding = "utf-8", string errors = "strict") =>
        IoAttempt.Run("read_text", _text, () =>
        {
            Encoding known = TextEncoding(encoding, errors);
            byte[] data = File.ReadAllBytes(_text);
            return known.GetString(data.AsSpan().StartsWith(known.Preamble) ? data.AsSpan(known.Preamble.Length) : data);
        });

    /// <param name="data">The new content.</param>
    /// <param name="encoding">As in read_text.</param>
    /// <param name="errors">As in read_text; what is replaced becomes <c>?</c>.</param>
    /// <param name="newline">What each line end is written as.</param>
    [Name("write_text"), Blocking(Instead)]
    public Result<Unit, IoError> WriteText(
        string data, string encoding = "utf-8", string errors = "strict", Option<string> newline = default) =>
        IoAttempt.Run("write_text", _text, () =>
        {
            string text = newline.IsSome() ? data.Replace("\n", newline.Value, StringComparison.Ordinal) : data;
            File.WriteAllBytes(_text, TextEncoding(encoding, errors).GetBytes(text));
        });

    /// <summary>Adds to the end, in UTF-8.</summary>
    [Name("append_text"), Blocking(Instead)]
    public Result<Unit, IoError> AppendText(string data) => IoAttempt.Run("append_text", _text, () => File.AppendAllText(_text, data));

    private static Encoding TextEncoding(string name, string errors)
    {
        string webName = name.ToLowerInvariant().Replace('_', '-') switch
        {
            "utf-8" or "utf8" => "utf-8",
            "utf-16" or "utf16" => "utf-16",
            "ascii" or "us-ascii" => "us-ascii",
            "latin-1" or "latin1" or "iso-8859-1" => "iso-8859-1",
            _ => throw new ArgumentException($"unknown encoding `{name}`"),
        };
        return errors switch
        {
            "strict" => Encoding.GetEncoding(webName, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
            "replace" => Encoding.GetEncoding(webName),
            _ => throw new ArgumentException($"errors must be `strict` or `replace`, found `{errors}`"),
        };
    }
}
