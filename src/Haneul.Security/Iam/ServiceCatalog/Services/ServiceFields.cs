using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.ServiceCatalog.Services;

/// <summary>The fields of a service that a request gives; null for those that it leaves out.</summary>
internal sealed record ServiceFields(string? Type, string? Name, string? Description, bool? IsEnabled, string? Extra)
{
    private const int LongestDescription = 64 * 1024;

    /// <summary>Reads the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="id">The id in the path; null for a new service.</param>
    public static ServiceFields Read(JsonFields body, string? id)
    {
        if (body.RequiredObject("service") is not { } service)
        {
            return new(null, null, null, null, null);
        }

        if (id is not null)
        {
            MatchingId.Check(service, id);
        }

        var type = id is null ? service.RequiredString("type") : service.OptionalString("type", 1);
        var name = NameField.Optional(service);
        return new(type, name, service.OptionalString("description", 0, LongestDescription), service.OptionalBoolean("enabled"), ExtraAttributes.Read(service));
    }
}
