using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;

namespace Haneul.WebConsole.SignIn;

/// <summary>Asks for a token by password, without a scope: signing in, and showing again who one is.</summary>
internal static class PasswordToken
{
    public static Task<ApiAnswer> IssueAsync(ApiClient api, JsonObject user) =>
        api.PostAsync($"/iam/identity/v3/auth/tokens?nocatalog", new JsonObject
        {
            ["auth"] = new JsonObject
            {
                ["identity"] = new JsonObject { ["methods"] = new JsonArray("password"), ["password"] = new JsonObject { ["user"] = user } },
                ["scope"] = "unscoped",
            },
        });

    /// <summary>A user of an organisation.</summary>
    public static JsonObject Named(string organisation, string name, string password) =>
        new() { ["name"] = name, ["domain"] = new JsonObject { ["name"] = organisation }, ["password"] = password };

    /// <summary>A user whose id is known.</summary>
    public static JsonObject Known(string id, string password) => new() { ["id"] = id, ["password"] = password };
}
