using System.Runtime.InteropServices;
using System.Text.Json;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Catalogue;
using Haneul.Security.SecretsManager.Transfer.Bundles;

namespace Haneul.Security.SecretsManager.Transfer.Importing;

/// <summary>What is to be done with an entry whose name is taken.</summary>
internal static class Collisions
{
    public const string Fail = "fail";
    public const string Skip = "skip";
    public const string NewVersion = "new_version";
    public const string Rename = "rename";

    public static readonly string[] All = [Fail, Skip, NewVersion, Rename];
}

/// <summary>The body of an import.</summary>
/// <param name="Format">One of <see cref="TransferFormats"/>.</param>
/// <param name="Content">The file, as a JSON string of the body.</param>
/// <param name="Prefix">What goes before the name of each secret.</param>
/// <param name="Name">The name of the one secret that the whole file becomes; null for a secret per entry.</param>
/// <param name="OnCollision">One of <see cref="Collisions"/>.</param>
/// <param name="IsDryRun">Whether only to tell what would happen.</param>
/// <param name="Tags">Tags of new secrets, beside those of a bundle.</param>
/// <param name="KmsKeyId">The user key of new secrets; null for the service key.</param>
/// <param name="Protection">What a bundle is encrypted with; null for the other formats.</param>
internal sealed record ImportRequest(
    string Format, JsonElement Content, string Prefix, string? Name, string OnCollision, bool IsDryRun,
    IReadOnlyDictionary<string, string> Tags, string? KmsKeyId, BundleSecret? Protection)
{
    public const string ContentField = "import.content";

    public static readonly Func<JsonFields, ImportRequest> Read = static body =>
        body.RequiredObject("import") is { } import ? ReadImport(import) : new("", default, "", null, "", true, TagText.None, null, null);

    /// <summary>The file in a buffer of its own; null if it is no valid Unicode.</summary>
    public SecretBuffer? ToBuffer()
    {
        using var writer = new SecretWriter();
        try
        {
            writer.WriteUnquoted(JsonMarshal.GetRawUtf8Value(Content));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which only the one who asks for the text is told.
            return null;
        }

        var buffer = new SecretBuffer(writer.Length);
        writer.Written.CopyTo(buffer.Span);
        return buffer;
    }

    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(ImportRequest);

    private static ImportRequest ReadImport(JsonFields import)
    {
        var format = TransferFields.ReadChoice(import, "format", fallback: null, TransferFormats.Imported);
        var content = import.RequiredValue("content") ?? default;
        if (content.ValueKind is not (JsonValueKind.String or JsonValueKind.Undefined))
        {
            import.AddProblem("content", "must be a string");
        }

        var isWhole = TransferFields.ReadChoice(import, "as", fallback: "secrets", "secrets", "one_secret") == "one_secret";
        var name = import.OptionalString("name", minLength: 1, maxLength: 2 * ResourceText.NameCharacters);
        if (isWhole && format is TransferFormats.VaultKv2 or TransferFormats.Bundle)
        {
            import.AddProblem("as", $"can't be one_secret for {format}");
        }
        else if (isWhole && name is null)
        {
            import.AddProblem("name", "is required for one_secret");
        }
        else if (!isWhole && name is not null && format != TransferFormats.VaultKv2)
        {
            import.AddProblem("name", "is only for one_secret, and for a single document of Vault");
        }

        return new(
            format,
            content,
            TransferFields.ReadPrefix(import),
            name,
            TransferFields.ReadChoice(import, "on_collision", Collisions.Fail, Collisions.All),
            import.OptionalBoolean("dry_run") ?? false,
            import.Has("tags") ? TagText.Read(import, "tags") : TagText.None,
            import.OptionalString("kms_key_id", minLength: 1),
            TransferFields.ReadProtection(import, format));
    }
}
