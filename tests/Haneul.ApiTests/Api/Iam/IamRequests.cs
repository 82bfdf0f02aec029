using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam;

/// <summary>Requests that several test classes send.</summary>
internal static class IamRequests
{
    public const string Tokens = "/identity/v3/auth/tokens";
    public const string NoId = "00000000000000000000000000000000";

    /// <summary>The body of seed 1's first method.</summary>
    public static string ByKeyId(string id, string secret) => $$$$$$$"""
        {"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"{{{{{{{id}}}}}}}","secret":"{{{{{{{secret}}}}}}}"}}}}
        """;

    /// <summary>The body of a password sign-in; the scope as JSON, null for none.</summary>
    public static string ByPassword(string userJson, string? scopeJson) =>
        "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":" + userJson + "}}" + (scopeJson is null ? "" : ",\"scope\":" + scopeJson) + "}}";

    /// <summary>Asks for a token.</summary>
    public static Task<HttpResponseMessage> IssueAsync(this ApiFixture fixture, string body, string query = "") =>
        fixture.SendAsync(HttpMethod.Post, Tokens + query, token: null, body);

    /// <summary>Looks at a token with another.</summary>
    public static async Task<HttpResponseMessage> OnTokenAsync(this ApiFixture fixture, HttpMethod method, string? caller, string? subject, string query = "")
    {
        using var request = new HttpRequestMessage(method, Tokens + query);
        if (caller is not null)
        {
            request.Headers.Add("X-Auth-Token", caller);
        }

        if (subject is not null)
        {
            request.Headers.Add("X-Subject-Token", subject);
        }

        return await fixture.Http.SendAsync(request);
    }

    /// <summary>The names of the roles that a token acts with now; null if it is dead.</summary>
    public static async Task<IReadOnlyList<string>?> RolesOfAsync(this ApiFixture fixture, string token)
    {
        using var response = await fixture.OnTokenAsync(HttpMethod.Get, token, token);
        if ((int)response.StatusCode == 401)
        {
            return null;
        }

        Assert.Equal(200, (int)response.StatusCode);
        var body = System.Text.Json.JsonElement.Parse(await response.Content.ReadAsStringAsync());
        return [.. body.GetProperty("token").GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()!)];
    }

    /// <summary>The text of an error, after checking its status.</summary>
    public static async Task<string> RefusedAsync(this HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} instead of {status}: {text}");
        var error = System.Text.Json.JsonElement.Parse(text).GetProperty("error");
        Assert.Equal(status, error.GetProperty("code").GetInt32());
        Assert.Equal(["code", "message", "title"], error.EnumerateObject().Select(member => member.Name));
        return error.GetProperty("message").GetString()!;
    }
}
