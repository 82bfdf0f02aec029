using Haneul.Kernel.Access;
using Haneul.Security.Iam.Organisations;

namespace Haneul.Security.Iam.Users;

/// <summary>Where a new user or group belongs when the request does not say.</summary>
internal static class DefaultOrganisation
{
    /// <summary>As in Keystone: to what the token is for, be it an organisation or one of its projects; otherwise to the first organisation.</summary>
    public static string Of(Caller caller) => caller.DomainId ?? caller.ProjectDomainId ?? Organisation.DefaultId;
}
