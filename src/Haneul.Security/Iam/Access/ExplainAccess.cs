using System.Globalization;
using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.ServiceAccounts;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Access;

/// <summary>Answers why a call was refused, or would be: the decision on it, every reason, and the roles that would change it.</summary>
internal static class ExplainAccess
{
    public static readonly Operation Operation = new(
        "iam", "ExplainAccess",
        AccessPolicies.Explain.Permission,
        TrailRule.Organisation("Explain Access", "Access Decision"),
        IamErrors.UserNotFound, IamErrors.ProjectNotFound, IamErrors.AccessKeyNotFound, OrganisationErrors.NotFound, ServiceAccountErrors.NotFound);

    public static async Task<Outcome<AccessDecisionResponse>> HandleAsync(
        Call call, JsonBody body, IDatabase database, KnownOperations operations, AccessExplanation explanation)
    {
        if (!body.TryRead(AccessQuestion.Read, out var question, out var error))
        {
            return error;
        }

        call.Trail.ResourceId = question.SubjectId;
        if (operations.Find(question.Operation) is not { } operation)
        {
            return Error.FromProblems([new("operation", "is no operation of the API; ListOperations names them")]);
        }

        call.Trail.AddFact("operation", question.Operation);
        return await database.ReadAsync<Outcome<AccessDecisionResponse>>(async session =>
        {
            var subject = await AskedSubject.FindAsync(session, question);
            var place = await AskedPlace.FindAsync(session, question, subject);
            var target = TargetOf(call.Caller, question, subject, place);
            if (AccessPolicies.Explain.Refuse(call, target) is { } refused)
            {
                return refused;
            }

            IReadOnlyList<HeldRoleLine> lines = subject is null || place is null ? [] : await HeldRoleLine.ReadAsync(session, subject.UserId, place);

            // Who sees the members of a project and no more learns nothing of those who are none: whether they exist, are disabled, or just hold no role, looks the same.
            if (lines.Count == 0 && place is not null && !AccessPolicies.Explain.Admits(call.Caller, target with { ProjectId = null }))
            {
                subject = AskedSubject.Stranger;
            }

            if (subject is null)
            {
                return AskedSubject.NotFound(question);
            }

            if (place is null)
            {
                return AskedPlace.NotFound(question);
            }

            call.Trail.DomainId = place.OrganisationId ?? call.Trail.DomainId;
            var decision = await explanation.DecideAsync(session, call, operation, new AskedAccess(subject, place, lines, question.ResourceId));
            call.Trail.AddFact("allowed", decision.Allowed is { } allowed ? allowed.ToString(CultureInfo.InvariantCulture) : "open");
            return new AccessDecisionResponse(decision);
        }, call.Context.RequestAborted);
    }

    /// <summary>
    /// What the answer would tell of belongs to the subject's own organisation if the place is of the same one (as for grants), to the project if it is about a member or a
    /// service account of it, and to the subject. The access keys of users are no business of a project's managers; delegated tokens ask about their own key alone.
    /// </summary>
    private static PolicyTarget TargetOf(Caller caller, AccessQuestion question, AskedSubject? subject, AskedPlace? place) => new(
        DomainId: subject is not null && subject.OrganisationId == place?.OrganisationId ? place.OrganisationId : null,
        UserId: caller.IsDelegated && (question.About != AskedAbout.AccessKey || question.SubjectId != caller.AccessKeyId) ? null : subject?.UserId,
        ProjectId: question.About != AskedAbout.AccessKey || subject?.ServiceAccountProjectId is not null && subject.ServiceAccountProjectId == place?.Id ? place?.ProjectId : null);
}
