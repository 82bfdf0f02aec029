using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Projects;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Limits;

/// <summary>Makes limits of projects and organisations: all of them or none.</summary>
internal static class CreateLimits
{
    public static readonly Operation Operation = new(
        "iam", "CreateLimits",
        LimitPolicies.Create.Permission,
        TrailRule.Organisation("Create Limits", "Limit"),
        IamErrors.DelegatedChange, LimitErrors.NotRegistered, LimitErrors.Duplicate);

    public static async Task<Outcome<NewLimitsResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, IdGenerator ids)
    {
        if (LimitPolicies.Create.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(static fields => ItemList.Read(fields, "limits", Wanted.Read), out var wanted, out var error))
        {
            return error;
        }

        return await changes.WriteAsync<NewLimitsResponse>(call, async transaction =>
        {
            var made = new List<LimitBody>(wanted.Count);
            for (var index = 0; index < wanted.Count; index++)
            {
                var limit = await InsertAsync(transaction, call, ids, wanted[index], $"limits[{index}]");
                if (limit.Error is { } failed)
                {
                    return failed;
                }

                made.Add(limit.Value.ToBody(call));
            }

            call.Trail.ResourceId = made[0].Id;
            call.Trail.ResourceName = made[0].ResourceName;
            return Outcome.Created(new NewLimitsResponse(made));
        });
    }

    private static async ValueTask<Outcome<Limit>> InsertAsync(ITransaction transaction, Call call, IdGenerator ids, Wanted wanted, string member)
    {
        var owner = await wanted.FindOwnerAsync(transaction, member);
        if (owner.Error is { } unknown)
        {
            return unknown;
        }

        if (await RegisteredLimit.FindAsync(transaction, wanted.Resource) is not { } registered)
        {
            return LimitErrors.NotRegistered;
        }

        var limit = new Limit(ids.NewHexId(), wanted.ProjectId, wanted.OrganisationId, registered.Resource, wanted.Value, wanted.Description, owner.Value);
        var added = await transaction.ExecuteAsync($"""
            INSERT INTO iam_limits (id, registered_limit_id, project_id, organisation_id, resource_limit, description, created_at)
            VALUES ({limit.Id}, {registered.Id}, {limit.ProjectId}, {limit.OrganisationId}, {limit.Value}, {limit.Description}, {UnixTime.ToMicroseconds(call.Now)})
            ON CONFLICT DO NOTHING
            """);
        return added == 0 ? LimitErrors.Duplicate : limit;
    }

    private sealed record Wanted(LimitedResource Resource, string? ProjectId, string? OrganisationId, long Value, string? Description)
    {
        public static Wanted Read(JsonFields fields)
        {
            var wanted = new Wanted(
                LimitedResource.Read(fields), fields.OptionalString("project_id", 1, 64), fields.OptionalString("domain_id", 1, 64),
                LimitedResource.ReadValue(fields, "resource_limit", isRequired: true) ?? 0, fields.OptionalString("description", 0, LimitedResource.LongestDescription));
            if ((wanted.ProjectId is null) == (wanted.OrganisationId is null))
            {
                fields.AddProblem("project_id", "or domain_id must be given, and not both");
            }

            return wanted;
        }

        /// <summary>The organisation that the limit belongs to, or that there is no such project or organisation.</summary>
        public async ValueTask<Outcome<string>> FindOwnerAsync(IDatabaseSession session, string member)
        {
            if (ProjectId is not null)
            {
                return await Project.FindAsync(session, ProjectId) is { } project
                    ? project.OrganisationId
                    : CommonErrors.InvalidRequest.With($"{member}.project_id: is no known project");
            }

            return await Organisation.ExistsAsync(session, OrganisationId!)
                ? OrganisationId!
                : CommonErrors.InvalidRequest.With($"{member}.domain_id: is no known organisation");
        }
    }
}
