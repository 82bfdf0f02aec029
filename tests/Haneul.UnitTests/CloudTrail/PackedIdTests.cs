using Haneul.Security.CloudTrail;

namespace Haneul.UnitTests.CloudTrail;

/// <summary>What is packed comes back letter by letter: an id that reads otherwise than it was sent leads nowhere.</summary>
public sealed class PackedIdTests
{
    [Theory]
    [InlineData("019aa8f2-6c1e-7d3b-9f47-3d0f6a1b2c3d")]
    [InlineData("019AA8F2-6c1e-7d3b-9f47-3d0f6a1b2c3d")]
    [InlineData("019aa8f26c1e7d3b9f473d0f6a1b2c3d")]
    [InlineData("req-019aa8f2-6c1e-7d3b-9f47-3d0f6a1b2c3d")]
    [InlineData("+19aa8f2-6c1e-7d3b-9f47-3d0f6a1b2c3d")]
    [InlineData("0x9aa8f2-6c1e-7d3b-9f47-3d0f6a1b2c3d")]
    [InlineData("req-019aa8f2-0x1e-7d3b-9f47-3d0f6a1b2c3d")]
    [InlineData("019aa8f2-+c1e-7d3b-9f47-0x0f6a1b2c3d")]
    [InlineData("+19aa8f26c1e7d3b9f473d0f6a1b2c3d")]
    [InlineData("0x9aa8f26c1e7d3b9f473d0f6a1b2c3d")]
    [InlineData("-")]
    [InlineData("")]
    [InlineData("\ud83d\udd11")]
    public void An_id_comes_back_as_it_was(string id) => Assert.Equal(id, PackedId.Unpack(PackedId.Pack(id)));

    [Fact]
    public void Different_ids_are_different_bytes() =>
        Assert.NotEqual(PackedId.Pack("0x9aa8f2-6c1e-7d3b-9f47-3d0f6a1b2c3d"), PackedId.Pack("009aa8f2-6c1e-7d3b-9f47-3d0f6a1b2c3d"));
}
