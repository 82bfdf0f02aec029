using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Catalogue;

public sealed class SecretTagTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Theory]
    [InlineData("team")]
    [InlineData("example.org/team")]
    [InlineData("a%2Fb")]
    [InlineData("50 % & more?")]
    [InlineData("부서")]
    [InlineData("😀")]
    public async Task A_tag_is_set_found_changed_and_taken_off(string key)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);

        var set = await fixture.SetTagAsync(fixture.Token, id, key, "one");
        Assert.Equal((200, "\"r2\"", key), (set.Status, set.ETag, set.Body.GetProperty("tag").GetProperty("key").GetString()));
        await fixture.SetTagAsync(fixture.Token, id, key, "");
        Assert.Equal("", (await fixture.DetailsAsync(fixture.Token, id)).GetProperty("tags").GetProperty(key).GetString());
        Assert.Single(await fixture.FindAsync(fixture.Token, $"?tag={Uri.EscapeDataString(key + "=")}"));

        var deleted = await fixture.DeleteTagAsync(fixture.Token, id, key);
        Assert.Equal((204, "\"r4\""), (deleted.Status, deleted.ETag));
        Assert.Empty(await fixture.FindAsync(fixture.Token, $"?tag={Uri.EscapeDataString(key)}"));
        var again = await fixture.DeleteTagAsync(fixture.Token, id, key);
        Assert.Equal((404, "SecretTagNotFound"), (again.Status, CodeOf(again.Body)));
        Assert.Equal(4, (await fixture.DetailsAsync(fixture.Token, id)).GetProperty("revision").GetInt64());
    }

    [Fact]
    public async Task A_secret_has_at_most_50_tags()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var tags = string.Join(',', Enumerable.Range(0, 50).Select(number => $"\"k{number}\":\"v\""));
        await fixture.ChangeAsync(fixture.Token, id, $$$"""{"tags":{{{{tags}}}}}""");

        var one = await fixture.SetTagAsync(fixture.Token, id, "one more", "v");

        Assert.Equal((409, "SecretTagLimitReached"), (one.Status, CodeOf(one.Body)));
        Assert.Equal(200, (await fixture.SetTagAsync(fixture.Token, id, "k7", "another value")).Status);
    }

    [Fact]
    public async Task Wrong_keys_and_values_are_400()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        foreach (var (key, value) in new[] { ("a=b", ""), (new string('x', 129), ""), ("a\u0001", ""), ("a", new string('x', 257)), ("a", "line\nbreak") })
        {
            Assert.Equal(400, (await fixture.SetTagAsync(fixture.Token, id, key, value)).Status);
        }

        // Characters are code points: 128 of any script or of emoji fit.
        Assert.Equal(200, (await fixture.SetTagAsync(fixture.Token, id, string.Concat(Enumerable.Repeat("😀", 128)), string.Concat(Enumerable.Repeat("한", 256)))).Status);
        foreach (var body in new[] { "{}", """{"tag":{}}""", """{"tag":{"value":null}}""", """{"tag":{"value":1}}""", """{"tag":{"value":"","key":"a"}}""" })
        {
            var answer = await fixture.CatalogueAsync("SetSecretTag", HttpMethod.Put, $"/{id}/tags/a", fixture.Token, body);
            Assert.Equal(400, answer.Status);
        }
    }

    [Fact]
    public async Task Tags_are_on_the_trail_by_their_key()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.SetTagAsync(fixture.Token, id, "team", "canary-value");
        await fixture.DeleteTagAsync(fixture.Token, id, "team");

        var events = (await fixture.EventsOfAsync(fixture.Token, id)).Where(e => e.GetProperty("event_name").GetString() is "Set Secret Tag" or "Delete Secret Tag").ToList();
        Assert.Equal(2, events.Count);
        Assert.All(events, e => Assert.Equal("team", e.GetProperty("additional_info").GetProperty("tag").GetString()));
        Assert.DoesNotContain(events, e => e.GetRawText().Contains("canary-value", StringComparison.Ordinal));
    }
}
