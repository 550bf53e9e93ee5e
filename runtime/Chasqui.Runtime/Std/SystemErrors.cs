namespace Chasqui.Runtime.Std;

/// <summary>The operating system's words for what .NET's file exceptions report.</summary>
internal static class SystemErrors
{
    public static string Describe(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => "No such file or directory (os error 2)",
        UnauthorizedAccessException when Directory.Exists(PathIn(error)) => "Is a directory (os error 21)",
        UnauthorizedAccessException => "Permission denied (os error 13)",
        _ => error.Message,
    };

    /// <summary>.NET names the path only in the message, between apostrophes.</summary>
    private static string? PathIn(Exception error)
    {
        int start = error.Message.IndexOf('\'');
        int end = error.Message.LastIndexOf('\'');
        return start >= 0 && end > start ? error.Message[(start + 1)..end] : null;
    }
}
