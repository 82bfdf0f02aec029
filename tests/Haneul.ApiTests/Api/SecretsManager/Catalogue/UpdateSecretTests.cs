using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Catalogue;

public sealed class UpdateSecretTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task A_new_secret_shows_all_that_is_known_of_it()
    {
        var name = NewName();
        var id = await fixture.CreateSecretAsync(fixture.Token, name: name);

        var answer = await fixture.CatalogueAsync("GetSecretDetails", HttpMethod.Get, $"/{id}", fixture.Token);

        Assert.Equal((200, "\"r1\""), (answer.Status, answer.ETag));
        var secret = answer.Body.GetProperty("secret");
        Assert.Equal(name, secret.GetProperty("name").GetString());
        Assert.Equal("Active", secret.GetProperty("status").GetString());
        Assert.Equal("{}", secret.GetProperty("tags").GetRawText());
        Assert.Equal(secret.GetProperty("created_at").GetString(), secret.GetProperty("changed_at").GetString());
        Assert.Equal(fixture.Admin.UserName, secret.GetProperty("changed_by").GetString());
        Assert.Equal(fixture.Admin.UserId, secret.GetProperty("owner").GetProperty("id").GetString());
        Assert.Equal(fixture.Admin.UserName, secret.GetProperty("owner").GetProperty("name").GetString());
        foreach (var nothing in new[] { "description", "last_read_at", "last_read_by", "expires_at", "kms_key_name" })
        {
            Assert.Equal("null", secret.GetProperty(nothing).GetRawText());
        }
    }

    [Fact]
    public async Task What_a_change_names_is_changed_and_the_rest_stays()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var name = NewName();
        var first = await fixture.ChangeAsync(fixture.Token, id, $$$"""{"name":{{{Quote(name)}}},"description":"d","tags":{"b":"2","a":"1"},"expires_at":"2030-01-31T09:00:00Z"}""");
        Assert.Equal("""{"a":"1","b":"2"}""", first.GetProperty("tags").GetRawText());
        Assert.Equal("2030-01-31T09:00:00.000000Z", first.GetProperty("expires_at").GetString());

        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await fixture.ChangeAsync(fixture.Token, id, """{"description":null}""");

        Assert.Equal(
            (name, null, 3, "2030-01-31T09:00:00.000000Z", """{"a":"1","b":"2"}"""),
            (second.GetProperty("name").GetString(), second.GetProperty("description").GetString(), second.GetProperty("revision").GetInt64(),
                second.GetProperty("expires_at").GetString(), second.GetProperty("tags").GetRawText()));
        Assert.NotEqual(first.GetProperty("changed_at").GetString(), second.GetProperty("changed_at").GetString());
        Assert.Equal(second.GetRawText(), (await fixture.DetailsAsync(fixture.Token, id)).GetRawText());
        var (_, contract) = await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", fixture.Token);
        Assert.Equal(name, contract.GetProperty("secret").GetProperty("name").GetString());
        Assert.Equal("v1", await fixture.ReadFlatAsync(fixture.Token, id));
    }

    [Fact]
    public async Task Whoever_may_not_read_values_may_still_rename()
    {
        // Nothing in the answer or on the way needs the value: it is not even opened.
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"canary-of-rename\"");
        var answer = await fixture.UpdateAsync(fixture.Token, id, $$$"""{"name":{{{Quote(NewName())}}}}""");

        Assert.DoesNotContain("canary-of-rename", answer.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("null", answer.Body.GetProperty("secret").GetProperty("last_read_at").GetRawText());
    }

    [Fact]
    public async Task A_change_of_an_older_revision_is_412_and_changes_nothing()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        Assert.Equal("\"r2\"", (await fixture.UpdateAsync(fixture.Token, id, """{"description":"mine"}""", "\"r1\"")).ETag);

        var late = await fixture.UpdateAsync(fixture.Token, id, """{"description":"theirs"}""", "\"r1\"");
        var tag = await fixture.SetTagAsync(fixture.Token, id, "a", "1", "\"r1\"");

        Assert.Equal((412, "SecretRevisionPassed", 412), (late.Status, CodeOf(late.Body), tag.Status));
        Assert.Equal("mine", (await fixture.DetailsAsync(fixture.Token, id)).GetProperty("description").GetString());
        Assert.Equal(200, (await fixture.UpdateAsync(fixture.Token, id, """{"description":"x"}""", "\"r1\", \"r2\"")).Status);
        Assert.Equal(200, (await fixture.UpdateAsync(fixture.Token, id, """{"description":"y"}""", "*")).Status);
        foreach (var wrong in new[] { "r4", "W/\"r4\"", "\"4\"", "\"r-4\"", "\"r\"", "\"r4\", x", "\"r99999999999999999999\"" })
        {
            var answer = await fixture.UpdateAsync(fixture.Token, id, """{"description":"z"}""", wrong);
            Assert.Equal(400, answer.Status);
            Assert.Contains("If-Match: ", MessageOf(answer.Body), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_many_changes_of_one_revision_one_wins()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => fixture.UpdateAsync(fixture.Token, id, $$"""{"description":"{{number}}"}""", "\"r1\"")));

        Assert.Equal([200, 412, 412, 412, 412, 412, 412, 412], answers.Select(answer => answer.Status).Order());
        Assert.Equal(2, (await fixture.DetailsAsync(fixture.Token, id)).GetProperty("revision").GetInt64());
    }

    [Fact]
    public async Task Changes_of_different_parts_at_the_same_time_are_all_kept()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => fixture.SetTagAsync(fixture.Token, id, $"key{number}", "v")));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(8, (await fixture.DetailsAsync(fixture.Token, id)).GetProperty("tags").EnumerateObject().Count());
    }

    [Fact]
    public async Task A_name_that_is_taken_is_409_and_an_own_name_is_not_taken()
    {
        var (one, two) = (NewName(), NewName());
        await fixture.CreateSecretAsync(fixture.Token, name: one);
        var id = await fixture.CreateSecretAsync(fixture.Token, name: two);

        var taken = await fixture.UpdateAsync(fixture.Token, id, $$$"""{"name":{{{Quote(one)}}},"description":"x"}""");

        Assert.Equal((409, "SecretNameAlreadyExists"), (taken.Status, CodeOf(taken.Body)));
        Assert.Equal("null", (await fixture.DetailsAsync(fixture.Token, id)).GetProperty("description").GetRawText());
        Assert.Equal(200, (await fixture.UpdateAsync(fixture.Token, id, $$$"""{"name":{{{Quote(two)}}}}""")).Status);
    }

    [Fact]
    public async Task Of_many_that_take_one_name_at_the_same_time_one_gets_it()
    {
        var token = await fixture.NewProjectTokenAsync();
        var ids = new List<string>();
        for (var number = 0; number < 6; number++)
        {
            ids.Add(await fixture.CreateSecretAsync(token));
        }

        var renamed = ids.Select(async id => (await fixture.UpdateAsync(token, id, """{"name":"wanted"}""")).Status);
        var created = Enumerable.Range(0, 3).Select(async _ => (await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", token, NewSecret("wanted", "1"))).Status);
        var statuses = await Task.WhenAll(renamed.Concat(created));

        Assert.Single(statuses, status => status is 200 or 201);
        Assert.Equal(8, statuses.Count(status => status == 409));
        Assert.Single(await fixture.FindAsync(token, "?q=wanted"));
    }

    [Fact]
    public async Task Everything_wrong_with_a_change_is_named_at_once()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var answer = await fixture.UpdateAsync(
            fixture.Token,
            id,
            $$$"""{"name":"","description":7,"tags":{"":"1","a=b":"2","long":"{{{new string('x', 257)}}}","n":1,"c":"a\u0001"},"expires_at":"2020-01-01T00:00:00Z","colour":"red"}""");

        Assert.Equal(400, answer.Status);
        foreach (var field in new[] { "secret.name", "secret.description", "secret.tags.", "secret.tags.a=b", "secret.tags.long", "secret.tags.n", "secret.tags.c", "secret.expires_at", "secret.colour" })
        {
            Assert.Contains($"{field}: ", MessageOf(answer.Body), StringComparison.Ordinal);
        }

        var many = string.Join(',', Enumerable.Range(0, 51).Select(number => $"\"k{number}\":\"\""));
        foreach (var body in new[] { "{}", "7", """{"name":null}""", """{"tags":null}""", """{"tags":[]}""", """{"expires_at":"tomorrow"}""", """{"expires_at":"2999-01-01T00:00:00Z"}""", $$$"""{"tags":{{{{many}}}}}""" })
        {
            Assert.Equal(400, (await fixture.UpdateAsync(fixture.Token, id, body)).Status);
        }
    }

    [Fact]
    public async Task Another_projects_secret_is_not_there()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);

        Assert.Equal(404, (await fixture.CatalogueAsync("GetSecretDetails", HttpMethod.Get, $"/{id}", fixture.OtherToken)).Status);
        Assert.Equal(404, (await fixture.UpdateAsync(fixture.OtherToken, id, """{"description":"x"}""")).Status);
        Assert.Equal(404, (await fixture.SetTagAsync(fixture.OtherToken, id, "a", "1")).Status);
        Assert.Equal(404, (await fixture.DeleteTagAsync(fixture.OtherToken, id, "a")).Status);
        Assert.Equal(404, (await fixture.UpdateAsync(fixture.Token, "' OR 1=1", """{"description":"x"}""")).Status);
    }

    [Fact]
    public async Task With_access_control_only_those_let_in_change_anything()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var admin = await fixture.CreatePersonaAsync(owner.ProjectId, "project_admin");
        var id = await fixture.CreateSecretAsync(owner.Token);
        Assert.Equal(200, (await fixture.UpdateAsync(admin.Token, id, """{"tags":{"a":"1"}}""")).Status);

        await fixture.CloseAsync(id);

        var refused = await fixture.UpdateAsync(admin.Token, id, """{"description":"x"}""");
        Assert.Equal((403, "SecretAccessDenied"), (refused.Status, CodeOf(refused.Body)));
        // Whether its revision would have fitted, and whether it has the tag, is not theirs to learn.
        Assert.Equal(403, (await fixture.UpdateAsync(admin.Token, id, """{"description":"x"}""", "\"r1\"")).Status);
        Assert.Equal(403, (await fixture.DeleteTagAsync(admin.Token, id, "b")).Status);
        Assert.Equal(403, (await fixture.SetTagAsync(admin.Token, id, "b", "1")).Status);
        Assert.Equal(200, (await fixture.UpdateAsync(owner.Token, id, """{"description":"x"}""")).Status);
    }

    [Fact]
    public async Task A_change_is_on_the_trail_with_what_was_changed()
    {
        var (old, name) = (NewName(), NewName());
        var id = await fixture.CreateSecretAsync(fixture.Token, name: old);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.ChangeAsync(fixture.Token, id, $$$"""{"name":{{{Quote(name)}}},"tags":{"a":"1"},"description":null}""");

        var change = (await fixture.EventsOfAsync(fixture.Token, id))[0];
        Assert.Equal("Update Secret", change.GetProperty("event_name").GetString());
        Assert.Equal(name, change.GetProperty("resource").GetProperty("name").GetString());
        Assert.Equal("name tags", change.GetProperty("additional_info").GetProperty("changed").GetString());
        Assert.Equal(old, change.GetProperty("additional_info").GetProperty("previous_name").GetString());
    }
}
