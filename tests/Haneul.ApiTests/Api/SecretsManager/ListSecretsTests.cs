using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

public sealed class ListSecretsTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task A_project_sees_its_own_secrets_newest_first()
    {
        var token = await fixture.NewProjectTokenAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await fixture.CreateSecretAsync(token, name: name);
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await fixture.CreateSecretAsync(fixture.OtherToken);
        var body = await ListAsync(token, "");
        Assert.Equal(["c", "b", "a"], NamesOf(body));
        Assert.Equal("""{"offset":0,"limit":20,"total":3}""", body.GetProperty("pagination").GetRawText());
    }

    [Fact]
    public async Task A_project_without_secrets_has_an_empty_list()
    {
        var body = await ListAsync(await fixture.NewProjectTokenAsync(), "");
        Assert.Empty(body.GetProperty("secrets").EnumerateArray());
        Assert.Equal(0, body.GetProperty("pagination").GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task Pages_of_any_size_in_any_order_show_every_secret_exactly_once()
    {
        var token = await fixture.NewProjectTokenAsync();
        var names = Enumerable.Range(0, 23).Select(number => $"s{number % 5}-{number}").ToList();
        await Task.WhenAll(names.Select(name => fixture.CreateSecretAsync(token, name: name)));

        var pages = from limit in Gen.Choose(1, 30)
                    from keys in Gen.SubListOf("created_at", "name", "id", "status", "default_version", "created_by")
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
                var body = await ListAsync(token, $"?limit={limit}&offset={offset}{order}");
                Assert.Equal(names.Count, body.GetProperty("pagination").GetProperty("total").GetInt64());
                seen.AddRange(NamesOf(body));
            }

            return seen.Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Keys_and_directions_decide_the_order()
    {
        var token = await fixture.NewProjectTokenAsync();
        foreach (var name in new[] { "b", "a", "c" })
        {
            var id = await fixture.CreateSecretAsync(token, name: name);
            if (name != "b")
            {
                await fixture.CreateVersionAsync(token, id, "2");
            }
        }

        Assert.Equal(["a", "b", "c"], NamesOf(await ListAsync(token, "?sort_keys=name")));
        Assert.Equal(["c", "b", "a"], NamesOf(await ListAsync(token, "?sort_keys=name&sort_dirs=desc")));
        Assert.Equal(["c", "a", "b"], NamesOf(await ListAsync(token, "?sort_keys=default_version,name&sort_dirs=desc")));
        Assert.Equal(["a", "c", "b"], NamesOf(await ListAsync(token, "?sort_keys=default_version,name&sort_dirs=desc,asc")));
    }

    [Fact]
    public async Task Every_filter_of_the_contract_filters()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var member = await fixture.CreatePersonaAsync(owner.ProjectId, "project_member");
        var one = await fixture.CreateSecretAsync(owner.Token, name: "one");
        var two = await fixture.CreateSecretAsync(member.Token, name: "two & more");
        await fixture.CreateVersionAsync(owner.Token, two, "2");
        await fixture.Services.GetRequiredService<IDatabase>()
            .WriteAsync(tx => tx.ExecuteAsync($"UPDATE secrets_secrets SET active_version_count = 0 WHERE id = {two}"));

        foreach (var (filter, expected) in new (string, string[])[]
        {
            ("name=one", ["one"]),
            ("name=two%20%26%20more", ["two & more"]),
            ("name=on", []),
            ($"id={one}", ["one"]),
            ("id=%27", []),
            ("status=Active", ["one"]),
            ("status=Deactivated", ["two & more"]),
            ("status=Destroyed", []),
            ("default_version=2", ["two & more"]),
            ($"created_by={Uri.EscapeDataString(member.UserName)}", ["two & more"]),
            ("kms_key_name=k", []),
            ("kms_key_id=k", []),
            ("name=one&status=Deactivated", []),
            ("name=", ["one", "two & more"]),
        })
        {
            var body = await ListAsync(owner.Token, $"?sort_keys=name&{filter}");
            Assert.Equal(expected, NamesOf(body));
            Assert.Equal(expected.Length, body.GetProperty("pagination").GetProperty("total").GetInt64());
        }
    }

    [Fact]
    public async Task Every_wrong_parameter_is_named_at_once()
    {
        var (status, body) = await fixture.CallAsync(
            "ListSecrets", HttpMethod.Get, "?limit=0&offset=x&sort_keys=colour&sort_dirs=up&status=x&default_version=x&name=a&name=b&colour=red", fixture.Token);

        Assert.Equal(400, status);
        foreach (var name in new[] { "limit", "offset", "sort_keys", "sort_dirs", "status", "default_version", "name", "colour" })
        {
            Assert.Contains($"{name}: ", MessageOf(body), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("sort_keys=name,name")]
    [InlineData("sort_keys=name,&sort_dirs=asc")]
    [InlineData("sort_keys=name&sort_dirs=asc,desc")]
    [InlineData("sort_keys=name&sort_dirs=ASC")]
    [InlineData("sort_keys=version_count")]
    [InlineData("limit=1001")]
    [InlineData("offset=2147483648")]
    public async Task An_order_that_cannot_be_meant_is_400(string query)
    {
        Assert.Equal(400, (await fixture.CallAsync("ListSecrets", HttpMethod.Get, $"?{query}", fixture.Token)).Status);
    }

    private async Task<JsonElement> ListAsync(string token, string query)
    {
        var (status, body) = await fixture.CallAsync("ListSecrets", HttpMethod.Get, query, token);
        Assert.True(status == 200, body.ToString());
        return body;
    }

    private static IEnumerable<string> NamesOf(JsonElement body) =>
        body.GetProperty("secrets").EnumerateArray().Select(secret => secret.GetProperty("name").GetString()!);
}
