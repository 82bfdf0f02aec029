using System.Text.Json;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;
using static Haneul.ApiTests.Api.SecretsManager.Values.ValueCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Values;

public sealed class ReadSecretValuesTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task Values_come_in_the_order_of_the_request_each_as_it_was_stored()
    {
        string[] values = ["\"text with \\\"quotes\\\"\"", "{\"a\": [1, 2.50]}", "null", "true", "\"비밀\""];
        var ids = new List<string>();
        foreach (var value in values)
        {
            ids.Add(await fixture.CreateSecretAsync(fixture.Token, value));
        }

        var read = await fixture.ReadManyAsync(fixture.Token, ids.Select(id => $"\"id\":\"{id}\""));

        Assert.Equal(200, read.Status);
        Assert.Equal(values, ResultsOf(read).Select(result => result.GetProperty("secret").GetRawText()));
        Assert.Equal(ids, ResultsOf(read).Select(result => result.GetProperty("id").GetString()));
        Assert.All(ResultsOf(read), result => Assert.Equal(JsonValueKind.Null, result.GetProperty("error").ValueKind));
        Assert.Equal("no-store", read.Raw.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task One_that_fails_does_not_fail_the_others()
    {
        var good = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        await fixture.CreateVersionAsync(fixture.Token, good, "\"two\"");
        var foreign = await fixture.CreateSecretAsync(fixture.OtherToken);
        var inactive = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.SetStatusAsync(inactive, 1, "Deactivated");
        var destroyed = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.SetStatusAsync(destroyed, 1, "Destroyed");
        var damaged = await fixture.CreateSecretAsync(fixture.Token);
        var database = fixture.Services.GetRequiredService<IDatabase>();
        await database.WriteAsync(async tx => await tx.ExecuteAsync($"UPDATE secrets_data_keys SET wrapped = {new byte[] { 1, 2, 3 }} WHERE secret_id = {damaged}"));
        var restricted = await fixture.CreateSecretAsync(fixture.Token, name: "restricted-to-its-owner");
        await fixture.RestrictAsync(restricted);
        var colleague = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");

        var read = await fixture.ReadManyAsync(colleague.Token,
        [
            $"\"id\":\"{good}\"", $"\"id\":\"{good}\",\"version\":1", $"\"id\":\"{good}\",\"version\":9", $"\"id\":\"{foreign}\"", "\"id\":\"none such\"",
            $"\"id\":\"{inactive}\"", $"\"id\":\"{destroyed}\"", $"\"id\":\"{damaged}\"", $"\"id\":\"{restricted}\"", $"\"id\":\"{good}\",\"pin\":\"app\"",
        ]);

        Assert.Equal(200, read.Status);
        Assert.Equal(
            [
                "\"two\"", "\"one\"", "SecretVersionNotFound", "SecretNotFound", "SecretNotFound", "SecretVersionNotActive", "SecretVersionNotActive",
                "SecretValueDamaged", "SecretAccessDenied", "SecretPinNotFound",
            ],
            ResultsOf(read).Select(result => result.GetProperty("error") is { ValueKind: JsonValueKind.Object } error
                ? error.GetProperty("code").GetString()
                : result.GetProperty("secret").GetRawText()));
        Assert.DoesNotContain("restricted-to-its-owner", read.Raw.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_question_again_is_answered_304_until_something_changes()
    {
        var first = await fixture.CreateSecretAsync(fixture.Token, "\"same\"");
        var second = await fixture.CreateSecretAsync(fixture.Token, "\"same\"");
        string[] items = [$"\"id\":\"{first}\"", $"\"id\":\"{second}\""];
        var tag = (await fixture.ReadManyAsync(fixture.Token, items)).Tag;

        var again = await fixture.ReadManyAsync(fixture.Token, items, known: $"\"other\", {tag}");
        Assert.Equal(304, again.Status);
        Assert.Equal(tag, again.Tag);
        Assert.Empty(again.Raw.Body);
        Assert.Equal(304, (await fixture.ReadManyAsync(fixture.Token, items, known: $"W/{tag}")).Status);

        // The very same value: a tag is about versions and tells nothing of values.
        await fixture.CreateVersionAsync(fixture.Token, second, "\"same\"");
        var changed = await fixture.ReadManyAsync(fixture.Token, items, known: tag);
        Assert.Equal(200, changed.Status);
        Assert.NotEqual(tag, changed.Tag);

        await fixture.SetStatusAsync(second, 2, "Deactivated");
        var deactivated = await fixture.ReadManyAsync(fixture.Token, items, known: changed.Tag);
        Assert.Equal(200, deactivated.Status);
        Assert.Equal("SecretVersionNotActive", ResultsOf(deactivated)[1].GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Each_value_has_an_event_and_an_unchanged_answer_has_one_alone()
    {
        var token = await fixture.NewProjectTokenAsync();
        var id = await fixture.CreateSecretAsync(token, "\"c4n4ry\"", "watched");
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        string[] items = [$"\"id\":\"{id}\"", $"\"id\":\"{id}\",\"version\":7", "\"id\":\"nothing\""];
        var tag = (await fixture.ReadManyAsync(token, items)).Tag;

        var events = (await fixture.EventsOfAsync(token, id)).Take(2).OrderBy(each => each.GetProperty("result").GetString()).ToList();
        Assert.All(events, each => Assert.Equal("Get Secret Version Value", each.GetProperty("event_name").GetString()));
        Assert.Equal("failed", events[0].GetProperty("result").GetString());
        Assert.Equal("7", events[0].GetProperty("additional_info").GetProperty("version").GetString());
        Assert.Equal("SecretVersionNotFound", events[0].GetProperty("additional_info").GetProperty("error_code").GetString());
        Assert.Equal("success", events[1].GetProperty("result").GetString());
        Assert.Equal("1", events[1].GetProperty("additional_info").GetProperty("version").GetString());
        Assert.Equal("watched", events[1].GetProperty("resource").GetProperty("name").GetString());
        Assert.Single(await fixture.EventsOfAsync(token, "nothing"));

        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.ReadManyAsync(token, items, tag);
        var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_name=Get%20Secret%20Version%20Value", token);
        var newest = body.GetProperty("events").EnumerateArray().First();
        Assert.Equal(4, body.GetProperty("events").GetArrayLength());
        Assert.Equal("3", newest.GetProperty("additional_info").GetProperty("unchanged").GetString());
        Assert.DoesNotContain("c4n4ry", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_values_may_be_asked_for_and_one_more_may_not()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"x\"");
        var items = Enumerable.Repeat($"\"id\":\"{id}\"", 100).ToList();

        Assert.Equal(100, ResultsOf(await fixture.ReadManyAsync(fixture.Token, items)).Count(result => result.GetProperty("secret").GetString() == "x"));
        Assert.Equal(400, (await fixture.ReadManyAsync(fixture.Token, items.Append(items[0]))).Status);
    }

    [Fact]
    public async Task Everything_wrong_with_the_request_is_named()
    {
        var wrong = await fixture.ReadManyAsync(fixture.Token, ["\"version\":0", "\"id\":\"a\",\"version\":1,\"pin\":\"p\"", "\"id\":5,\"extra\":1"]);
        Assert.Equal(400, wrong.Status);
        Assert.All(
            ["values.secrets[0].id", "values.secrets[0].version", "values.secrets[1].pin", "values.secrets[2].id", "values.secrets[2].extra"],
            field => Assert.Contains(field, MessageOf(wrong.Body), StringComparison.Ordinal));

        foreach (var body in new[] { "{}", """{"values":null}""", """{"values":{}}""", """{"values":{"secrets":null}}""", """{"values":{"secrets":[]}}""", """{"values":{"secrets":{}}}""" })
        {
            Assert.Equal(400, (await fixture.CallValuesAsync("ReadSecretValues", HttpMethod.Post, "/values", fixture.Token, body)).Status);
        }

        var header = await fixture.ReadManyAsync(fixture.Token, ["\"id\":\"a\""], known: "not quoted");
        Assert.Equal(400, header.Status);
        Assert.Contains("If-None-Match", MessageOf(header.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_value_is_read_with_its_number_and_a_condition()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");

        var newest = await fixture.ReadOneAsync(fixture.Token, id);
        Assert.Equal("""{"version":{"version":2,"secret":"two"}}""", newest.Raw.Body);
        Assert.Equal("""{"version":{"version":1,"secret":"one"}}""", (await fixture.ReadOneAsync(fixture.Token, id, "?version=1")).Raw.Body);
        Assert.Equal(304, (await fixture.ReadOneAsync(fixture.Token, id, known: newest.Tag)).Status);
        Assert.Equal(304, (await fixture.ReadOneAsync(fixture.Token, id, known: "*")).Status);
        Assert.Equal(200, (await fixture.ReadOneAsync(fixture.Token, id, "?version=1", known: newest.Tag)).Status);

        await fixture.SetStatusAsync(id, 2, "Deactivated");
        Assert.Equal("SecretVersionNotActive", CodeOf((await fixture.ReadOneAsync(fixture.Token, id, known: newest.Tag)).Body));
        Assert.Equal("SecretNotFound", CodeOf((await fixture.ReadOneAsync(fixture.OtherToken, id)).Body));
        Assert.Equal("SecretVersionNotFound", CodeOf((await fixture.ReadOneAsync(fixture.Token, id, "?version=3")).Body));
        Assert.Equal("SecretPinNotFound", CodeOf((await fixture.ReadOneAsync(fixture.Token, id, "?pin=none")).Body));
        Assert.Equal(400, (await fixture.ReadOneAsync(fixture.Token, id, "?pin=none&version=1")).Status);
        Assert.Equal(400, (await fixture.ReadOneAsync(fixture.Token, id, "?version=x&extra=1")).Status);
        Assert.Equal(400, (await fixture.ReadOneAsync(fixture.Token, id, known: "\"open")).Status);
    }

    [Fact]
    public async Task Access_control_keeps_out_whoever_is_not_on_the_list_even_with_the_right_tag()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var colleague = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");
        var tag = (await fixture.ReadOneAsync(colleague.Token, id)).Tag;

        await fixture.RestrictAsync(id);

        Assert.Equal("SecretAccessDenied", CodeOf((await fixture.ReadOneAsync(colleague.Token, id, known: tag)).Body));
        Assert.Equal(304, (await fixture.ReadOneAsync(fixture.Token, id, known: tag)).Status);
    }
}
