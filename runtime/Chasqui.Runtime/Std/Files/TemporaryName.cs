using Chasqui.Runtime.Core;

namespace Chasqui.Runtime.Std.Files;

/// <summary>Tries random names until one is free.</summary>
internal static class TemporaryName
{
    /// <param name="prefix">Of the name.</param>
    /// <param name="suffix">Of the name.</param>
    /// <param name="dir">Where; by default the system's directory for temporary files.</param>
    /// <param name="make">Null when the name is taken.</param>
    public static Result<T, IoError> Make<T>(string prefix, string suffix, Option<PathValue> dir, Func<string, T?> make)
        where T : class
    {
        string parent = dir.IsSome() ? dir.Value.Value : Path.GetTempPath();
        return IoAttempt.Run("tempfile", parent, () =>
        {
            if (!Directory.Exists(parent))
            {
                throw new DirectoryNotFoundException();
            }
            while (true)
            {
                if (make(Path.Combine(parent, prefix + Path.GetRandomFileName()[..8] + suffix)) is { } made)
                {
                    return made;
                }
            }
        });
    }
}
