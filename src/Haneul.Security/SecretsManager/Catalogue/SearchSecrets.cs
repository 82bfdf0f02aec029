using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Finds secrets of the project by words, tags, expiry date, last read and access, newest first.</summary>
internal static class SearchSecrets
{
    private const int MostAtOnce = 1000;
    private const int UsuallyAtOnce = 20;

    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "SearchSecrets",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("SearchSecrets"), "Secret"));

    public static async ValueTask<Outcome<SearchSecretsResponse>> HandleAsync(Call call, QueryFields query, SecretSearch search, SecretCursors cursors, LastReads reads)
    {
        var wanted = SecretQuery.Read(query);
        var limit = query.Int32("limit", 1, MostAtOnce) ?? UsuallyAtOnce;
        SecretPosition? after = null;
        if (query.Text("cursor") is { } cursor)
        {
            if (cursors.TryRead(cursor, wanted, call.ProjectId, out var position))
            {
                after = position;
            }
            else
            {
                query.AddProblem("cursor", "is not a cursor of this search");
            }
        }

        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (wanted.UnusedSince is not null)
        {
            // The database must know of the reads that still wait: a secret that was just read is not unused.
            await reads.FlushAsync(call.Context.RequestAborted);
        }

        var page = await search.FindAsync(call, wanted, after, limit);
        return new SearchSecretsResponse(
            [.. page.Rows.Select(row => row.ToWire(reads, call.ProjectId))],
            page.Next is { } next ? cursors.Write(next, wanted, call.ProjectId) : null);
    }
}
