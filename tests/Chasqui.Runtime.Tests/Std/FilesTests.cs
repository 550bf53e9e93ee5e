using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Std.Files;

namespace Chasqui.Runtime.Tests.Std;

public sealed class FilesTests : IDisposable
{
    private readonly PathValue _root = new(Directory.CreateTempSubdirectory("chasqui-test-").FullName);

    public void Dispose() => Directory.Delete(_root.Value, recursive: true);

    [Theory]
    [InlineData("/a/b.tar.gz", "/a", "b.tar.gz", ".gz", "b.tar")]
    [InlineData("a", ".", "a", "", "a")]
    [InlineData("/", "/", "", "", "")]
    [InlineData(".hidden", ".", ".hidden", "", ".hidden")]
    [InlineData("a/b/", "a", "b", "", "b")]
    [InlineData("..", ".", "..", "", "..")]
    public void Parts(string path, string parent, string name, string suffix, string stem)
    {
        var value = new PathValue(path);
        Assert.Equal((parent, name, suffix, stem), (value.Parent().Value, value.FileName(), value.Suffix(), value.Stem()));
    }

    [Fact]
    public void Joins()
    {
        Assert.Equal("a/b", new PathValue("a").Join("b").Value);
        Assert.Equal("/b", new PathValue("a").Join("/b").Value);
    }

    [Fact]
    public void What_is_written_is_read()
    {
        PathValue file = _root.Join("f.txt");
        Assert.True(file.WriteText("a\nñ", newline: Values.Some("\r\n")).IsOk());
        Assert.Equal("a\r\nñ", file.ReadText().Unwrap());
        Assert.Equal(5L, file.Size().Unwrap());
        Assert.True(file.WriteBytes(new Bytes([0xFF])).IsOk());
        Assert.Equal("invalid_data", file.ReadText().UnwrapErr().Kind);
        Assert.Equal("\uFFFD", file.ReadText(errors: "replace").Unwrap());
        Assert.Equal("ÿ", file.ReadText("latin-1").Unwrap());
        Assert.Equal("invalid_input", file.ReadText("klingon").UnwrapErr().Kind);
    }

    [Fact]
    public void Failures_say_what_and_where()
    {
        IoError error = _root.Join("none").ReadText().UnwrapErr();
        Assert.Equal(("not_found", "read_text"), (error.Kind, error.Operation));
        Assert.Equal($"read_text `{_root.Value}/none`: No such file or directory (os error 2)", error.Message());
        Assert.Equal("not_found", _root.Join("none").Unlink().UnwrapErr().Kind);
        Assert.Equal("not_found", _root.Join("a/b").MakeDirectory().UnwrapErr().Kind);
        Assert.Equal("already_exists", _root.MakeDirectory(parents: true).UnwrapErr().Kind);
        Assert.True(_root.MakeDirectory(existOk: true).IsOk());
    }

    [Fact]
    public void Entries_and_patterns()
    {
        _root.Join("sub/deep").MakeDirectory(parents: true).Unwrap();
        foreach (string name in new[] { "a.txt", "b.md", "sub/c.txt", "sub/deep/d.txt" })
        {
            _root.Join(name).Touch().Unwrap();
        }
        Assert.Equal("a.txt b.md sub", Names(_root.Entries().Unwrap()));
        Assert.Equal("a.txt", Names(_root.Glob("*.txt").Unwrap()));
        Assert.Equal("c.txt", Names(_root.Glob("*/*.txt").Unwrap()));
        Assert.Equal("a.txt c.txt d.txt", Names(_root.GlobBelow("*.txt").Unwrap()));
        Assert.Equal("not_found", _root.Join("none").Entries().UnwrapErr().Kind);

        _root.Join("a.txt").Copy(_root.Join("e.txt")).Unwrap();
        _root.Join("e.txt").Move(_root.Join("g.txt")).Unwrap();
        _root.Join("g.txt").Unlink().Unwrap();
        Assert.Equal("a.txt b.md sub", Names(_root.Entries().Unwrap()));
        _root.Join("sub").RemoveTree().Unwrap();
        Assert.False(_root.Join("sub").Exists());
    }

    [Theory]
    [InlineData("report.txt", "*.txt", true)]
    [InlineData("a/b.txt", "*.txt", true)]
    [InlineData("b", "[abc]", true)]
    [InlineData("a", "[!a]", false)]
    [InlineData("x.y", "x?y", true)]
    [InlineData("xxy", "x.y", false)]
    [InlineData("m", "[a-z]", true)]
    [InlineData("[", "[", true)]
    public void Patterns_over_strings(string value, string pattern, bool expected) =>
        Assert.Equal(expected, GlobPattern.Matches(value, pattern));

    private static string Names(ValueList<PathValue> paths) => string.Join(' ', paths.Items.ToArray().Select(p => p.FileName()));
}
