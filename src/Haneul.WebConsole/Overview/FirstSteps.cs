using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Overview;

/// <summary>The commands with which an empty project gets its first secret.</summary>
internal static class FirstSteps
{
    public static string Credentials => """
        ACCESS_KEY_ID=...
        SECRET_ACCESS_KEY=...
        """;

    public static string Token(Page page) => $$$$$$"""
        TOKEN=$(curl -s -i -X POST '{{{{{{CurlCommand.UrlOf(page, "/iam/identity/v3/auth/tokens")}}}}}}' \
          -H 'Content-Type: application/json' \
          -d '{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"'"$ACCESS_KEY_ID"'","secret":"'"$SECRET_ACCESS_KEY"'"}}}}' \
          | tr -d '\r' | sed -n 's/^X-Subject-Token: //Ip')
        """;

    public static string Secret(Page page) => $$$$$$"""
        SECRET_ID=$(curl -s -X POST '{{{{{{CurlCommand.UrlOf(page, "/secrets-manager-service/api/v1/secrets")}}}}}}' \
          -H "X-Auth-Token: $TOKEN" -H 'Content-Type: application/json' \
          -d '{"secret":{"name":"hello","secret_data":{"greeting":"annyeong"}}}' | sed -n 's/.*"id":"\([^"]*\)".*/\1/p')
        curl -s "{{{{{{CurlCommand.UrlOf(page, "/secrets-manager/api/v1/secrets")}}}}}}/$SECRET_ID/versions/value" -H "X-Auth-Token: $TOKEN"
        """;
}
