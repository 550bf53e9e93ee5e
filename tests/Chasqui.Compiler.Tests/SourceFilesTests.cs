using System.Text;
using Chasqui.Compiler.Tests.Metadata;

namespace Chasqui.Compiler.Tests;

/// <summary>What is wrong with a file is a diagnostic, whether the command line names it or an import.</summary>
public sealed class SourceFilesTests : IDisposable
{
    private const string Program = "def main() -> None:\n    println(\"hello\")\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("chasqui").FullName;

    public static TheoryData<byte[]> NotText => [[0xFF, 0xFE, 0x41], [0xC3, 0x28], Encoding.UTF8.GetBytes("x = 1\0\n")];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_file() => AssertReports("CHQ8001", Path.Combine(_folder, "none.incn"));

    [Theory]
    [MemberData(nameof(NotText))]
    public void An_entry_that_is_not_UTF8_text(byte[] content) => AssertReports("CHQ8003", Write("main.incn", content));

    [Theory]
    [MemberData(nameof(NotText))]
    public void An_import_that_is_not_UTF8_text(byte[] content)
    {
        Write("other.incn", content);
        AssertReports("CHQ8003", Write("main.incn", Encoding.UTF8.GetBytes("import other\n\n" + Program)));
    }

    [Fact]
    public void A_file_that_the_system_does_not_give()
    {
        var diagnostics = new Compiler.Diagnostics.DiagnosticBag();
        Assert.Null(SourceFiles.Read(_folder, diagnostics));
        Assert.Equal("CHQ8002", Assert.Single(diagnostics.ToSortedArray()).Id);
    }

    [Fact]
    public void A_folder_without_a_program() => AssertReports("CHQ8004", _folder);

    [Theory]
    [InlineData("main.incn")]
    [InlineData("src/main.incn")]
    public void A_folder_stands_for_its_entry_and_a_byte_order_mark_is_no_text(string entry)
    {
        Write(entry, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Program)]);
        CompilationResult result = Compilation.Compile(new CompilationOptions(_folder, RuntimeAssembly.Path));
        Assert.Empty(result.Diagnostics);
        Assert.Equal("main", result.AssemblyName);
    }

    private void AssertReports(string id, string path)
    {
        CompilationResult result = Compilation.Compile(new CompilationOptions(path, RuntimeAssembly.Path));
        Assert.Equal([id], result.Diagnostics.Select(d => d.Id));
        Assert.False(result.Succeeded);
    }

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _folder);
        File.WriteAllBytes(path, content);
        return path;
    }
}
