using System.Net;
using AngleSharp.Html.Dom;

namespace Haneul.ApiTests.WebConsole.Keys;

/// <summary>Creating a key.</summary>
public sealed class NewKeyTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task A_key_is_created_as_the_form_says()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var other = await fixture.CreatePersonaAsync(world.ProjectId, "kms_user");
        await world.Browser.GoAsync("/keys/new");
        await world.DoneAsync(
            ("name", "orders"), ("description", "Card numbers"), ("rotate", "true"), ("period", "90"), ("restricted", "true"), ("subjects", other.UserId));

        Assert.Contains("The key orders is created.", world.Browser.Text, StringComparison.Ordinal);
        var key = await world.KeyAsync(world.Browser.Html.QuerySelector("dd code")!.TextContent);
        Assert.Equal("Card numbers", key.GetProperty("description").GetString());
        Assert.Equal("AES256-GCM96", key.GetProperty("algorithm").GetString());
        Assert.Equal(90, key.GetProperty("rotation_period").GetInt32());
        Assert.True(key.GetProperty("is_access_control_enabled").GetBoolean());
        var (_, targets) = await fixture.CallAsync(HttpMethod.Get, $"/kms/api/v1/keys/{key.GetProperty("id")}/access-control/targets", world.Person.Token);
        Assert.Equal(other.UserId, Assert.Single(targets.GetProperty("targets").EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Without_script_a_step_offers_what_goes_with_the_type_and_keeps_what_was_typed()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await world.Browser.GoAsync("/keys/new");
        Assert.Equal(["SYMMETRIC_ENCRYPT_DECRYPT", "HMAC"], OptionsOf(world, "purpose"));

        await world.Browser.SubmitAsync("main form[data-form]", ("name", "releases"), ("type", "ASYMMETRIC"), ("step", "choices"));
        Assert.Equal(HttpStatusCode.OK, world.Browser.Status);
        Assert.Equal("releases", ((IHtmlInputElement)world.Browser.Html.QuerySelector("#field-name")!).Value);
        Assert.Equal(["ASYMMETRIC_ENCRYPT_DECRYPT", "DIGITAL_SIGNATURE"], OptionsOf(world, "purpose"));
        Assert.Equal(["RSA-2048"], OptionsOf(world, "algorithm"));

        await world.Browser.SubmitAsync("main form[data-form]", ("purpose", "DIGITAL_SIGNATURE"), ("step", "choices"));
        Assert.Equal(["RSA-2048", "ECDSA-P256"], OptionsOf(world, "algorithm"));

        await world.DoneAsync(("algorithm", "ECDSA-P256"));
        Assert.Contains("ECDSA-P256", world.Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_combination_that_does_not_go_together_is_refused_beside_the_field()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await world.Browser.GoAsync("/keys/new");

        await world.RefusedAsync(("name", "orders"), ("type", "ASYMMETRIC"));

        Assert.NotNull(world.Browser.Html.QuerySelector("#field-algorithm-error"));
        Assert.Equal("orders", ((IHtmlInputElement)world.Browser.Html.QuerySelector("#field-name")!).Value);
        Assert.Equal(["RSA-2048"], OptionsOf(world, "algorithm"));
    }

    [Theory]
    [InlineData("name", "", "")]
    [InlineData("period", "0", "rotate")]
    [InlineData("period", "1096", "rotate")]
    [InlineData("period", "soon", "rotate")]
    public async Task What_is_wrong_stands_beside_its_field_and_what_was_typed_stays(string field, string value, string box)
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await world.Browser.GoAsync("/keys/new");

        var fields = new Dictionary<string, string?> { ["name"] = "orders", ["description"] = "kept", [field] = value };
        if (box.Length > 0)
        {
            fields[box] = "true";
        }

        await world.RefusedAsync([.. fields.Select(static field => (field.Key, field.Value))]);

        Assert.NotNull(world.Browser.Html.QuerySelector($"#field-{field}-error"));
        Assert.Equal("kept", ((IHtmlInputElement)world.Browser.Html.QuerySelector("#field-description")!).Value);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_told_beside_the_name()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync("/keys/new");

        await world.RefusedAsync(("name", "orders"));

        Assert.Equal("A key of this project has this name already.", world.Browser.Html.QuerySelector("#field-name-error")!.TextContent);
    }

    [Fact]
    public async Task Nobody_is_chosen_without_access_control()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await world.Browser.GoAsync("/keys/new");

        Assert.Contains("Switch this on too", await world.RefusedAsync(("name", "orders"), ("subjects", world.Person.UserId)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_that_was_typed_comes_back_as_text()
    {
        const string Script = "\"><script>alert(1)</script>";
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await world.Browser.GoAsync("/keys/new");

        await world.RefusedAsync(("name", Script), ("description", Script), ("rotate", "true"), ("period", Script), ("subjects", Script), ("algorithm", Script));

        Assert.DoesNotContain("<script>alert", world.Browser.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Script, ((IHtmlInputElement)world.Browser.Html.QuerySelector("#field-name")!).Value);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_makes_one_key()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        await world.Browser.GoAsync("/keys/new");
        var form = world.Browser.Fill("main form[data-form]", ("name", "orders"));
        var body = await form.Content!.ReadAsStringAsync();
        await world.Browser.SendAsync(form);
        var first = world.Browser.Location;
        await world.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/keys/new") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });

        Assert.Equal(first, world.Browser.Location);
        var (_, list) = await fixture.CallAsync(HttpMethod.Get, "/kms/api/v1/keys", world.Person.Token);
        Assert.Equal(1, list.GetProperty("pagination").GetProperty("total").GetInt32());
    }

    private static IEnumerable<string> OptionsOf(KeyPagesWorld world, string field) =>
        world.Browser.Html.QuerySelectorAll($"select[name={field}] option").Select(static option => option.GetAttribute("value")!);
}
