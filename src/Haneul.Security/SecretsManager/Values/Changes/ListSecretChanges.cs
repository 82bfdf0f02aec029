using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Values.Changes;

/// <summary>Lists what has happened to the secrets of the project that the caller has access to, without anything of their values (docs/adr/0019).</summary>
internal static class ListSecretChanges
{
    private const int DefaultLimit = 100;
    private const int LargestLimit = 1000;

    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ListSecretChanges",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListSecretChanges"), "Secret"),
        SecretValueErrors.ChangesGone);

    public static async ValueTask<Outcome<ListSecretChangesResponse>> HandleAsync(Call call, QueryFields query, ChangeReads reads)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        var after = ChangeNumber.Read(query, query.Text("after"), "after");
        var limit = query.Int32("limit", 1, LargestLimit) ?? DefaultLimit;
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var page = await reads.ReadAsync(call.Caller, call.ProjectId, after, limit, call.Context.RequestAborted);
        return page.IsGone
            ? SecretValueErrors.ChangesGone.With(after, page.Newest)
            : new ListSecretChangesResponse(page.Changes, page.Last, page.Newest);
    }
}
