using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using static Haneul.ApiTests.Api.Kms.Keys.KeyCalls;

namespace Haneul.ApiTests.Api.Kms.Keys;

public sealed class ListUserKeysTests(KeysFixture fixture) : IClassFixture<KeysFixture>
{
    private const string Hmac = """ "type":"SYMMETRIC","purpose":"HMAC","algorithm":"HMAC-256" """;
    private const string Ecdsa = """ "type":"ASYMMETRIC","purpose":"DIGITAL_SIGNATURE","algorithm":"ECDSA-P256" """;

    [Fact]
    public async Task A_project_sees_its_own_keys_newest_first()
    {
        var admin = await fixture.NewProjectAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await fixture.CreateKeyAsync(admin.Token, name);
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await fixture.CreateKeyAsync(fixture.OtherToken);
        var body = await ListAsync(admin.Token, "");
        Assert.Equal(["c", "b", "a"], NamesOf(body));
        Assert.Equal("""{"offset":0,"limit":20,"total":3}""", body.GetProperty("pagination").GetRawText());
    }

    [Fact]
    public async Task A_project_without_keys_has_an_empty_list()
    {
        var body = await ListAsync((await fixture.NewProjectAsync()).Token, "");
        Assert.Empty(body.GetProperty("keys").EnumerateArray());
        Assert.Equal(0, body.GetProperty("pagination").GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task Pages_of_any_size_in_any_order_show_every_key_exactly_once()
    {
        var admin = await fixture.NewProjectAsync();
        var names = Enumerable.Range(0, 23).Select(number => $"k{number % 5}-{number}").ToList();
        await Task.WhenAll(names.Select((name, index) => fixture.CreateKeyAsync(admin.Token, name, index % 3 == 0 ? Hmac : Aes, index % 2 == 0 ? "\"is_pending_activation\":true" : "")));

        var pages = from limit in Gen.Choose(1, 30)
                    from keys in Gen.SubListOf("created_at", "name", "id", "type", "purpose", "status", "algorithm", "default_version", "created_by")
                    from shuffled in Gen.Shuffle(keys.ToArray())
                    from directions in Gen.ArrayOf(Gen.Elements("asc", "desc"), keys.Count)
                    select (Limit: limit, Order: keys.Count == 0 ? "" : $"&sort_keys={string.Join(',', shuffled)}&sort_dirs={string.Join(',', directions)}");
        Prop.ForAll(pages.ToArbitrary(), page => SeesAllOnceAsync(page.Limit, page.Order).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));

        async Task<bool> SeesAllOnceAsync(int limit, string order)
        {
            var seen = new List<string>();
            for (var offset = 0; offset < names.Count; offset += limit)
            {
                var body = await ListAsync(admin.Token, $"?limit={limit}&offset={offset}{order}");
                Assert.Equal(names.Count, body.GetProperty("pagination").GetProperty("total").GetInt64());
                seen.AddRange(NamesOf(body));
            }

            return seen.Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Every_filter_of_the_contract_filters()
    {
        var admin = await fixture.NewProjectAsync();
        var manager = await fixture.CreatePersonaAsync(admin.ProjectId, "kms_manager");
        var one = await fixture.CreateKeyIdAsync(admin.Token, "one");
        await fixture.CreateKeyAsync(manager.Token, "two & more", Hmac, "\"is_pending_activation\":true");
        var three = (await fixture.CreateKeyAsync(admin.Token, "three", Ecdsa, "\"access_target_ids\":[]")).GetProperty("id").GetString()!;
        await fixture.DestroyVersionsAsync(three);

        foreach (var (filter, expected) in new (string, string[])[]
        {
            ("name=one", ["one"]),
            ("name=two%20%26%20more", ["two & more"]),
            ("name=on", []),
            ($"id={one}", ["one"]),
            ("id=%27", []),
            ("type=SYMMETRIC", ["one", "two & more"]),
            ("purpose=HMAC", ["two & more"]),
            ("algorithm=ECDSA-P256", ["three"]),
            ("status=PRE_ACTIVATION", ["two & more"]),
            ("status=ACTIVE", ["one"]),
            ("status=DEACTIVATED", ["three"]),
            ("default_version=0", ["two & more"]),
            ("default_version=1", ["one", "three"]),
            ($"created_by={Uri.EscapeDataString(manager.UserName)}", ["two & more"]),
            ("is_access_control_enabled=true", ["three"]),
            ("is_access_control_enabled=false", ["one", "two & more"]),
            ("is_accessible=true", ["one", "three", "two & more"]),
            ("is_accessible=false", []),
            ("type=SYMMETRIC&status=ACTIVE", ["one"]),
            ("name=&type=", ["one", "three", "two & more"]),
        })
        {
            Assert.Equal((filter, string.Join('|', expected)), (filter, string.Join('|', NamesOf(await ListAsync(admin.Token, $"?sort_keys=name&{filter}")))));
        }

        // The same question of somebody else: three is for its owner only.
        Assert.Equal(["three"], NamesOf(await ListAsync(manager.Token, "?is_accessible=false")));
        Assert.Equal(["one", "two & more"], NamesOf(await ListAsync(manager.Token, "?is_accessible=true&sort_keys=name")));
    }

    [Fact]
    public async Task Every_wrong_parameter_is_named_at_once()
    {
        var (status, body) = await fixture.CallAsync(
            "ListUserKeys",
            HttpMethod.Get,
            "/keys?limit=0&offset=x&sort_keys=colour&sort_dirs=up&status=active&type=x&purpose=x&algorithm=x&default_version=one&is_accessible=1&is_access_control_enabled=TRUE&name=a&name=b&colour=red",
            fixture.Token);

        Assert.Equal(400, status);
        foreach (var name in new[]
        {
            "limit", "offset", "sort_keys", "sort_dirs", "status", "type", "purpose", "algorithm", "default_version", "is_accessible", "is_access_control_enabled", "name", "colour",
        })
        {
            Assert.Contains($"{name}: ", MessageOf(body), StringComparison.Ordinal);
        }
    }

    private async Task<JsonElement> ListAsync(string token, string query)
    {
        var (status, body) = await fixture.CallAsync("ListUserKeys", HttpMethod.Get, "/keys" + query, token);
        Assert.True(status == 200, body.ToString());
        return body;
    }

    private static IEnumerable<string> NamesOf(JsonElement body) => body.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("name").GetString()!);
}
