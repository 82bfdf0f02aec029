using Haneul.WebConsole.Api;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Members;

/// <summary>Reads who has which role where.</summary>
internal static class RoleAssignments
{
    /// <summary>The first page of a list, which has room for a thousand, and whether there is more.</summary>
    public static async Task<(IReadOnlyList<Assignment> List, bool HasMore, ApiAnswer Answer)> ListAsync(ApiClient api, ApiPath path)
    {
        var answer = await api.GetAsync(path);
        if (!answer.IsSuccess)
        {
            return ([], false, answer);
        }

        var read = answer.Read(AssignmentJson.Default.RoleAssignmentsResponse);
        return ([.. read.RoleAssignments.Select(Assignment.Of)], NextMarker.Of(read.Links) is not null, answer);
    }
}
