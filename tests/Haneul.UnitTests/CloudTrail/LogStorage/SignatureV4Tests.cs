using System.Globalization;
using System.Text;
using Haneul.Security.CloudTrail.LogStorage.Buckets;

namespace Haneul.UnitTests.CloudTrail.LogStorage;

/// <summary>The examples that Amazon publishes for signature version 4: of S3 (signature calculations for the authorization header) and of the general test suite.</summary>
public sealed class SignatureV4Tests
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string S3Host = "examplebucket.s3.amazonaws.com";

    private static readonly SigningScope S3 = Scope("20130524T000000Z", "s3");
    private static readonly SigningScope Suite = Scope("20150830T123600Z", "service");

    [Fact]
    public void Getting_an_object_is_signed_as_published() => Assert.Equal(
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, " +
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        SignS3("GET", "/test.txt", [], EmptyHash, ("Range", "bytes=0-9")));

    [Fact]
    public void Putting_an_object_is_signed_as_published()
    {
        var hash = SignatureV4.HexHash("Welcome to Amazon S3."u8);

        Assert.Equal("44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072", hash);
        Assert.EndsWith(
            "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class, Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
            SignS3("PUT", "/test$file.text", [], hash, ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_without_a_value_is_signed_as_published() => Assert.EndsWith(
        "Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543", SignS3("GET", "/", [new("lifecycle", "")], EmptyHash), StringComparison.Ordinal);

    [Fact]
    public void Several_parameters_are_signed_as_published() => Assert.EndsWith(
        "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        SignS3("GET", "/", [new("prefix", "J"), new("max-keys", "2")], EmptyHash),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("GET", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", "Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    public void The_general_suite_is_met(string method, string query, string signature)
    {
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]));
        var request = new SignedRequest(
            method, "/", [.. parameters], [new("Host", "example.amazonaws.com"), new("X-Amz-Date", Suite.Timestamp)], EmptyHash);

        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature={signature}",
            SignatureV4.Authorize(request, Suite, "AKIDEXAMPLE", Encoding.ASCII.GetBytes("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")));
    }

    [Fact]
    public void The_signing_key_is_derived_as_published()
    {
        Span<byte> key = stackalloc byte[32];

        SignatureV4.DeriveKey(Scope("20150830T123600Z", "iam"), Encoding.ASCII.GetBytes("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), key);

        Assert.Equal("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9", Convert.ToHexStringLower(key));
    }

    [Theory]
    [InlineData("/bucket/a b/ü+~.txt", "/bucket/a%20b/%C3%BC%2B~.txt")]
    [InlineData("/bucket/trail/2026-11-22_a.gz", "/bucket/trail/2026-11-22_a.gz")]
    public void A_path_is_escaped_once_and_keeps_its_slashes(string path, string escaped) => Assert.Equal(escaped, SignatureV4.EscapePath(path));

    private static string SignS3(string method, string path, KeyValuePair<string, string>[] query, string hash, params (string Name, string Value)[] headers)
    {
        var all = headers.Append(("Host", S3Host)).Append(("x-amz-content-sha256", hash)).Append(("x-amz-date", S3.Timestamp));
        return SignatureV4.Authorize(
            new SignedRequest(method, path, query, [.. all.Select(header => new KeyValuePair<string, string>(header.Item1, header.Item2))], hash),
            S3,
            "AKIAIOSFODNN7EXAMPLE",
            Encoding.ASCII.GetBytes("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    }

    private static SigningScope Scope(string timestamp, string service) =>
        new(DateTimeOffset.ParseExact(timestamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), "us-east-1", service);
}
