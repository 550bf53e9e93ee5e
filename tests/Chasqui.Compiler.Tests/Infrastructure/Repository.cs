namespace Chasqui.Compiler.Tests.Infrastructure;

/// <summary>Files of the source tree that tests read: conformance cases, diagnostic pages, grammars.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Chasqui.slnx")))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException($"no Chasqui.slnx above {start}");
    }
}
