using Haneul.ApiTests.Conformance;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Values;

/// <summary>Compare-and-set on the published call, an addition of ours.</summary>
public sealed class VersionPreconditionTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task A_version_is_stored_only_on_top_of_the_one_that_the_caller_has_seen()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "1");

        Assert.Equal((201, "\"v2\""), await CreateAsync(id, "2", "\"v1\""));
        Assert.Equal((412, null), await CreateAsync(id, "3", "\"v1\""));
        Assert.Equal((412, null), await CreateAsync(id, "3", "W/\"v2\""));
        Assert.Equal((201, "\"v3\""), await CreateAsync(id, "3", "\"v7\", \"v2\""));
        Assert.Equal((201, "\"v4\""), await CreateAsync(id, "4", "*"));
        Assert.Equal((201, "\"v5\""), await CreateAsync(id, "5", condition: null));
        Assert.Equal((400, null), await CreateAsync(id, "6", "v5"));
        Assert.Equal("5", await fixture.ReadContractAsync(fixture.Token, id));
    }

    [Fact]
    public async Task Of_callers_who_have_seen_the_same_version_one_wins()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "0");

        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(index => CreateAsync(id, $"{index}", "\"v1\"")));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(11, answers.Count(answer => answer.Status == 412));
        var (_, secret) = await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", fixture.Token);
        Assert.Equal(2, secret.GetProperty("secret").GetProperty("default_version").GetInt32());
    }

    [Fact]
    public async Task Reading_a_secret_tells_the_tag_to_send()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "0");
        await fixture.CreateVersionAsync(fixture.Token, id, "1");
        using var response = await fixture.SendToAsync(SecretsAddress.Root, HttpMethod.Get, $"/{id}", fixture.Token);

        Assert.Equal("\"v2\"", response.Headers.ETag?.Tag);
    }

    [Fact]
    public async Task A_condition_that_is_not_met_is_on_the_trail_as_a_failure()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "0");
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await CreateAsync(id, "1", "\"v9\"");

        var newest = (await fixture.EventsOfAsync(fixture.Token, id))[0];
        Assert.Equal("failed", newest.GetProperty("result").GetString());
        Assert.Equal("SecretPreconditionFailed", newest.GetProperty("additional_info").GetProperty("error_code").GetString());
    }

    private async Task<(int Status, string? Tag)> CreateAsync(string id, string valueJson, string? condition)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/secrets/{id}/versions") { Content = new StringContent(NewVersion(valueJson)) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Auth-Token", fixture.Token);
        if (condition is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("If-Match", condition));
        }

        using var response = await fixture.Http.SendAsync(request);
        await ContractCheck.VerifyAsync("CreateSecretVersion", response);
        return ((int)response.StatusCode, response.Headers.ETag?.Tag);
    }
}
