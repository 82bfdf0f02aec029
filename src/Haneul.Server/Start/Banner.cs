using Haneul.Kernel.Runtime;

namespace Haneul.Server.Start;

/// <summary>
/// What a person sees when the server is ready: where it listens and commands that work when pasted. Secrets are printed only on a terminal;
/// elsewhere the commands read them from bootstrap.json, so that a log of the output holds none.
/// </summary>
internal static class Banner
{
    public static void Print(TextWriter output, bool isTerminal, string url, HaneulOptions options, BootstrapFile? created, string rootKeyFingerprint)
    {
        var file = Path.Combine(options.DataDirectory, BootstrapFile.Name);
        output.WriteLine($"""

            Haneul is ready at {url}
              data folder   {options.DataDirectory}
              root key      fingerprint {rootKeyFingerprint}. Keep a copy of the key apart from the data and its backups: whoever loses it loses every secret.
            """);
        if (created is not null)
        {
            output.WriteLine($"""
                  first start   organisation {created.DomainName}, project {created.ProjectName}, user {created.UserName}; credentials are in {file}
                """);
        }

        if (created is not null || File.Exists(file))
        {
            PrintCommands(output, isTerminal ? created : null, url, file);
        }

        output.Flush();
    }

    private static void PrintCommands(TextWriter output, BootstrapFile? shown, string url, string file)
    {
        output.WriteLine($"""

            Try it (paste into a shell):
              ACCESS_KEY_ID={shown?.AccessKeyId ?? FromFile(file, "access_key_id")}
              SECRET_ACCESS_KEY={shown?.AccessKeySecret ?? FromFile(file, "access_key_secret")}
              TOKEN=$(curl -s -i -X POST "{url}/identity/v3/auth/tokens" -H "Content-Type: application/json" -d '{JsonBody()}' | tr -d '\r' | sed -n 's/^X-Subject-Token: //Ip')
              SECRET_ID=$(curl -s -X POST "{url}/secrets-manager/api/v1/secrets" -H "X-Auth-Token: $TOKEN" -H "Content-Type: application/json" -d '{SecretBody()}' | sed -n 's/.*"id":"\([^"]*\)".*/\1/p')
              curl -s "{url}/api/v1/secrets/$SECRET_ID/versions/value" -H "X-Auth-Token: $TOKEN" -H "Content-Type: application/json"; echo
              curl -s "{url}/cloud-trail/api/v1/events?limit=3" -H "X-Auth-Token: $TOKEN"; echo

            """);
    }

    // The shell closes and opens its quotes around the variables.
    private static string JsonBody() =>
        """{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"'"$ACCESS_KEY_ID"'","secret":"'"$SECRET_ACCESS_KEY"'"}}}}""";

    private static string SecretBody() => """{"secret":{"name":"hello-'"$(date +%s)"'","secret_data":{"greeting":"annyeong"}}}""";

    private static string FromFile(string file, string field) =>
        "$(sed -n 's/.*\"" + field + "\": *\"\\([^\"]*\\)\".*/\\1/p' '" + file.Replace("'", @"'\''", StringComparison.Ordinal) + "')";
}
