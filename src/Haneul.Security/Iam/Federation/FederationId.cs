using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Federation;

/// <summary>Ids of federation resources, which callers choose themselves and put into the path.</summary>
internal static class FederationId
{
    /// <summary>Keystone's bound.</summary>
    public const int Longest = 64;

    /// <summary>400 if no new resource may have that id.</summary>
    public static Error? Refuse(string parameter, string id) =>
        id.Length <= Longest && !string.IsNullOrWhiteSpace(id) && !id.Any(char.IsControl)
            ? null
            : CommonErrors.InvalidRequest.With($"{parameter}: must have 1 to {Longest} characters, not all blank and none of them a control character");
}
