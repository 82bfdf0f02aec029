using System.Text.Json;
using Haneul.Kernel.Crypto;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.Iam;
using Haneul.Security.Kms;
using Haneul.Server.Start;

namespace Haneul.Server.Offline;

/// <summary>
/// The verb <c>admin-reset</c>: a new password for an administrator whom nobody can sign in as any more. The server must not run on the folder; on PostgreSQL other
/// nodes notice within two seconds. The password goes to a file that its owner alone can read, never to the screen's log or the command line.
/// </summary>
internal static class AdminReset
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "admin-reset.json";

    /// <summary>Runs the verb; 0 if the password is set.</summary>
    public static Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, string organisation, string userName, TextWriter output, CancellationToken cancellation) =>
        HaneulServer.RefusableAsync(async () =>
        {
            await using var installation = await HaneulServer.OpenAsync(settings, ServerParts.Real, cancellation);
            var services = installation.App.Services;
            var opening = await services.GetRequiredService<KmsStartup>().OpenAsync(cancellation);
            if ((opening.Refusal ?? (opening.IsFirstStart ? "There is no installation in this database yet; start the server once." : null)) is { } refusal)
            {
                throw new StartRefusedException(refusal);
            }

            await services.GetRequiredService<TrailChain>().OpenAsync(cancellation);
            var path = Path.Combine(installation.Options.DataDirectory, FileName);
            var access = await services.GetRequiredService<AdministratorReset>().RunAsync(organisation, userName, access => PrivateFile.Replace(path, ToJson(access)), cancellation)
                ?? throw new StartRefusedException("The organisation has no user of that name: give them with --user and --organisation.");
            await output.WriteLineAsync($"The new password of {access.UserName} is in {path}. Sign in for the system, change it, and delete the file.");
            return 0;
        });

    private static byte[] ToJson(AdministratorAccess access)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("domain_id"u8, access.OrganisationId);
            json.WriteString("domain_name"u8, access.OrganisationName);
            json.WriteString("user_id"u8, access.UserId);
            json.WriteString("user_name"u8, access.UserName);
            json.WriteString("password"u8, access.Password);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
