using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Haneul.Security.Iam.OAuth;

namespace Haneul.UnitTests.Iam;

public sealed class OAuthSignatureTests
{
    // The signed request for a photo in RFC 5849, 1.2.
    private const string Photo = """
        OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk", oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131202", oauth_nonce="chapoH", oauth_signature="MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D"
        """;

    [Fact]
    public void The_example_of_the_RFC_is_signed_as_it_says()
    {
        Assert.True(OAuthHeader.TryParse(Photo, out var header));

        var text = SignatureBase.Build("GET", new Uri("http://photos.example.net:80/photos"), [new("file", "vacation.jpg"), new("size", "original")], header);

#pragma warning disable CA5350 // What OAuth1 is made of.
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.ASCII.GetBytes("kd94hf93k423kf44&pfkkdhi9sl3r4s00"), Encoding.ASCII.GetBytes(text)));
#pragma warning restore CA5350
        Assert.Equal(header.Find("oauth_signature"), signature);
        Assert.Null(header.Find("realm"));
    }

    [Fact]
    public void Repeated_and_odd_parameters_are_put_in_the_order_of_their_escaped_form()
    {
        Assert.True(OAuthHeader.TryParse("OAuth oauth_nonce=\"n\"", out var header));

        var text = SignatureBase.Build("post", new Uri("https://Example.COM:8443/A%20b"), [new("b", "2"), new("b", "10"), new("a b", "é"), new("B", "")], header);

        Assert.Equal("POST&https%3A%2F%2Fexample.com%3A8443%2FA%2520b&B%3D%26a%2520b%3D%25C3%25A9%26b%3D10%26b%3D2%26oauth_nonce%3Dn", text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("OAuth")]
    [InlineData("Basic a=\"b\"")]
    [InlineData("OAuthx a=\"b\"")]
    [InlineData("OAuth a=b")]
    [InlineData("OAuth a=\"b")]
    [InlineData("OAuth =\"b\"")]
    [InlineData("OAuth a=\"b\",")]
    [InlineData("OAuth a=\"b\",a=\"c\"")]
    [InlineData("OAuth a=\"%4\"")]
    [InlineData("OAuth a=\"%zz\"")]
    [InlineData("OAuth a=\"%ff\"")]
    [InlineData("OAuth a=\"b\"c\"")]
    [InlineData("OAuth a=\"\u00e9\"")]
    public void A_header_that_is_not_well_formed_is_none(string? header) => Assert.False(OAuthHeader.TryParse(header, out _));

    [Fact]
    public void Too_much_of_a_header_is_none()
    {
        Assert.False(OAuthHeader.TryParse("OAuth a=\"" + new string('b', 9000) + "\"", out _));
        Assert.False(OAuthHeader.TryParse("OAuth " + string.Join(',', Enumerable.Range(0, 40).Select(number => $"p{number}=\"v\"")), out _));
    }

    [Fact]
    public void Whatever_is_escaped_into_a_header_comes_out_of_it() => Prop.ForAll<NonNull<string>, NonNull<string>>((first, second) =>
    {
        var (one, two) = (WellFormed(first.Get), WellFormed(second.Get));
        return OAuthHeader.TryParse($"oauth x=\"{Uri.EscapeDataString(one)}\",\t y%20z=\"{Uri.EscapeDataString(two)}\" ", out var header)
            && header.Parameters["x"] == one && header.Parameters["y z"] == two;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_the_parser_throw() =>
        Prop.ForAll<NonNull<string>>(text => OAuthHeader.TryParse("OAuth " + text.Get, out var header) == header is not null).QuickCheckThrowOnFailure();

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
