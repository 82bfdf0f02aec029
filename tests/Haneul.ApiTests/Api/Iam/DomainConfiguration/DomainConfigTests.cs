using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Api.Iam.Organisations;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.Iam.Organisations.OrganisationCalls;

namespace Haneul.ApiTests.Api.Iam.DomainConfiguration;

public sealed class DomainConfigTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Canary = "canary-of-a-bind-password";

    [Fact]
    public async Task A_configuration_is_given_shown_changed_and_taken_away_as_a_whole_and_in_parts()
    {
        var config = $"{DomainsPath}/{await fixture.CreateDomainAsync()}/config";
        Assert.Equal(404, (await CallAsync(HttpMethod.Get, config)).Status);
        await VerifyAsync("CreateDomainConfig", 201, HttpMethod.Put, config, """{"config":{"identity":{"driver":"ldap"},"ldap":{"url":"ldap://a","user_tree_dn":"OU=x"}}}""");
        await VerifyAsync("CreateDomainConfig", 200, HttpMethod.Put, config, """{"config":{"ldap":{"url":"ldap://b","page_size":7}}}""");
        Assert.Equal("""{"ldap":{"page_size":7,"url":"ldap://b"}}""", await VerifyAsync("GetDomainConfig", 200, HttpMethod.Get, config));
        Assert.Equal("""{"ldap":{"page_size":7,"url":"ldap://b"}}""", await VerifyAsync("GetDomainConfigGroup", 200, HttpMethod.Get, $"{config}/ldap"));
        Assert.Equal("""{"url":"ldap://b"}""", await VerifyAsync("GetDomainConfigOption", 200, HttpMethod.Get, $"{config}/ldap/url"));
        await VerifyAsync("UpdateDomainConfig", 200, HttpMethod.Patch, config, """{"config":{"identity":{"list_limit":9}}}""");
        await VerifyAsync("UpdateDomainConfigGroup", 200, HttpMethod.Patch, $"{config}/ldap", """{"config":{"ldap":{"suffix":"dc=x"}}}""");
        Assert.Equal(
            """{"identity":{"list_limit":9},"ldap":{"page_size":7,"suffix":"dc=x","url":"ldap://c"}}""",
            await VerifyAsync("UpdateDomainConfigOption", 200, HttpMethod.Patch, $"{config}/ldap/url", """{"config":{"url":"ldap://c"}}"""));
        await VerifyAsync("DeleteDomainConfigOption", 204, HttpMethod.Delete, $"{config}/ldap/url");
        await VerifyAsync("DeleteDomainConfigOption", 404, HttpMethod.Delete, $"{config}/ldap/url");
        await VerifyAsync("DeleteDomainConfigGroup", 204, HttpMethod.Delete, $"{config}/ldap");
        await VerifyAsync("GetDomainConfigGroup", 404, HttpMethod.Get, $"{config}/ldap");
        await VerifyAsync("DeleteDomainConfig", 204, HttpMethod.Delete, config);
        await VerifyAsync("GetDomainConfig", 404, HttpMethod.Get, config);
    }

    [Fact]
    public async Task A_secret_option_is_never_shown_and_is_kept_sealed()
    {
        var domain = await fixture.CreateDomainAsync();
        var config = $"{DomainsPath}/{domain}/config";
        var (status, body) = await CallAsync(HttpMethod.Put, config, $$$$$$$"""{"config":{"ldap":{"url":"ldap://a","password":"{{{{{{{Canary}}}}}}}"}}}""");
        var envelope = await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT envelope FROM iam_domain_options WHERE organisation_id = {domain} AND option_name = 'password' AND value IS NULL", static row => row.GetFieldValue<byte[]>(0)));

        Assert.Equal((201, """{"ldap":{"url":"ldap://a"}}"""), (status, body.GetProperty("config").GetRawText()));
        Assert.NotNull(envelope);
        Assert.True(envelope.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Canary)) < 0);
        Assert.Equal(404, (await CallAsync(HttpMethod.Get, $"{config}/ldap/password")).Status);
        Assert.DoesNotContain(Canary, (await CallAsync(HttpMethod.Get, config)).Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(200, (await CallAsync(HttpMethod.Patch, $"{config}/ldap/password", """{"config":{"password":"other"}}""")).Status);
        Assert.Equal(204, (await CallAsync(HttpMethod.Delete, $"{config}/ldap/password")).Status);
        Assert.Equal(404, (await CallAsync(HttpMethod.Patch, $"{config}/ldap/password", """{"config":{"password":"other"}}""")).Status);
    }

    [Theory]
    [InlineData("", """{"config":{"token":{"expiration":1}}}""", 403)]
    [InlineData("", """{"config":{"ldap":{"unknown":1}}}""", 403)]
    [InlineData("", """{"config":{}}""", 403)]
    [InlineData("", """{"config":{"ldap":{}}}""", 403)]
    [InlineData("", """{"config":{"ldap":"x"}}""", 403)]
    [InlineData("", """{"config":[]}""", 400)]
    [InlineData("", """{}""", 400)]
    [InlineData("", """{"config":{"ldap":{"url":{"a":1}}}}""", 400)]
    [InlineData("/ldap", """{"config":{"identity":{"driver":"x"}}}""", 403)]
    [InlineData("/identity", """{"config":{"identity":{"driver":"x"}}}""", 404)]
    [InlineData("/ldap/url", """{"config":{"suffix":"x"}}""", 403)]
    [InlineData("/ldap/url", """{"config":{"url":"x","suffix":"y"}}""", 403)]
    [InlineData("/ldap/suffix", """{"config":{"suffix":"x"}}""", 404)]
    [InlineData("/unknown", """{"config":{"unknown":{"driver":"x"}}}""", 403)]
    public async Task What_is_not_known_or_not_at_its_place_is_refused(string path, string body, int expected)
    {
        var config = $"{DomainsPath}/{await fixture.CreateDomainAsync()}/config";
        Assert.Equal(201, (await CallAsync(HttpMethod.Put, config, """{"config":{"ldap":{"url":"ldap://a"}}}""")).Status);

        Assert.Equal(expected, (await CallAsync(HttpMethod.Patch, config + path, body)).Status);
        Assert.Equal("""{"ldap":{"url":"ldap://a"}}""", (await CallAsync(HttpMethod.Get, config)).Body.GetProperty("config").GetRawText());
    }

    [Fact]
    public async Task What_holds_without_configuration_can_be_read()
    {
        using var whole = JsonDocument.Parse(await VerifyAsync("GetDomainConfigDefault", 200, HttpMethod.Get, $"{DomainsPath}/config/default"));

        Assert.Equal("sql", whole.RootElement.GetProperty("identity").GetProperty("driver").GetString());
        Assert.False(whole.RootElement.GetProperty("ldap").TryGetProperty("password", out _));
        Assert.Equal("""{"identity":{"driver":"sql","list_limit":null}}""", await VerifyAsync("GetDomainConfigGroupDefault", 200, HttpMethod.Get, $"{DomainsPath}/config/identity/default"));
        Assert.Equal("""{"page_size":0}""", await VerifyAsync("GetDomainConfigOptionDefault", 200, HttpMethod.Get, $"{DomainsPath}/config/ldap/page_size/default"));
        await VerifyAsync("GetDomainConfigOptionDefault", 403, HttpMethod.Get, $"{DomainsPath}/config/ldap/password/default");
        await VerifyAsync("GetDomainConfigGroupDefault", 403, HttpMethod.Get, $"{DomainsPath}/config/unknown/default");
    }

    [Fact]
    public async Task Everybody_reads_the_rules_for_passwords_and_nothing_else()
    {
        var token = await fixture.SignInAsync();
        var rules = $"{DomainsPath}/default/config/security_compliance";
        using var all = await fixture.SendAsync(HttpMethod.Get, rules, token);
        using var one = await fixture.SendAsync(HttpMethod.Get, $"{rules}/password_regex", token);

        await ContractCheck.VerifyAsync("GetSecurityComplianceConfig", all);
        await ContractCheck.VerifyAsync("GetSecurityComplianceConfigOption", one);
        Assert.Equal((200, 200), ((int)all.StatusCode, (int)one.StatusCode));
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{rules}/password_hash_rounds", token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{DomainsPath}/{await fixture.CreateDomainAsync()}/config/security_compliance", token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{DomainsPath}/default/config", token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Put, $"{DomainsPath}/default/config", token, """{"config":{"ldap":{"url":"x"}}}""")).Status);
        Assert.Equal(403, (await CallAsync(HttpMethod.Patch, rules, """{"config":{"security_compliance":{"password_regex":"x"}}}""")).Status);
    }

    [Fact]
    public async Task The_rules_for_passwords_are_those_that_the_settings_make()
    {
        var admin = await fixture.AdminTokenAsync();
        const string Settings = "/haneul/v1/organisations/default/settings";
        var rules = $"{DomainsPath}/default/config/security_compliance";
        var usual = await RulesAsync();
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Patch, Settings, admin, """
            {"settings":{"password_minimum_length":10,"password_character_kinds":3,"password_history":4,"password_minimum_age_days":1,"password_expires_days":90,
             "change_password_upon_first_use":true,"lockout_attempts":0,"lockout_minutes":2}}
            """)).Status);
        var strict = await RulesAsync();
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Patch, Settings, admin, """
            {"settings":{"password_minimum_length":8,"password_character_kinds":0,"password_history":0,"password_minimum_age_days":0,"password_expires_days":0,
             "change_password_upon_first_use":false,"lockout_attempts":5,"lockout_minutes":15}}
            """)).Status);

        Assert.Equal("""{"lockout_failure_attempts":5,"lockout_duration":900,"password_expires_days":null,"unique_last_password_count":0,"minimum_password_age":0,"change_password_upon_first_use":false}""", OthersOf(usual));
        Assert.Equal("""{"lockout_failure_attempts":null,"lockout_duration":120,"password_expires_days":90,"unique_last_password_count":4,"minimum_password_age":1,"change_password_upon_first_use":true}""", OthersOf(strict));
        Assert.Equal([true, false, true], Admitted(usual, "lowercase", "short", new string('a', 128)));
        Assert.Equal([false, false, true, true, false], Admitted(strict, "lowercaseonly", "Two-Kin1", "ThreeKinds3", "three-kinds3", "Twokindsonly"));
        Assert.Contains("3 of these kinds", strict.GetProperty("password_regex_description").GetString(), StringComparison.Ordinal);

        async Task<JsonElement> RulesAsync() => (await fixture.CallAsync(HttpMethod.Get, rules, await fixture.SignInAsync())).Body.GetProperty("config").GetProperty("security_compliance");

        static string OthersOf(JsonElement config) =>
            "{" + string.Join(',', config.EnumerateObject().Where(member => !member.Name.StartsWith("password_regex", StringComparison.Ordinal)).Select(member => $"\"{member.Name}\":{member.Value.GetRawText()}")) + "}";

        static IEnumerable<bool> Admitted(JsonElement config, params string[] passwords) => passwords.Select(password =>
            System.Text.RegularExpressions.Regex.IsMatch(password, config.GetProperty("password_regex").GetString()!, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task An_unknown_organisation_has_no_configuration()
    {
        var config = $"{DomainsPath}/{IamRequests.NoId}/config";

        Assert.Equal(404, (await CallAsync(HttpMethod.Get, config)).Status);
        Assert.Equal(404, (await CallAsync(HttpMethod.Put, config, """{"config":{"ldap":{"url":"x"}}}""")).Status);
        Assert.Equal(404, (await CallAsync(HttpMethod.Patch, config, """{"config":{"ldap":{"url":"x"}}}""")).Status);
        Assert.Equal(404, (await CallAsync(HttpMethod.Delete, config)).Status);
    }

    private async Task<(int Status, JsonElement Body)> CallAsync(HttpMethod method, string path, string? json = null) =>
        await fixture.CallAsync(method, path, await fixture.AdminTokenAsync(), json);

    private async Task<string> VerifyAsync(string operationId, int status, HttpMethod method, string path, string? json = null)
    {
        using var response = await fixture.SendAsync(method, path, await fixture.AdminTokenAsync(), json);
        Assert.True(status == (int)response.StatusCode, $"{operationId}: {(int)response.StatusCode}, expected {status}. {await response.Content.ReadAsStringAsync()}");
        var body = await ContractCheck.VerifyAsync(operationId, response);
        return status < 300 && body.ValueKind == JsonValueKind.Object ? body.GetProperty("config").GetRawText() : "";
    }
}
