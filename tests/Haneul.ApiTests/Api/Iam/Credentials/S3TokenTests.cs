using System.Security.Cryptography;
using System.Text;
using Haneul.ApiTests.Access.Delegation;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Credentials;

public sealed class S3TokenTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Path = "/identity/v3/s3tokens";
    private const string OldString = "GET\n\n\nFri, 01 Jan 2027 00:00:00 GMT\n/bucket/key";
    private const string NewString = "AWS4-HMAC-SHA256\n20270101T000000Z\n20270101/kr-central-2/s3/aws4_request\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData(OldString)]
    [InlineData(NewString)]
    public async Task A_right_signature_is_answered_with_whose_it_is_and_no_token(string signed)
    {
        var (user, access, secret) = await CreateKeyAsync();
        using var response = await AskAsync(await fixture.AdminTokenAsync(), access, signed, Sign(secret, signed));

        var token = (await ContractCheck.VerifyAsync("ValidateS3Token", response)).GetProperty("token");
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(user.Persona.UserId, token.GetProperty("user").GetProperty("id").GetString());
        Assert.Equal(user.Persona.ProjectId, token.GetProperty("project").GetProperty("id").GetString());
        Assert.Equal(["project_member", "project_reader"], token.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()));
        Assert.Equal("ec2credential", token.GetProperty("methods")[0].GetString());
        Assert.False(response.Headers.Contains("X-Subject-Token"));
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_signature_the_answer_is_one_401()
    {
        var (user, access, secret) = await CreateKeyAsync();
        var admin = await fixture.AdminTokenAsync();
        var texts = new HashSet<string>(StringComparer.Ordinal);
        (string Access, string Signed, string Signature)[] wrong =
        [
            (access, OldString, Sign(secret + "x", OldString)), (access, NewString, Sign(secret, OldString)), (access, NewString, Sign(secret, NewString).ToUpperInvariant()),
            (access, NewString.Replace("/s3/", "/ec2/", StringComparison.Ordinal), Sign(secret, NewString)), ("nobody", OldString, Sign(secret, OldString)),
        ];
        foreach (var (name, signed, signature) in wrong)
        {
            using var response = await AskAsync(admin, name, signed, signature);
            texts.Add(await response.RefusedAsync(401));
        }

        using var nothing = await fixture.SendAsync(HttpMethod.Post, Path, admin, """{"credentials":{}}""");
        texts.Add(await nothing.RefusedAsync(401));
        await fixture.UnassignRoleAsync(user.Persona.ProjectId, user.Persona.UserId, "project_member");
        using var roleless = await AskAsync(admin, access, OldString, Sign(secret, OldString));
        texts.Add(await roleless.RefusedAsync(401));
        Assert.Single(texts);
    }

    [Fact]
    public async Task A_signature_that_says_to_be_older_than_a_quarter_of_an_hour_is_a_replay()
    {
        var (_, access, secret) = await CreateKeyAsync();
        var admin = await fixture.AdminTokenAsync();
        var now = fixture.Time.GetUtcNow();
        foreach (var (age, status) in new[] { (TimeSpan.FromMinutes(14), 200), (TimeSpan.FromMinutes(16), 401) })
        {
            var date = (now - age).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
            using var response = await AskAsync(admin, access, OldString, Sign(secret, OldString), $$""","headers":{"X-Amz-Date":"{{date}}"}""");
            Assert.Equal(status, (int)response.StatusCode);
        }

        using var garbled = await AskAsync(admin, access, OldString, Sign(secret, OldString), ""","params":{"Timestamp":"yesterday"}""");
        Assert.Equal(401, (int)garbled.StatusCode);
    }

    [Fact]
    public async Task Only_administrators_may_ask()
    {
        var (user, access, secret) = await CreateKeyAsync();
        using var own = await AskAsync(user.Password, access, OldString, Sign(secret, OldString));
        using var nobody = await AskAsync(null, access, OldString, Sign(secret, OldString));
        using var got = await fixture.SendAsync(HttpMethod.Get, Path, await fixture.AdminTokenAsync());

        Assert.Equal((403, 401, 405), ((int)own.StatusCode, (int)nobody.StatusCode, (int)got.StatusCode));
    }

    private Task<HttpResponseMessage> AskAsync(string? token, string access, string signed, string signature, string more = "") => fixture.SendAsync(
        HttpMethod.Post, Path, token, $$$"""
        {"credentials":{"access":"{{{access}}}","signature":"{{{signature}}}","token":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(signed))}}}"{{{more}}}}}
        """);

    private async Task<(KeyedUser User, string Access, string Secret)> CreateKeyAsync()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_member");
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, user.Ec2, user.Password, $$"""{"tenant_id":"{{user.Persona.ProjectId}}"}""");
        Assert.Equal(201, status);
        return (user, body.GetProperty("credential").GetProperty("access").GetString()!, body.GetProperty("credential").GetProperty("secret").GetString()!);
    }

    private static string Sign(string secret, string signed)
    {
        if (!signed.StartsWith("AWS4", StringComparison.Ordinal))
        {
#pragma warning disable CA5350 // The protocol of older S3 clients.
            return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));
#pragma warning restore CA5350
        }

        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in "20270101/kr-central-2/s3/aws4_request".Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
    }
}
