using Haneul.Security.Kms;
using Haneul.Server.Start;

namespace Haneul.Server.Offline;

/// <summary>The verb <c>root-key show</c>: the fingerprint of the root key, and how far a rotation has come. The key itself is never shown.</summary>
internal static class RootKeyShow
{
    /// <summary>Runs the verb; 0 if the key can be read.</summary>
    public static Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, TextWriter output, CancellationToken cancellation) =>
        HaneulServer.RefusableAsync(async () =>
        {
            await using var installation = await HaneulServer.OpenAsync(settings, ServerParts.Real, cancellation);
            var keys = installation.App.Services.GetRequiredService<KmsStartup>();
            var opening = await keys.OpenAsync(cancellation);
            if (opening.Refusal is not null || opening.IsFirstStart)
            {
                throw new StartRefusedException(opening.Refusal ?? "There is no installation in this database yet; start the server once.");
            }

            await output.WriteLineAsync($"The root key of this database has the fingerprint {keys.RootKeyFingerprint}.");
            if (keys.PreviousRootKeyFingerprint is { } previous)
            {
                var left = await installation.Database.ReadAsync(
                    session => session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM kms_service_keys WHERE root = {previous}", static row => row.GetInt64(0)), cancellation);
                await output.WriteLineAsync($"A rotation is under way: the root key {previous} is still needed, and {left} service keys are still to be re-wrapped. A running server does that.");
            }

            return 0;
        });
}
