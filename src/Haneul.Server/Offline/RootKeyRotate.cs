using Haneul.Kernel.Runtime;
using Haneul.Security.Kms;
using Haneul.Security.Kms.Rotation;
using Haneul.Server.Start;

namespace Haneul.Server.Offline;

/// <summary>
/// The verb <c>root-key rotate</c>: makes a new root key in the data folder and has the database take it. The server must not run on the folder; what is left to re-wrap it
/// does after its next start, while it serves. Where the root key is elsewhere, only the operator can make another: then the verb tells how.
/// </summary>
internal static class RootKeyRotate
{
    private const string Elsewhere =
        """
        The root key of this installation is not in its data folder, so nothing was changed. To rotate it:
          1. Make a new key (openssl rand -base64 32) and keep it where the present one is, under another name.
          2. Let Haneul:RootKey (HANEUL__ROOTKEY) name the new key and Haneul:PreviousRootKey (HANEUL__PREVIOUSROOTKEY) the present one.
          3. Start the server again. It re-wraps while it serves, and logs when the previous root key is no longer needed.
          4. Remove Haneul:PreviousRootKey. Keep the previous key with the backups of before.
        With several nodes, see docs/operating.md, root key, first.
        """;

    /// <summary>Runs the verb; 0 if a rotation has begun.</summary>
    public static Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, TextWriter output, CancellationToken cancellation) =>
        HaneulServer.RefusableAsync(async () =>
        {
            await using var installation = await HaneulServer.OpenAsync(settings, ServerParts.Real, cancellation);
            if (RootKeyFiles.Of(installation.Options) is not { } files)
            {
                await output.WriteLineAsync(Elsewhere);
                return 1;
            }

            var services = installation.App.Services;
            var keys = services.GetRequiredService<KmsStartup>();
            var before = await installation.Database.ReadAsync(RootKeyCheck.FindAsync, cancellation);
            await OpenAsync(keys, cancellation);
            if (string.Equals(before?.Fingerprint, keys.RootKeyFingerprint, StringComparison.Ordinal))
            {
                if (keys.PreviousRootKeyFingerprint is { } unfinished)
                {
                    throw new StartRefusedException(
                        $"The rotation of the root key from {unfinished} to {keys.RootKeyFingerprint} is not complete: start the server, and rotate again when its log says that the previous root key is no longer needed.");
                }

                files.Replace(services.GetRequiredService<RootKeyHolder>().Key, services.GetRequiredService<IRandomSource>()).Dispose();
                await OpenAsync(keys, cancellation);
            }

            // Otherwise an earlier run had made the files and been cut short before the database knew: opening has gone on with it.
            await output.WriteLineAsync(
                $"""
                The root key is now {keys.RootKeyFingerprint}, in {files.Path}. Keep a copy of it apart from the data.
                The previous one, {before?.Fingerprint}, is in {files.PreviousPath} and still needed: start the server, which goes on with the rotation while it serves.
                When its log says that the previous root key is no longer needed, that file is named {Path.GetFileName(files.Path)}.{before?.Fingerprint}.retired; backups made before then need it.
                """);
            return 0;
        });

    private static async Task OpenAsync(KmsStartup keys, CancellationToken cancellation)
    {
        var opening = await keys.OpenAsync(cancellation);
        if ((opening.Refusal ?? (opening.IsFirstStart ? "There is no installation in this database yet; start the server once." : null)) is { } refusal)
        {
            throw new StartRefusedException(refusal);
        }
    }
}
