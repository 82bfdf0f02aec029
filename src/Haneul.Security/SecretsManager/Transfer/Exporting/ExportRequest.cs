using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Transfer.Bundles;

namespace Haneul.Security.SecretsManager.Transfer.Exporting;

/// <summary>The body of an export.</summary>
/// <param name="Format">One of <see cref="TransferFormats"/>.</param>
/// <param name="SecretIds">The secrets; null for all of the project.</param>
/// <param name="Prefix">Only secrets whose names begin so; it is taken off the names.</param>
/// <param name="Protection">What a bundle is to be encrypted with; null for the other formats.</param>
internal sealed record ExportRequest(string Format, IReadOnlyList<string>? SecretIds, string Prefix, BundleSecret? Protection)
{
    public static readonly Func<JsonFields, ExportRequest> Read = static body =>
        body.RequiredObject("export") is { } export ? ReadExport(export) : new("", null, "", null);

    /// <summary>Whether versions go out with their states, and not the newest value alone.</summary>
    public bool IsBundle => Format == TransferFormats.Bundle;

    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(ExportRequest);

    private static ExportRequest ReadExport(JsonFields export)
    {
        var format = TransferFields.ReadChoice(export, "format", fallback: null, TransferFormats.Exported);
        var ids = export.OptionalStrings("secrets", TransferLimits.Entries);
        if (ids is { Count: 0 })
        {
            export.AddProblem("secrets", "must name at least one secret, or be left out for all");
        }

        return new(format, ids?.Distinct(StringComparer.Ordinal).ToList(), TransferFields.ReadPrefix(export), TransferFields.ReadProtection(export, format));
    }
}
