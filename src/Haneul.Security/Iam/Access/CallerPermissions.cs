using System.Runtime.CompilerServices;
using Haneul.Kernel.Access;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Access;

/// <summary>
/// What tokens may do. The answer is kept as long as the caller is, whom every change in IAM replaces (<see cref="TokenCache"/>): so it costs a look-up, and is never
/// older than the decision on any other call.
/// </summary>
internal sealed class CallerPermissions(KnownOperations operations)
{
    private readonly ConditionalWeakTable<Caller, Outcome<MyPermissionsResponse>> _answers = [];

    /// <summary>What the caller's token may do.</summary>
    public Outcome<MyPermissionsResponse> Of(Caller caller) => _answers.GetValue(caller, Make);

    private Outcome<MyPermissionsResponse> Make(Caller caller)
    {
        var subject = caller.Origin is TokenEntry entry ? entry.Token.Subject : null;
        var scope = new TokenScopeBody(
            subject?.Project is { } project ? new NamedReference(project.Id, project.Name) : null,
            subject?.Domain is { } domain ? new NamedReference(domain.Id, domain.Name) : null,
            caller.IsSystem);
        var open = operations.All
            .Where(each => each.Operation.Permission.Kind == PermissionKind.Granted && caller.ProjectId is not null && caller.May(each.Operation.Permission)
                && each.CoverBy(caller.AccessRules) != RuleCover.None)
            .Select(static each => each.Operation.Name);
        return new MyPermissionsResponse(new MyPermissions(scope, [.. caller.Roles.Order(StringComparer.Ordinal)], [.. open]));
    }
}
