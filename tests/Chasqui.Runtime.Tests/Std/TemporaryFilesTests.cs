using Chasqui.Runtime.Std.Files;

namespace Chasqui.Runtime.Tests.Std;

public sealed class TemporaryFilesTests
{
    [Fact]
    public void A_dropped_directory_is_gone_with_its_content()
    {
        TemporaryDirectory directory = TemporaryDirectory.TryNew().Unwrap();
        directory.Location().Join("f").Touch().Unwrap();
        directory.Drop();
        Assert.False(directory.Location().Exists());
    }

    [Fact]
    public void A_file_stays_when_persisted()
    {
        TemporaryDirectory directory = TemporaryDirectory.TryNew().Unwrap();
        NamedTemporaryFile kept = NamedTemporaryFile.TryNewWith("a", ".txt", Values.Some(directory.Location())).Unwrap();
        NamedTemporaryFile lost = NamedTemporaryFile.TryNewWith("b", "", Values.Some(directory.Location())).Unwrap();
        Assert.Equal(".txt", kept.Location().Suffix());
        Assert.True(lost.Location().IsFile());
        kept.Persist();
        kept.Drop();
        lost.Drop();
        Assert.Equal((true, false), (kept.Location().Exists(), lost.Location().Exists()));
        directory.Drop();
        Assert.Equal("not_found", NamedTemporaryFile.TryNewWith("a", "", Values.Some(directory.Location())).UnwrapErr().Kind);
    }
}
