using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Transfer.Reading;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Transfer.Importing;

/// <summary>
/// Stores the secrets of a file, all of them or none; or tells what would become of each. The events are those of the secrets; an import that stores nothing has one of its own.
/// </summary>
internal static class ImportSecrets
{
    // Each failed try means that somebody has changed one of the secrets in the meantime.
    private const int MostTries = 4;

    // How many entries an error names.
    private const int MostNamed = 10;

    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ImportSecrets",
        SecretPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("ImportSecrets"), "Secret").PerItem(("Create Secret", "Secret"), ("Create Secret Version", "Secret Version")),
        TransferErrors.ImportRefused,
        TransferErrors.ImportConflict,
        SecretErrors.KeyGone,
        SecretErrors.KeyDamaged);

    public static async ValueTask<Outcome<ImportSecretsResponse>> HandleAsync(
        Call call, JsonBody body, QueryFields query, ImportReading reading, ImportPlanning planning, ImportStore store)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(ImportRequest.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        call.Trail.AddFact("format", request.Format);
        if (request.IsDryRun)
        {
            call.Trail.AddFact("dry_run", "true");
        }

        var read = await reading.ReadAsync(request, call.Context.RequestAborted);
        if (read.Error is { } wrongContent)
        {
            return wrongContent;
        }

        using var content = read.Value;
        Outcome<ImportSecretsResponse> outcome = TransferErrors.ImportConflict;
        for (var tries = 0; tries < MostTries && outcome.Error?.Code == TransferErrors.ImportConflict; tries++)
        {
            outcome = await TryAsync(call, request, content, planning, store);
        }

        return outcome;
    }

    private static async ValueTask<Outcome<ImportSecretsResponse>> TryAsync(
        Call call, ImportRequest request, ImportContent content, ImportPlanning planning, ImportStore store)
    {
        var planned = await planning.PlanAsync(call, request, content.Entries);
        if (planned.Error is { } unusable)
        {
            return unusable;
        }

        var plan = planned.Value;
        if (request.IsDryRun)
        {
            return ToAnswer(request, plan, []);
        }

        if (plan.Any(static each => each.Error is not null))
        {
            return Refuse(plan);
        }

        var enclosed = await store.SealAsync(call, content, plan);
        if (enclosed.Error is { } notSealed)
        {
            return notSealed;
        }

        if (enclosed.Value.Count == 0)
        {
            return ToAnswer(request, plan, []);
        }

        var stored = await store.StoreAsync(call, enclosed.Value);
        return stored.Error is { } refused ? refused : ToAnswer(request, plan, stored.Value);
    }

    private static Error Refuse(IReadOnlyList<PlannedEntry> plan)
    {
        var failed = plan.Where(static each => each.Error is not null).ToList();
        var named = failed.Take(MostNamed).Select(static each => $"{ImportContent.Show(each.Name)} ({each.Error!.Code.Code})");
        return TransferErrors.ImportRefused.With(failed.Count, plan.Count, string.Join(", ", named) + (failed.Count > MostNamed ? ", …" : ""));
    }

    private static ImportSecretsResponse ToAnswer(ImportRequest request, IReadOnlyList<PlannedEntry> plan, IReadOnlyList<SealedEntry> stored)
    {
        var ids = stored.ToDictionary(static entry => entry.Plan.Name, static entry => entry.SecretId, StringComparer.Ordinal);
        var entries = plan.Select(each => new SecretImportEntry
        {
            Source = each.Entry.Source,
            Name = each.Name,
            Action = each.Action,
            Id = each.Taken?.Id ?? ids.GetValueOrDefault(each.Name),
            Version = each.Stores ? each.Version : each.Taken?.DefaultVersion,
            ErrorCode = each.Error?.Code.Code,
            Message = each.Error?.Message,
        }).ToList();
        return new(new SecretImport
        {
            Format = request.Format,
            DryRun = request.IsDryRun,
            Total = entries.Count,
            Created = entries.Count(static entry => entry.Action == ImportActions.Created),
            NewVersions = entries.Count(static entry => entry.Action == ImportActions.NewVersion),
            Skipped = entries.Count(static entry => entry.Action == ImportActions.Skipped),
            Failed = entries.Count(static entry => entry.Action == ImportActions.Failed),
            Entries = entries,
        });
    }
}
