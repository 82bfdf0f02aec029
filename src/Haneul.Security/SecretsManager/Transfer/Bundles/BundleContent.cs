using System.Runtime.InteropServices;
using System.Text.Json;
using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Catalogue;
using Haneul.Security.SecretsManager.Transfer.Reading;

namespace Haneul.Security.SecretsManager.Transfer.Bundles;

/// <summary>
/// Reads the content of a bundle: <c>{"secrets":[{"name","description","tags","expires_at","is_access_control_enabled","versions":[{"version","status","value"}]}]}</c>. It was authenticated, but whoever knows the password
/// can make one, so it is checked like any other request.
/// </summary>
internal static class BundleContent
{
    // The end of the year 9999, microseconds since the Unix epoch.
    private const long LatestDate = 253_402_300_800_000_000;

    // The values of secrets stand five levels down.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = TransferLimits.Depth + 5 };

    /// <summary>Reads the whole content.</summary>
    public static void Read(ReadOnlyMemory<byte> text, ImportContent content)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("secrets", out var secrets) || secrets.ValueKind != JsonValueKind.Array)
            {
                content.AddProblem("it is a bundle without secrets");
                return;
            }

            var position = 0;
            var versions = 0;
            foreach (var secret in secrets.EnumerateArray())
            {
                if (content.IsHopeless || !ReadSecret(secret, $"secret {++position}", content, ref versions))
                {
                    return;
                }
            }
        }
        catch (JsonException)
        {
            content.AddProblem("it is a bundle whose content is not valid JSON");
        }
    }

    private static bool ReadSecret(JsonElement secret, string where, ImportContent content, ref int count)
    {
        if (secret.ValueKind != JsonValueKind.Object || TextOf(secret, "name") is not { } name
            || !secret.TryGetProperty("versions", out var versions) || versions.ValueKind != JsonValueKind.Array || versions.GetArrayLength() == 0)
        {
            content.AddProblem($"{where} has no name or no versions");
            return true;
        }

        count += versions.GetArrayLength();
        if (count > TransferLimits.Versions)
        {
            content.AddProblem($"it has more than {TransferLimits.Versions} versions");
            return false;
        }

        var read = new List<ImportVersion>();
        foreach (var version in versions.EnumerateArray())
        {
            if (ReadVersion(version, read.Count + 1, where, content) is not { } known)
            {
                return true;
            }

            read.Add(known);
        }

        if (read.Count(static version => version.Status != VersionStatus.Destroyed) > SecretLimits.VersionQuota)
        {
            content.AddProblem($"{where} has more than {SecretLimits.VersionQuota} versions that are not destroyed");
        }
        else
        {
            AddSecret(secret, where, content, new ImportEntry(name, read));
        }

        return true;
    }

    private static void AddSecret(JsonElement secret, string where, ImportContent content, ImportEntry entry)
    {
        var description = TextOf(secret, "description");
        if (description is not null && (description.Contains('\0', StringComparison.Ordinal) || description.EnumerateRunes().Count() > ResourceText.DescriptionCharacters))
        {
            content.AddProblem($"{where} has a description of more than {ResourceText.DescriptionCharacters} characters, or with U+0000");
            return;
        }

        if (ReadTags(secret) is not { } tags)
        {
            content.AddProblem($"{where} has tags that are not allowed");
            return;
        }

        content.Add(where, entry with
        {
            Description = description,
            Tags = tags,
            ExpiresAt = secret.TryGetProperty("expires_at", out var date) && date.ValueKind == JsonValueKind.Number && date.TryGetInt64(out var at) && at is > 0 and < LatestDate ? at : null,
            IsAccessControlEnabled = secret.TryGetProperty("is_access_control_enabled", out var flag) && flag.ValueKind == JsonValueKind.True,
        });
    }

    private static SortedDictionary<string, string>? ReadTags(JsonElement secret)
    {
        var tags = TagText.None;
        if (!secret.TryGetProperty("tags", out var given))
        {
            return tags;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var tag in given.EnumerateObject())
        {
            if (!JsonText.TryGetName(tag, out var key) || tag.Value.ValueKind != JsonValueKind.String || !JsonText.IsValid(tag.Value)
                || TagText.FindFault(key) is not null || TagText.FindValueFault(tag.Value.GetString()!) is not null)
            {
                return null;
            }

            tags[key] = tag.Value.GetString()!;
        }

        return tags.Count <= TagText.MostTags ? tags : null;
    }

    /// <summary>A version; its number has to be the next one, since numbers are given without gaps.</summary>
    private static ImportVersion? ReadVersion(JsonElement version, int number, string where, ImportContent content)
    {
        var status = version.ValueKind == JsonValueKind.Object ? TextOf(version, "status") : null;
        if (status is not (VersionStatus.Active or VersionStatus.Deactivated or VersionStatus.Destroyed)
            || !version.TryGetProperty("version", out var given) || given.ValueKind != JsonValueKind.Number || !given.TryGetInt32(out var told) || told != number)
        {
            content.AddProblem($"{where} has no version {number} in its place, or one without a known status");
            return null;
        }

        var start = content.Values.Length;
        if (status == VersionStatus.Destroyed)
        {
            return new ImportVersion(number, VersionStatus.Destroyed, start, 0);
        }

        if (!version.TryGetProperty("value", out var value))
        {
            content.AddProblem($"{where} has a version {number} without a value");
            return null;
        }

        content.Values.Write(JsonMarshal.GetRawUtf8Value(value));
        return content.CheckValue(where, start) ? new ImportVersion(number, status, start, content.Values.Length - start) : null;
    }

    private static string? TextOf(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && JsonText.IsValid(text) ? text.GetString() : null;
}
