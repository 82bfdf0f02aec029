using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam;

/// <summary>The field <c>name</c> of a resource: 1 to 255 characters, as long as nothing else is said, and not all of them blank.</summary>
internal static class NameField
{
    private const int Longest = 255;

    /// <summary>Reads a name that must be there.</summary>
    public static string Required(JsonFields resource, int longest = Longest) => Check(resource, resource.RequiredString("name", 1, longest));

    /// <summary>Reads a name that may be left out.</summary>
    public static string? Optional(JsonFields resource) => resource.OptionalString("name", 1, Longest) is { } name ? Check(resource, name) : null;

    private static string Check(JsonFields resource, string name)
    {
        // An empty one was named already.
        if (name.Length > 0 && string.IsNullOrWhiteSpace(name))
        {
            resource.AddProblem("name", "must not be blank");
        }

        return name;
    }
}
