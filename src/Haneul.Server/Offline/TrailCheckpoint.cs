using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Server.Start;

namespace Haneul.Server.Offline;

/// <summary>The verb <c>trail checkpoint</c>: seals what a killed server may have left and writes the newest checkpoint into a file, to be kept elsewhere.</summary>
internal static class TrailCheckpoint
{
    /// <summary>Runs the verb; 0 if the files are there.</summary>
    public static Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, string target, string? publicKeyTarget, TextWriter output, CancellationToken cancellation) =>
        HaneulServer.RefusableAsync(async () =>
        {
            await using var installation = await HaneulServer.OpenAsync(settings, ServerParts.Real, cancellation);
            await TrailVerify.OpenKeysAsync(installation, cancellation);
            var services = installation.App.Services;
            await services.GetRequiredService<TrailChain>().OpenAsync(cancellation);
            try
            {
                await services.GetRequiredService<CheckpointMaker>().MakeAsync(TimeSpan.Zero, cancellation);
                var newest = await installation.Database.ReadAsync(Checkpoint.FindNewestAsync, cancellation) ?? throw new StartRefusedException("Nothing of the trail is sealed yet: there is nothing to make a checkpoint of.");
                Write(target, newest.ToFile());
                await output.WriteLineAsync($"Checkpoint {newest.Number} is in {Path.GetFullPath(target)}. Keep it where nobody who can write to the database can.");
                if (publicKeyTarget is not null)
                {
                    using var key = await services.GetRequiredService<CheckpointKey>().OpenAsync(cancellation);
                    Write(publicKeyTarget, Encoding.ASCII.GetBytes(key.PublicKey + "\n"));
                    await output.WriteLineAsync($"The public key {key.Id} is in {Path.GetFullPath(publicKeyTarget)}.");
                }

                return 0;
            }
            catch (EnvelopeException)
            {
                throw new StartRefusedException("The key of checkpoints is not as it was written: verify the trail.");
            }
        });

    private static void Write(string path, byte[] content)
    {
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The file was not written, and none was replaced: {exception.Message}");
        }
    }
}
