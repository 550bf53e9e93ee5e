using Chasqui.Runtime.Std;

namespace Chasqui.Runtime.Tests.Std;

public sealed class UuidTests
{
    private const string Canonical = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

    [Theory]
    [InlineData(Canonical)]
    [InlineData("6BA7B8109DAD11D180B400C04FD430C8")]
    [InlineData("{6ba7b810-9dad-11d1-80b4-00c04fd430c8}")]
    [InlineData("urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8")]
    public void Parses_every_form(string text)
    {
        Uuid uuid = Uuid.Parse(text).Unwrap();
        Assert.Equal((Canonical, UuidVersion.V1), (uuid.Canonical(), uuid.Version().Unwrap()));
        Assert.Equal(uuid, Uuid.FromInt(uuid.ToInt()));
        Assert.Equal(uuid, Uuid.FromBytes(uuid.ToBytes()).Unwrap());
    }

    [Theory]
    [InlineData("")]
    [InlineData("6ba7b810")]
    [InlineData(" 6ba7b810-9dad-11d1-80b4-00c04fd430c8")]
    [InlineData("urn:uuid:{6ba7b810-9dad-11d1-80b4-00c04fd430c8}")]
    public void Refuses_what_is_no_uuid(string text) => Assert.Equal("invalid_format", Uuid.Parse(text).UnwrapErr().Kind());

    [Fact]
    public void Names_have_the_published_identifiers()
    {
        Assert.Equal("6fa459ea-ee8a-3ca4-894e-db77e160355e", Uuid.FromNameMd5(UuidModule.Dns, "python.org").Canonical());
        Assert.Equal("886313e1-3b8a-5372-9b90-0c9aee199e5d", Uuid.FromNameSha1(UuidModule.Dns, "python.org").Canonical());
    }

    [Fact]
    public void The_version_is_read_back()
    {
        Assert.Equal("Nil Max V4 V7 Unknown(15)", string.Join(' ', new[]
        {
            Uuid.Nil(), Uuid.Max(), Uuid.Random(), Uuid.FromTime(), Uuid.Parse("00000000-0000-f000-8000-000000000000").Unwrap(),
        }.Select(u => u.Version().Unwrap())));
    }
}
