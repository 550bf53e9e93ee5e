namespace Chasqui.Sdk.Tests.Infrastructure;

/// <summary>A folder of its own for one test, with a space in its path.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("chasqui-");

    public TemporaryFolder()
    {
        Root = _parent.CreateSubdirectory("my folder").FullName;
    }

    public string Root { get; }

    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Gives the file's path.</summary>
    public string Write(string name, string text)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Root);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _parent.Delete(recursive: true);
}
