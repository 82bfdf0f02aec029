using Haneul.ApiTests.Access.Secrets;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>A row of the matrix of Secrets Manager and KMS as a row of the walk. The caller owns what it calls about.</summary>
internal sealed class SecretsWalkRow(WalkWorld world, MatrixRow row) : WalkRow(row.Operation)
{
    public override async Task<WalkRequest> AllowedAsync() =>
        Fill(row.Kind is null ? null : await MakeAsync(row.Kind), world.Keeper) with
        {
            Items = row.Operation == "secrets-manager.CompareSecretVersions" ? 2 : 1, // Both values are read.
            IsExpected = status => status == row.Answer,
        };

    public override async Task<WalkRequest> RefusedAsync() =>
        Fill(row.Kind is null ? null : await world.Place.LastingAsync(row.Kind, Standing.Open), world.Stranger) with { IsExpected = IsForbidden };

    public override async Task<WalkRequest?> StandingAsync() => Fill(row.Kind is null ? null : await world.Place.LastingAsync(row.Kind, Standing.Owner), world.Keeper);

    private Task<MatrixResource> MakeAsync(string kind) =>
        row.Before is null ? world.Place.LastingAsync(kind, Standing.Owner) : world.Place.MakeAsync(kind, Standing.Owner, row.Before);

    private WalkRequest Fill(MatrixResource? resource, WalkCaller caller) => new(Operation, row.Method, world.Place.Fill(row.Path, resource), caller)
    {
        Body = row.Body is null ? null : world.Place.Fill(row.Body, resource),
        Scopes = [caller.ProjectId!, caller.DomainId],
        IsExpected = static _ => true,
    };
}
