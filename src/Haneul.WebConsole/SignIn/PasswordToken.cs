using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;

namespace Haneul.WebConsole.SignIn;

/// <summary>Asks for a token by password, without a scope: signing in, and going on after another password was chosen.</summary>
internal static class PasswordToken
{
    public static Task<ApiAnswer> IssueAsync(ApiClient api, JsonObject user, string? passcode = null)
    {
        var identity = new JsonObject { ["methods"] = new JsonArray("password"), ["password"] = new JsonObject { ["user"] = user } };
        if (passcode is not null)
        {
            var same = user.DeepClone().AsObject();
            same.Remove("password");
            same["passcode"] = passcode;
            identity["methods"] = new JsonArray("password", "totp");
            identity["totp"] = new JsonObject { ["user"] = same };
        }

        return api.PostAsync($"/iam/identity/v3/auth/tokens?nocatalog", new JsonObject { ["auth"] = new JsonObject { ["identity"] = identity, ["scope"] = "unscoped" } });
    }

    /// <summary>Whether the password was right and a passcode is still to come (docs/adr/0028).</summary>
    public static bool AsksForPasscode(ApiAnswer answer) =>
        answer.Status == StatusCodes.Status401Unauthorized && answer.Json.ValueKind == System.Text.Json.JsonValueKind.Object && answer.Json.TryGetProperty("required_auth_methods", out _);

    /// <summary>A user of an organisation.</summary>
    public static JsonObject Named(string organisation, string name, string password) =>
        new() { ["name"] = name, ["domain"] = new JsonObject { ["name"] = organisation }, ["password"] = password };

    /// <summary>A user whose id is known.</summary>
    public static JsonObject Known(string id, string password) => new() { ["id"] = id, ["password"] = password };
}
