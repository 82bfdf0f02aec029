using System.Buffers.Text;
using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Catalogue;
using Haneul.Security.SecretsManager.Transfer.Bundles;

namespace Haneul.Security.SecretsManager.Transfer.Exporting;

/// <summary>
/// Gives out secrets as a file: newest values in clear, or everything in an encrypted bundle. The file is in the answer and nowhere else. Each value that leaves is an event.
/// A bundle also holds versions that are deactivated: every role that reads values may activate them (a test holds the roles to that).
/// </summary>
internal static class ExportSecrets
{
    // What is wrong with single secrets stands in the answer: see TransferErrors and SecretErrors.
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ExportSecrets",
        SecretPermissions.ReadValue,
        TrailRule.Project("Get Secret Version Value", "Secret Version").PerItem(),
        TransferErrors.ExportTooLarge);

    public static async ValueTask<Outcome<ExportAnswer>> HandleAsync(
        Call call, JsonBody body, QueryFields query, ExportReading reading, SecretValues values, LastReads lastReads, BundleKeys keys)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(ExportRequest.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        call.Trail.AddFact("format", request.Format);
        var found = await reading.FindAsync(call, request);
        if (found.Error is { } tooLarge)
        {
            return tooLarge;
        }

        using var content = new SecretWriter();
        var items = new List<TrailItem>();
        var secrets = new List<ExportedSecret>();
        ExportFile file = request.IsBundle ? new BundleFile(content) : new ClearFile(content, ClearFormat.Of(request.Format));
        foreach (var secret in found.Value)
        {
            var refusal = secret.Refusal ?? await AddAsync(call, values, file, secret, request.Prefix, items);
            secrets.Add(secret with { Refusal = refusal });
            if (refusal is null)
            {
                lastReads.Note(call, secret.Id);
            }

            if (refusal is not null && request.SecretIds is not null)
            {
                // Asked for by its id, so an attempt to read it; in an export of all it was only passed over.
                items.Add(TrailItem.Failed(SecretId.ForTrail(secret.Id), secret.Name, refusal));
            }
        }

        file.End();
        call.Trail.SetItems(items);
        return request.Protection is { } wanted ? await EncloseAsync(call, keys, wanted, content, secrets) : ExportAnswer.From(request.Format, content.Written, secrets);
    }

    /// <summary>Adds a secret with its values; an error, with nothing added, if one of them can't be read.</summary>
    private static async ValueTask<Error?> AddAsync(Call call, SecretValues values, ExportFile file, ExportedSecret secret, string prefix, List<TrailItem> items)
    {
        var read = new List<TrailItem>();
        var refusal = file.Begin(secret, secret.Name![prefix.Length..]);
        foreach (var version in refusal is null ? secret.Versions : [])
        {
            if (!file.HasValue(version))
            {
                file.AddWithout(version);
                continue;
            }

            var opened = await values.OpenAsync(call, secret.Id, version.Number, version.KeyId, version.Value);
            refusal = opened.Error;
            if (refusal is null)
            {
                using var value = opened.Value;
                refusal = file.Add(version, value.Span);
            }

            if (refusal is not null)
            {
                break;
            }

            read.Add(new TrailItem(secret.Id, secret.Name) { Facts = [new("version", version.Number.ToString(CultureInfo.InvariantCulture))] });
        }

        if (refusal is null)
        {
            file.Complete();
            items.AddRange(read);
        }
        else
        {
            file.Undo();
        }

        return refusal;
    }

    private static async ValueTask<Outcome<ExportAnswer>> EncloseAsync(
        Call call, BundleKeys keys, BundleSecret wanted, SecretWriter content, IReadOnlyList<ExportedSecret> secrets)
    {
        var derived = await keys.NewAsync(wanted, call.Context.RequestAborted);
        if (derived.Error is { } busy)
        {
            return busy;
        }

        using var protection = derived.Value;
        var bundle = BundleCipher.Seal(content.Written, protection);
        using var text = new SecretBuffer(Base64.GetMaxEncodedToUtf8Length(bundle.Length));
        Base64.EncodeToUtf8(bundle, text.Span, out _, out var length);
        return ExportAnswer.From(TransferFormats.Bundle, text.Span[..length], secrets);
    }
}
