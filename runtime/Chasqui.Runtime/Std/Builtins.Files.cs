using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Std;

public static partial class Builtins
{
    [Name("read_file"), Blocking("spawn_blocking")]
    public static Result<string, string> ReadFile(string path) => Attempt(() => File.ReadAllText(path));

    [Name("write_file"), Blocking("spawn_blocking")]
    public static Result<Unit, string> WriteFile(string path, string text) => Attempt(() =>
    {
        File.WriteAllText(path, text);
        return default(Unit);
    });

    private static Result<T, string> Attempt<T>(Func<T> operation)
    {
        try
        {
            return Result<T, string>.Ok(operation());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Result<T, string>.Err(SystemErrors.Describe(error));
        }
    }
}
