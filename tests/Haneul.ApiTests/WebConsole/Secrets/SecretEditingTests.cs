using System.Net;
using System.Text.Json.Nodes;

namespace Haneul.ApiTests.WebConsole.Secrets;

public sealed class SecretEditingTests(SecretsWorld world) : IClassFixture<SecretsWorld>
{
    private const string Form = "main form.card";

    [Fact]
    public async Task Keys_and_values_become_a_secret_with_description_and_tags()
    {
        var name = world.NewName();
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/new");

        await browser.SubmitAsync(Form, ("name", name), ("description", "of a test"), ("tags", "env=prod\non-call"), ("key", "user"), ("value", "shop"), ("key", "비밀번호"), ("value", "한글 \"따옴표\""));

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        var id = browser.Location!["/secrets/".Length..];
        var secret = await world.SecretAsync(id);
        Assert.Equal(("of a test", "prod", ""), ((string)secret["description"]!, (string)secret["tags"]!["env"]!, (string)secret["tags"]!["on-call"]!));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"user":"shop","비밀번호":"한글 \"따옴표\""}"""), JsonNode.Parse(await world.ValueAsync(id))));
        await browser.FollowAsync();
        Assert.Contains($"The secret {name} is created.", browser.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain words", false, "\"plain words\"")]
    [InlineData("""{"port": 5432, "tls": true}""", false, """{"port":5432,"tls":true}""")]
    [InlineData("[1, 2]", false, "[1,2]")]
    [InlineData("123456", false, "123456")]
    [InlineData("123456", true, "\"123456\"")]
    [InlineData("{\"a\": \"b\"}", true, "\"{\\u0022a\\u0022: \\u0022b\\u0022}\"")]
    public async Task Text_that_is_JSON_is_stored_as_JSON_and_anything_else_as_text(string text, bool isPlain, string stored)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/new");

        await browser.SubmitAsync(Form, ("name", world.NewName()), ("mode", "text"), ("text", text), ("plain", isPlain ? "true" : null));

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(stored), JsonNode.Parse(await world.ValueAsync(browser.Location!["/secrets/".Length..]))));
    }

    [Fact]
    public async Task Changing_the_editor_converts_what_was_typed_and_stores_nothing()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        var name = world.NewName();
        await browser.GoAsync("/secrets/new");

        await browser.SubmitAsync(Form, ("name", name), ("key", "greeting"), ("value", "hello"), ("do", "text"));
        Assert.Equal("text", browser.Html.QuerySelector("[name=mode]")!.GetAttribute("value"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"greeting":"hello"}"""), JsonNode.Parse(browser.Html.QuerySelector("[name=text]")!.TextContent)));

        await browser.SubmitAsync(Form, ("do", "pairs"));
        Assert.Equal("greeting", browser.Html.QuerySelector("[name=key]")!.GetAttribute("value"));
        Assert.Equal("hello", browser.Html.QuerySelector("[name=value]")!.TextContent);
        Assert.Equal(name, browser.Html.QuerySelector("#field-name")!.GetAttribute("value"));

        await browser.SubmitAsync(Form, ("do", "add-row"));
        Assert.Equal(2, browser.Html.QuerySelectorAll("[name=key]").Length);
    }

    [Theory]
    [InlineData("""{"a": 1, "b": "x"}""", "something else: a.")]
    [InlineData("[1]", "Only a JSON object")]
    [InlineData("words", "Only a JSON object")]
    public async Task What_keys_and_values_cannot_hold_stays_text_and_says_why(string text, string reason)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/new");

        await browser.SubmitAsync(Form, ("mode", "text"), ("text", text), ("do", "pairs"));

        Assert.Equal("text", browser.Html.QuerySelector("[name=mode]")!.GetAttribute("value"));
        Assert.Equal(text, browser.Html.QuerySelector("[name=text]")!.TextContent);
        Assert.Contains(reason, browser.Html.QuerySelector("#value-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_form_keeps_everything_but_the_value_and_says_what_is_wrong_beside_the_field()
    {
        var taken = world.NewName();
        await world.StoreAsync(taken, "v");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/new");

        await browser.SubmitAsync(Form, ("name", taken), ("description", "kept"), ("tags", "a=b"), ("key", "user"), ("value", "canary-typed"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("has this name already", browser.Html.QuerySelector("#field-name-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("kept", browser.Html.QuerySelector("#field-description")!.GetAttribute("value"));
        Assert.Equal("user", browser.Html.QuerySelector("[name=key]")!.GetAttribute("value"));
        Assert.DoesNotContain("canary-typed", browser.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "a=b", "name")]
    [InlineData("a-name", "=no key", "tags")]
    [InlineData("a-name", "a=1\na=2", "tags")]
    public async Task Wrong_fields_are_told_beside_the_field(string name, string tags, string wrong)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/new");

        await browser.SubmitAsync(Form, ("name", name), ("tags", tags), ("key", "k"), ("value", "v"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector($"#field-{wrong}-error"));
    }

    [Theory]
    [InlineData("", "v", "no key")]
    [InlineData("k", "v", "twice")]
    public async Task Rows_without_key_and_keys_that_are_there_twice_are_refused(string key, string value, string reason)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/new");

        await browser.SubmitAsync(Form, ("name", world.NewName()), ("key", "k"), ("value", "v"), ("key", key), ("value", value));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains(reason, browser.Html.QuerySelector("#value-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_JSON_is_not_stored_as_text_by_mistake()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/new");

        await browser.SubmitAsync(Form, ("name", world.NewName()), ("mode", "text"), ("text", "{\"a\": \"b\""));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("looks like JSON", browser.Html.QuerySelector("#value-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generated_value_is_stored_unseen()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/new");

        await browser.SubmitAsync(Form, ("name", world.NewName()), ("mode", "generated"), ("length", "40"), ("alphabet", "hex"));

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Matches("^\"[0-9a-f]{40}\"$", await world.ValueAsync(browser.Location!["/secrets/".Length..]));
    }

    [Fact]
    public async Task A_new_version_is_the_default_and_does_not_cover_one_that_nobody_saw()
    {
        var id = await world.StoreAsync(world.NewName(), "one");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}/versions/new");
        await browser.SubmitAsync(Form, ("mode", "text"), ("text", "two"));
        Assert.Equal($"/secrets/{id}", browser.Location);
        Assert.Equal("\"two\"", await world.ValueAsync(id));

        await browser.GoAsync($"/secrets/{id}/versions/new");
        await world.StoreVersionAsync(id, "three, by somebody else");
        await browser.SubmitAsync(Form, ("mode", "text"), ("text", "four"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("newer version", browser.Html.QuerySelector(".problem")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("\"three, by somebody else\"", await world.ValueAsync(id));
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_stores_one_version()
    {
        var id = await world.StoreAsync(world.NewName(), "one");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}/versions/new");
        var form = browser.Fill(Form, ("mode", "text"), ("text", "two"));
        var body = await form.Content!.ReadAsStringAsync();
        await browser.SendAsync(form);
        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/secrets/{id}/versions/new") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });

        Assert.Equal($"/secrets/{id}", browser.Location);
        Assert.Equal(2, (int)(await world.SecretAsync(id))["version_count"]!);
    }

    [Fact]
    public async Task Settings_are_changed_only_on_top_of_what_was_seen()
    {
        var id = await world.StoreAsync(world.NewName(), "v");
        var renamed = world.NewName("renamed");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}/edit");
        var stale = browser.Fill(Form, ("name", world.NewName("stale")));
        await browser.SubmitAsync(Form, ("name", renamed), ("description", "new"), ("tags", "x=y"), ("expires", world.Time.GetUtcNow().AddDays(10).ToString("yyyy-MM-dd")));
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        var secret = await world.SecretAsync(id);
        Assert.Equal((renamed, "new", "y"), ((string)secret["name"]!, (string)secret["description"]!, (string)secret["tags"]!["x"]!));
        Assert.NotNull(secret["expires_at"]);

        await browser.GoAsync($"/secrets/{id}/edit");
        var token = browser.Html.QuerySelector(Form + " [name=_form]")!.GetAttribute("value")!;
        var fields = await stale.Content!.ReadAsStringAsync();
        var again = string.Join('&', fields.Split('&').Select(field => field.StartsWith("_form=", StringComparison.Ordinal) ? "_form=" + token : field));
        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/secrets/{id}/edit") { Content = new StringContent(again, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(renamed, (string)(await world.SecretAsync(id))["name"]!);
    }

    [Fact]
    public async Task The_key_of_new_versions_can_be_changed_to_a_symmetric_key_of_the_project()
    {
        var (_, key) = await world.CallAsync(HttpMethod.Post, "/kms/api/v1/keys", await world.SignInAsync(), """
            {"key":{"name":"own-key","type":"SYMMETRIC","purpose":"SYMMETRIC_ENCRYPT_DECRYPT","algorithm":"AES256-GCM96","is_access_control_enabled":false}}
            """);
        var id = await world.StoreAsync(world.NewName(), "v");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}/key");

        await browser.SubmitAsync(Form, ("kms_key", key.GetProperty("key").GetProperty("id").GetString()));

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal("own-key", (string)(await world.SecretAsync(id))["kms_key_name"]!);
    }

    [Fact]
    public async Task A_secret_is_deleted_when_its_versions_are_destroyed_and_its_name_is_typed()
    {
        var name = world.NewName();
        var id = await world.StoreAsync(name, "v");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync($"/secrets/{id}/delete");
        Assert.Null(browser.Html.QuerySelector(Form));
        await world.CallAsync(HttpMethod.Patch, $"/secrets-manager-service/api/v1/secrets/{id}/versions/1/destroy", await world.SignInAsync());

        await browser.GoAsync($"/secrets/{id}/delete");
        await browser.SubmitAsync(Form, ("confirmation", "something else"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        await browser.SubmitAsync(Form, ("confirmation", name));

        Assert.Equal("/secrets", browser.Location);
        await browser.GoAsync($"/secrets/{id}");
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }
}
