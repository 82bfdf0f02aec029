using System.Security.Cryptography;
using Haneul.Kernel.Runtime;
using Haneul.Security.CloudTrail.Verification;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Security.Kms;
using Haneul.Server.Start;

namespace Haneul.Server.Offline;

/// <summary>
/// The verb <c>trail verify</c>: examines the whole trail, against a checkpoint from elsewhere if one is given, and names the first place that is not as it was written.
/// It changes nothing: what a killed server left unsealed stays unsealed, and is counted.
/// </summary>
internal static class TrailVerify
{
    private const int Damaged = 1;

    /// <summary>Runs the verb; 0 if the trail is sound, 1 if not.</summary>
    public static Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, string? checkpointPath, string? publicKeyPath, TextWriter output, CancellationToken cancellation) =>
        HaneulServer.RefusableAsync(async () =>
        {
            var publicKey = publicKeyPath is null ? null : await ReadPublicKeyAsync(publicKeyPath, cancellation);
            var checkpoint = checkpointPath is null
                ? null
                : Checkpoint.FromFile(await ReadAsync(checkpointPath, cancellation)) ?? throw new StartRefusedException($"{checkpointPath} is no checkpoint of a trail.");
            await using var installation = await HaneulServer.OpenAsync(settings, ServerParts.Real, cancellation);
            await OpenKeysAsync(installation, cancellation);

            var report = new VerificationReport();
            await installation.App.Services.GetRequiredService<TrailVerification>().RunAsync(report, checkpoint, publicKey, cancellation);
            await output.WriteLineAsync(
                $"{report.Events} events in {report.Segments} segments of {report.Chains} chains; {report.Checkpoints} checkpoints compared. {report.Unsealed} events are in no segment yet; of {report.Unknown} numbers nobody can tell whether they had an event.");
            if (report.First is not { } first)
            {
                await output.WriteLineAsync("The trail is as it was written.");
                return 0;
            }

            var place = first.Chain == 0 ? $"number {first.Number}" : $"chain {first.Chain}, number {first.Number}";
            var happened = first.EventId is null ? "" : $", event {first.EventId}{(first.Time is { } at ? $" of {ToText(at)}" : "")}";
            await output.WriteLineAsync($"The trail is DAMAGED in {report.Damages} places. The first: {first.KindText} at {place}{happened}: {first.Detail}.");
            return Damaged;
        });

    /// <summary>Opens the keys of an installation that has been started once.</summary>
    internal static async Task OpenKeysAsync(Installation installation, CancellationToken cancellation)
    {
        var opening = await installation.App.Services.GetRequiredService<KmsStartup>().OpenAsync(cancellation);
        if ((opening.Refusal ?? (opening.IsFirstStart ? "There is no installation in this database yet; start the server once." : null)) is { } refusal)
        {
            throw new StartRefusedException(refusal);
        }
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(exception.Message);
        }
    }

    private static async Task<string> ReadPublicKeyAsync(string path, CancellationToken cancellation)
    {
        var text = System.Text.Encoding.UTF8.GetString(await ReadAsync(path, cancellation));
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(text);
            return text;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw new StartRefusedException($"{path} is no public key in PEM.");
        }
    }

    // Whoever changed the row may have written any number there.
    private static string ToText(long microseconds) => microseconds is > 0 and < 253_402_300_800_000_000 ? UnixTime.ToWire(microseconds) : "no time";
}
