using System.Text;
using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Files;

/// <summary>Turns .NET's file exceptions into <see cref="IoError"/>s.</summary>
internal static class IoAttempt
{
    private const int FileExists = 17;
    private const int CrossDevice = 18;
    private const int NotEmpty = 39;

    public static Result<T, IoError> Run<T>(string operation, string path, Func<T> body)
    {
        try
        {
            return Result<T, IoError>.Ok(body());
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            return Result<T, IoError>.Err(new IoError(KindOf(error), SystemErrors.Describe(error), operation, path));
        }
    }

    public static Result<Unit, IoError> Run(string operation, string path, Action body) => Run<Unit>(operation, path, () =>
    {
        body();
        return default;
    });

    private static bool IsOfFiles(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or DecoderFallbackException;

    private static string KindOf(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => "not_found",
        UnauthorizedAccessException => "permission_denied",
        EndOfStreamException => "unexpected_eof",
        DecoderFallbackException or InvalidDataException => "invalid_data",
        ArgumentException or NotSupportedException or PathTooLongException => "invalid_input",
        IOException io => (io.HResult & 0xFFFF) switch
        {
            FileExists => "already_exists",
            CrossDevice => "cross_device",
            NotEmpty => "directory_not_empty",
            _ => "other",
        },
        _ => "other",
    };
}
