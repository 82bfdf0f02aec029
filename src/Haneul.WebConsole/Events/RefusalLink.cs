using Haneul.Kernel.Modules;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Events;

/// <summary>The way from a call that was refused to why it was.</summary>
internal static class RefusalLink
{
    private const string ServiceAccounts = ".serviceaccount.com";

    // What the resources of are asked for by the decision: whose lists there are.
    private static readonly string[] Listed = ["secrets-manager.", "kms."];

    /// <summary>Where a refusal is explained; null for an event that is none, and for those who may not ask about whoever it was.</summary>
    public static async Task<ApiPath?> FindAsync(Page page, Event found)
    {
        if (found.Request.Status != StatusCodes.Status403Forbidden || await SubjectOfAsync(page, found) is not { } subject)
        {
            return null;
        }

        var operation = OperationOf(page, found);
        var resource = Array.Exists(Listed, operation.StartsWith) && Guid.TryParse(found.Resource?.Id, out _) ? found.Resource!.Id : null;
        return ApiPath.Of($"/iam/decisions").With(subject.About, subject.Id).With("operation", operation)
            .With(found.ProjectId is null ? "organisation" : "project", found.ProjectId ?? found.DomainId).With("resource", resource);
    }

    // Whom the person may ask about (identity:explain_access): themselves, whoever sees the organisation everybody in it, and who sees the members of the project those, but not
    // the access keys of users.
    private static async Task<(string About, string Id)?> SubjectOfAsync(Page page, Event found)
    {
        if (found.User.Uuid.Length == 0)
        {
            return null;
        }

        var isServiceAccount = found.User.Id.EndsWith(ServiceAccounts, StringComparison.Ordinal);
        var seesAll = found.User.Uuid == page.Session!.UserId || await OrganisationScope.OpenAsync(page) is not null;
        var seesMembers = found.ProjectId is not null && found.ProjectId == page.State!.ProjectId && page.May("iam.ListServiceAccounts");
        return !seesAll && !seesMembers ? null
            : (seesAll || isServiceAccount) && found.Request.CredentialId is { Length: > 0 } key ? ("access_key", key)
            : (isServiceAccount ? "service_account" : "user", found.User.Uuid);
    }

    // The event has the id without its service. Where several services have such an operation, the page of decisions knows the event by its name.
    private static string OperationOf(Page page, Event found)
    {
        var names = page.Context.RequestServices.GetRequiredService<OperationCatalogue>().Operations.Select(static operation => operation.Name);
        return names.Where(name => name.EndsWith("." + found.Request.OperationId, StringComparison.Ordinal)).Take(2).ToList() is [var only] ? only : found.EventName;
    }
}
