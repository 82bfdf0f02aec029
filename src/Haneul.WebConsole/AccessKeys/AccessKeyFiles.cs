using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.AccessKeys;

/// <summary>What a person takes along of a new access key: files, and the commands of seed 1. The files are addresses that hold their content: nothing is asked of the server again.</summary>
internal static class AccessKeyFiles
{
    /// <summary>An environment file, with the names that the official Terraform provider and OpenStack's clients read.</summary>
    public static string EnvOf(Page page, AccessKeyBody key) => Address("text/plain", $"""
        KAKAOCLOUD_APPLICATION_CREDENTIAL_ID={key.Id}
        KAKAOCLOUD_APPLICATION_CREDENTIAL_SECRET={key.Secret}
        OS_AUTH_TYPE=v3applicationcredential
        OS_AUTH_URL={IdentityUrl(page)}
        OS_APPLICATION_CREDENTIAL_ID={key.Id}
        OS_APPLICATION_CREDENTIAL_SECRET={key.Secret}

        """);

    /// <summary>A JSON file.</summary>
    public static string JsonOf(Page page, AccessKeyBody key) => Address("application/json", new JsonObject
    {
        ["access_key_id"] = key.Id,
        ["access_key_name"] = key.Name,
        ["access_key_secret"] = key.Secret,
        ["user_id"] = key.UserId,
        ["project_id"] = key.ProjectId,
        ["expires_at"] = key.ExpiresAt,
        ["auth_url"] = IdentityUrl(page),
    }.ToJsonString(ShownJson.Indented));

    /// <summary>The command of seed 1 that issues a token: method 1 by the id of the key, method 2 by its name.</summary>
    public static string TokenCommand(Page page, AccessKeyBody key, bool byName)
    {
        var credential = byName
            ? new JsonObject { ["name"] = key.Name, ["secret"] = key.Secret, ["user"] = new JsonObject { ["id"] = key.UserId } }
            : new JsonObject { ["id"] = key.Id, ["secret"] = key.Secret };
        var body = new JsonObject
        {
            ["auth"] = new JsonObject { ["identity"] = new JsonObject { ["methods"] = new JsonArray("application_credential"), ["application_credential"] = credential } },
        };
        return $"""
            curl -i -X POST '{IdentityUrl(page)}/auth/tokens' \
              -H 'Content-Type: application/json' \
              -d {CurlCommand.Quote(body.ToJsonString(ShownJson.Options))}
            """;
    }

    private static string IdentityUrl(Page page) => CurlCommand.UrlOf(page, "/iam/identity/v3");

    private static string Address(string type, string content) => $"data:{type};charset=utf-8,{Uri.EscapeDataString(content)}";
}
