using System.Text.Json;
using Haneul.ApiTests.Api.Iam;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Access.Delegation;

/// <summary>Requests about trusts that several test classes send.</summary>
internal static class DelegationRequests
{
    public const string Trusts = "/identity/v3/OS-TRUST/trusts";

    /// <summary>A password token of a persona for its project.</summary>
    public static Task<string> OwnTokenAsync(this ApiFixture fixture, Persona persona) =>
        fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);

    /// <summary>The body of a trust; members beside the users and the project as JSON, from a comma on.</summary>
    public static string TrustJson(string trustorId, string trusteeId, string? projectId, string[] roles, string more = "", bool impersonation = true) =>
        $$$$$"""{"trust":{"trustor_user_id":"{{{{{trustorId}}}}}","trustee_user_id":"{{{{{trusteeId}}}}}","impersonation":{{{{{(impersonation ? "true" : "false")}}}}}"""
        + (projectId is null ? "" : $$$$$""","project_id":"{{{{{projectId}}}}}" """)
        + (roles.Length == 0 ? "" : $",\"roles\":[{string.Join(',', roles.Select(role => $"{{\"name\":\"{role}\"}}"))}]") + more + "}}";

    /// <summary>Asks for a trust between two personas in the project of the first.</summary>
    public static Task<(int Status, JsonElement Body)> TrustAsync(
        this ApiFixture fixture, string token, Persona trustor, string trusteeId, string[] roles, string more = "", bool impersonation = true) =>
        fixture.CallAsync(HttpMethod.Post, Trusts, token, TrustJson(trustor.UserId, trusteeId, trustor.ProjectId, roles, more, impersonation));

    /// <summary>Makes a trust and gives its id.</summary>
    public static async Task<string> TrustedAsync(this ApiFixture fixture, Persona trustor, Persona trustee, string[] roles, string more = "", bool impersonation = true)
    {
        var (status, body) = await fixture.TrustAsync(await fixture.OwnTokenAsync(trustor), trustor, trustee.UserId, roles, more, impersonation);
        Assert.True(status == 201, $"{status}: {body}");
        return body.GetProperty("trust").GetProperty("id").GetString()!;
    }

    /// <summary>A trustee signs in for a trust: status, token and body.</summary>
    public static async Task<(int Status, string? Token, JsonElement Body)> UseTrustAsync(this ApiFixture fixture, Persona trustee, string trustId)
    {
        using var response = await fixture.IssueAsync(IamRequests.ByPassword(
            $$$$$"""{"id":"{{{{{trustee.UserId}}}}}","password":"{{{{{trustee.Password}}}}}"}""", $$$$$"""{"OS-TRUST:trust":{"id":"{{{{{trustId}}}}}"}}"""));
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, response.Headers.TryGetValues("X-Subject-Token", out var tokens) ? tokens.Single() : null, body);
    }

    /// <summary>A token for a trust.</summary>
    public static async Task<string> TrustTokenAsync(this ApiFixture fixture, Persona trustee, string trustId)
    {
        var (status, token, body) = await fixture.UseTrustAsync(trustee, trustId);
        Assert.True(status == 201, $"{status}: {body}");
        return token!;
    }

    /// <summary>The status of a call of the administrator.</summary>
    public static async Task<int> AsAdminAsync(this ApiFixture fixture, HttpMethod method, string path, string? json = null) =>
        (await fixture.CallAsync(method, path, await fixture.AdminTokenAsync(), json)).Status;

    /// <summary>The status of a call.</summary>
    public static async Task<int> StatusAsync(this ApiFixture fixture, HttpMethod method, string path, string token, string? json = null) =>
        (await fixture.CallAsync(method, path, token, json)).Status;

    /// <summary>The status of looking at a token with itself.</summary>
    public static async Task<int> AliveAsync(this ApiFixture fixture, string token)
    {
        using var response = await fixture.OnTokenAsync(HttpMethod.Get, token, token);
        return (int)response.StatusCode;
    }

    /// <summary>Asks for a token of another scope with a token.</summary>
    public static async Task<int> RescopeAsync(this ApiFixture fixture, string token, string scopeJson)
    {
        using var response = await fixture.IssueAsync(
            $$$$$"""{"auth":{"identity":{"methods":["token"],"token":{"id":"{{{{{token}}}}}"}},"scope":{{{{{scopeJson}}}}}}}""");
        return (int)response.StatusCode;
    }
}
