using System.Text.Json;
using Haneul.ApiTests.Api.Iam.ServiceCatalog;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Federation;

public sealed class FederationTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Providers = "/identity/v3/OS-FEDERATION/identity_providers";
    private const string Mappings = "/identity/v3/OS-FEDERATION/mappings";
    private const string ServiceProviders = "/identity/v3/OS-FEDERATION/service_providers";
    private const string Rules = """[{"local":[{"user":{"name":"{0}"},"group":{"id":"abc"}}],"remote":[{"type":"UserName"},{"type":"Org","any_one_of":["a.*"],"regex":true}]}]""";

    [Fact]
    public async Task An_identity_provider_gets_an_organisation_of_its_own_and_keeps_its_remote_ids_to_itself()
    {
        var (id, other, remote) = (fixture.Unique("idp"), fixture.Unique("idp"), fixture.Unique("https://idp"));
        var created = await fixture.VerifyAsync("CreateIdentityProvider", 201, HttpMethod.Put, $"{Providers}/{id}", $$$"""{"identity_provider":{"remote_ids":["{{{remote}}}"],"authorization_ttl":5}}""");
        var body = created.GetProperty("identity_provider");
        var domain = body.GetProperty("domain_id").GetString()!;
        await fixture.VerifyAsync("CreateIdentityProvider", 409, HttpMethod.Put, $"{Providers}/{id}", """{"identity_provider":{}}""");
        await fixture.VerifyAsync("CreateIdentityProvider", 409, HttpMethod.Put, $"{Providers}/{other}", $$$"""{"identity_provider":{"remote_ids":["{{{remote}}}"],"domain_id":"default"}}""");
        await fixture.VerifyAsync("GetIdentityProvider", 404, HttpMethod.Get, $"{Providers}/{other}");
        await fixture.VerifyAsync("CreateIdentityProvider", 201, HttpMethod.Put, $"{Providers}/{other}", """{"identity_provider":{"domain_id":"default","enabled":true}}""");
        await fixture.VerifyAsync("UpdateIdentityProvider", 409, HttpMethod.Patch, $"{Providers}/{other}", $$$"""{"identity_provider":{"remote_ids":["{{{remote}}}"]}}""");
        var changed = await fixture.VerifyAsync("UpdateIdentityProvider", 200, HttpMethod.Patch, $"{Providers}/{id}", """{"identity_provider":{"remote_ids":["x","y"],"description":"d","authorization_ttl":null}}""");
        var shown = await fixture.VerifyAsync("GetIdentityProvider", 200, HttpMethod.Get, $"{Providers}/{id}");
        var byId = await fixture.VerifyAsync("ListIdentityProviders", 200, HttpMethod.Get, $"{Providers}?id={id}");
        var enabled = await fixture.VerifyAsync("ListIdentityProviders", 200, HttpMethod.Get, $"{Providers}?enabled=true");
        await fixture.VerifyAsync("UpdateIdentityProvider", 200, HttpMethod.Patch, $"{Providers}/{other}", $$$"""{"identity_provider":{"remote_ids":["{{{remote}}}"]}}""");
        await fixture.VerifyAsync("DeleteIdentityProvider", 204, HttpMethod.Delete, $"{Providers}/{id}");
        await fixture.VerifyAsync("DeleteIdentityProvider", 404, HttpMethod.Delete, $"{Providers}/{id}");

        Assert.False(body.GetProperty("enabled").GetBoolean());
        Assert.Equal(5, body.GetProperty("authorization_ttl").GetInt32());
        Assert.NotEqual("default", domain);
        Assert.EndsWith($"/identity/v3/OS-FEDERATION/identity_providers/{id}/protocols", body.GetProperty("links").GetProperty("protocols").GetString(), StringComparison.Ordinal);
        Assert.Equal("""["x","y"]""", changed.GetProperty("identity_provider").GetProperty("remote_ids").GetRawText());
        Assert.Equal(changed.GetRawText(), shown.GetRawText());
        Assert.Equal([id], byId.Ids("identity_providers"));
        Assert.DoesNotContain(id, enabled.Ids("identity_providers"));
        Assert.Contains(other, enabled.Ids("identity_providers"));
    }

    [Theory]
    [InlineData("""{"identity_provider":{"domain_id":"none"}}""", "identity_provider.domain_id: is no known organisation")]
    [InlineData("""{"identity_provider":{"remote_ids":["a","a"]}}""", "identity_provider.remote_ids: must not name one twice")]
    [InlineData("""{"identity_provider":{"authorization_ttl":-1,"colour":"green"}}""", "identity_provider.authorization_ttl: must be a whole number from 0")]
    [InlineData("""{"identity_provider":{"colour":"green"}}""", "identity_provider.colour: is not a known field")]
    [InlineData("""{"identity_provider":{"enabled":"perhaps","remote_ids":"x"}}""", "identity_provider.enabled: must be true or false")]
    public async Task A_wrong_identity_provider_is_400(string body, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Put, $"{Providers}/{fixture.Unique("idp")}", await fixture.AdminTokenAsync(), body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_older_addresses_list_the_projects_and_organisations_of_ones_own()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        foreach (var (operationId, list, named) in new[] { ("ListFederationProjects", "projects", "/auth/projects"), ("ListFederationDomains", "domains", "/auth/domains") })
        {
            using var response = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/OS-FEDERATION/{list}", persona.Token);
            var older = await Conformance.ContractCheck.VerifyAsync(operationId, response);
            var newer = (await fixture.CallAsync(HttpMethod.Get, $"/identity/v3{named}", persona.Token)).Body;
            Assert.Equal(newer.GetProperty(list).GetRawText(), older.GetProperty(list).GetRawText());
            Assert.EndsWith($"/OS-FEDERATION/{list}", older.GetProperty("links").GetProperty("self").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Tokens_name_the_enabled_service_providers_and_only_those()
    {
        var (on, off) = (fixture.Unique("sp"), fixture.Unique("sp"));
        var token = await fixture.SignInAsync();
        foreach (var (id, enabled) in new[] { (on, "true"), (off, "false") })
        {
            await fixture.VerifyAsync("CreateServiceProvider", 201, HttpMethod.Put, $"{ServiceProviders}/{id}",
                $$$"""{"service_provider":{"auth_url":"https://{{{id}}}.example/auth","sp_url":"https://{{{id}}}.example/sp","enabled":{{{enabled}}}}}""");
        }

        var named = await NamedAsync();
        await fixture.VerifyAsync("DeleteServiceProvider", 204, HttpMethod.Delete, $"{ServiceProviders}/{on}");
        await fixture.VerifyAsync("DeleteServiceProvider", 204, HttpMethod.Delete, $"{ServiceProviders}/{off}");

        Assert.Contains($$"""{"auth_url":"https://{{on}}.example/auth","id":"{{on}}","sp_url":"https://{{on}}.example/sp"}""", named, StringComparison.Ordinal);
        Assert.DoesNotContain(off, named, StringComparison.Ordinal);
        Assert.DoesNotContain(on, await NamedAsync(), StringComparison.Ordinal);

        async Task<string> NamedAsync()
        {
            using var response = await fixture.OnTokenAsync(HttpMethod.Get, token, token);
            Assert.Equal(200, (int)response.StatusCode);

            // The vendor's document of this answer does not know of service providers, which no installation has unless its administrator made them.
            var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
            return body.GetProperty("token").TryGetProperty("service_providers", out var providers) ? providers.GetRawText() : "";
        }
    }

    [Fact]
    public async Task A_protocol_ties_an_identity_provider_to_a_mapping()
    {
        var (idp, mapping) = (fixture.Unique("idp"), fixture.Unique("map"));
        var protocols = $"{Providers}/{idp}/protocols";
        var body = $$$"""{"protocol":{"mapping_id":"{{{mapping}}}"}}""";
        await fixture.VerifyAsync("ListProtocols", 404, HttpMethod.Get, protocols);
        await fixture.VerifyAsync("CreateProtocol", 404, HttpMethod.Put, $"{protocols}/saml2", body);
        await fixture.VerifyAsync("CreateIdentityProvider", 201, HttpMethod.Put, $"{Providers}/{idp}", """{"identity_provider":{"domain_id":"default"}}""");
        await fixture.VerifyAsync("CreateProtocol", 400, HttpMethod.Put, $"{protocols}/saml2", body);
        await fixture.VerifyAsync("CreateMapping", 201, HttpMethod.Put, $"{Mappings}/{mapping}", $$$"""{"mapping":{"rules":{{{Rules}}}}}""");
        await fixture.VerifyAsync("CreateProtocol", 201, HttpMethod.Put, $"{protocols}/saml2", body);
        await fixture.VerifyAsync("CreateProtocol", 409, HttpMethod.Put, $"{protocols}/saml2", body);
        await fixture.VerifyAsync("UpdateProtocol", 400, HttpMethod.Patch, $"{protocols}/saml2", """{"protocol":{"mapping_id":"none"}}""");
        await fixture.VerifyAsync("UpdateProtocol", 200, HttpMethod.Patch, $"{protocols}/saml2", $$$"""{"protocol":{"mapping_id":"{{{mapping}}}","remote_id_attribute":"Issuer"}}""");
        var shown = await fixture.VerifyAsync("GetProtocol", 200, HttpMethod.Get, $"{protocols}/saml2");
        var listed = await fixture.VerifyAsync("ListProtocols", 200, HttpMethod.Get, protocols);
        await fixture.VerifyAsync("DeleteProtocol", 204, HttpMethod.Delete, $"{protocols}/saml2");
        await fixture.VerifyAsync("DeleteProtocol", 404, HttpMethod.Delete, $"{protocols}/saml2");
        await fixture.VerifyAsync("CreateProtocol", 201, HttpMethod.Put, $"{protocols}/openid", body);
        await fixture.VerifyAsync("DeleteIdentityProvider", 204, HttpMethod.Delete, $"{Providers}/{idp}");
        await fixture.VerifyAsync("GetProtocol", 404, HttpMethod.Get, $"{protocols}/openid");

        Assert.Equal("Issuer", shown.GetProperty("protocol").GetProperty("remote_id_attribute").GetString());
        Assert.Equal(["saml2"], listed.Ids("protocols"));
    }

    [Fact]
    public async Task A_mapping_keeps_its_rules_as_they_were_given()
    {
        var id = fixture.Unique("map");
        var path = $"{Mappings}/{id}";
        var created = await fixture.VerifyAsync("CreateMapping", 201, HttpMethod.Put, path, $$$"""{"mapping":{"rules":{{{Rules}}}}}""");
        await fixture.VerifyAsync("CreateMapping", 409, HttpMethod.Put, path, $$$"""{"mapping":{"rules":{{{Rules}}}}}""");
        var changed = await fixture.VerifyAsync("UpdateMapping", 200, HttpMethod.Patch, path, """{"mapping":{"schema_version":"2.0","rules":[{"local":[{"projects":[{"name":"p","roles":[{"name":"member"}],"domain":{"name":"d"}}]}],"remote":[{"type":"UserName"}]}]}}""");
        await fixture.VerifyAsync("GetMapping", 200, HttpMethod.Get, path);
        Assert.Contains(id, (await fixture.VerifyAsync("ListMappings", 200, HttpMethod.Get, Mappings)).Ids("mappings"));
        await fixture.VerifyAsync("DeleteMapping", 204, HttpMethod.Delete, path);
        await fixture.VerifyAsync("DeleteMapping", 404, HttpMethod.Delete, path);
        await fixture.VerifyAsync("UpdateMapping", 404, HttpMethod.Patch, path, $$$"""{"mapping":{"rules":{{{Rules}}}}}""");
        await fixture.VerifyAsync("GetMapping", 404, HttpMethod.Get, path);

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Rules), created.GetProperty("mapping").GetProperty("rules")));
        Assert.Equal("1.0", created.GetProperty("mapping").GetProperty("schema_version").GetString());
        Assert.Equal("2.0", changed.GetProperty("mapping").GetProperty("schema_version").GetString());
    }

    [Theory]
    [InlineData("""{"mapping":{}}""", "mapping.rules: is required")]
    [InlineData("""{"mapping":{"rules":[]}}""", "mapping.rules: must be a list with at least 1 item")]
    [InlineData("""{"mapping":{"rules":[{"local":[]}]}}""", "mapping.rules[0].remote: is required")]
    [InlineData("""{"mapping":{"rules":[{"local":[],"remote":[]}]}}""", "mapping.rules[0].remote: must be a list with at least 1 item")]
    [InlineData("""{"mapping":{"rules":[{"local":[],"remote":[{"type":"a"}]}],"schema_version":"3.0"}}""", "mapping.schema_version: must be one of 1.0, 2.0")]
    [InlineData("""{"mapping":{"rules":[{"local":[],"remote":[{"type":"\ud800"}]}]}}""", "not valid Unicode")]
    public async Task A_wrong_mapping_is_400_and_says_where(string body, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Put, $"{Mappings}/{fixture.Unique("map")}", await fixture.AdminTokenAsync(), body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_provider_is_made_shown_listed_changed_and_deleted()
    {
        var id = fixture.Unique("sp");
        var path = $"{ServiceProviders}/{id}";
        const string Body = """{"service_provider":{"auth_url":"https://other.example/v3/auth","sp_url":"https://other.example/Shibboleth.sso/SAML2/ECP"}}""";
        var created = await fixture.VerifyAsync("CreateServiceProvider", 201, HttpMethod.Put, path, Body);
        await fixture.VerifyAsync("CreateServiceProvider", 409, HttpMethod.Put, path, Body);
        await fixture.VerifyAsync("CreateServiceProvider", 400, HttpMethod.Put, path, """{"service_provider":{"auth_url":"javascript:x","sp_url":"http://x"}}""");
        await fixture.VerifyAsync("CreateServiceProvider", 400, HttpMethod.Put, $"{ServiceProviders}/{new string('x', 65)}", Body);
        var changed = await fixture.VerifyAsync("UpdateServiceProvider", 200, HttpMethod.Patch, path, """{"service_provider":{"enabled":true,"description":"d"}}""");
        await fixture.VerifyAsync("GetServiceProvider", 200, HttpMethod.Get, path);
        Assert.Contains(id, (await fixture.VerifyAsync("ListServiceProviders", 200, HttpMethod.Get, $"{ServiceProviders}?enabled=true&id={id}")).Ids("service_providers"));
        await fixture.VerifyAsync("DeleteServiceProvider", 204, HttpMethod.Delete, path);
        await fixture.VerifyAsync("DeleteServiceProvider", 404, HttpMethod.Delete, path);
        await fixture.VerifyAsync("UpdateServiceProvider", 404, HttpMethod.Patch, path, """{"service_provider":{}}""");
        await fixture.VerifyAsync("GetServiceProvider", 404, HttpMethod.Get, path);

        Assert.Equal("ss:mem:", created.GetProperty("service_provider").GetProperty("relay_state_prefix").GetString());
        Assert.False(created.GetProperty("service_provider").GetProperty("enabled").GetBoolean());
        Assert.True(changed.GetProperty("service_provider").GetProperty("enabled").GetBoolean());
    }
}
