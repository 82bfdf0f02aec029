using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Shows the catalogue that a token of the caller carries, for clients that had it left out.</summary>
internal static class GetAuthCatalog
{
    public static readonly Operation Operation = new(
        "iam", "GetAuthCatalog",
        TokenPolicies.GetAuthCatalog.Permission,
        TrailRule.Organisation("Get Auth Catalog", "Catalog"));

    public static async Task<Outcome<CatalogAnswer>> HandleAsync(Call call, Catalog catalog)
    {
        // Keystone has no catalogue here for tokens of another scope, although it puts one into those for an organisation or the system.
        return call.Caller.ProjectId is { } projectId && TokenPolicies.GetAuthCatalog.Refuse(call, new PolicyTarget(ProjectId: projectId)) is null
            ? new CatalogAnswer(await catalog.ForAsync(call, projectId, call.Caller.UserId))
            : CommonErrors.Forbidden.With("the catalog needs a token for a project");
    }

    /// <summary>A finished catalogue in its envelope.</summary>
    internal sealed class CatalogAnswer(byte[] catalog) : IAnswer
    {
        /// <inheritdoc />
        public Task WriteAsync(Call call) => JsonAnswer.WriteAsync(call.Context, (catalog, self: IamLinks.AddressOf(call, "auth/catalog")), static (json, state) =>
        {
            json.WriteStartObject();
            json.WritePropertyName("catalog"u8);
            json.WriteRawValue(state.catalog, skipInputValidation: true);
            json.WriteStartObject("links"u8);
            json.WriteString("self"u8, state.self);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}
