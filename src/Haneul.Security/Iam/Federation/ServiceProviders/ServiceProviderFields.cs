using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Federation.ServiceProviders;

/// <summary>The fields of a service provider that a request gives; null for those that it leaves out.</summary>
internal sealed record ServiceProviderFields(string? AuthUrl, string? SpUrl, string? Description, bool GivesDescription, bool? IsEnabled, string? RelayStatePrefix)
{
    private const int LongestUrl = 225;
    private const int LongestDescription = 64 * 1024;

    /// <summary>Reads the body.</summary>
    public static ServiceProviderFields Read(JsonFields body, bool isNew)
    {
        if (body.RequiredObject("service_provider") is not { } provider)
        {
            return new(null, null, null, GivesDescription: false, null, null);
        }

        return new(
            ReadUrl(provider, "auth_url", isNew),
            ReadUrl(provider, "sp_url", isNew),
            provider.OptionalString("description", 0, LongestDescription),
            provider.Has("description"),
            provider.OptionalBoolean("enabled"),
            provider.OptionalString("relay_state_prefix", 0, 256));
    }

    private static string? ReadUrl(JsonFields provider, string name, bool isNew)
    {
        var url = isNew ? provider.RequiredString(name, 1, LongestUrl) : provider.OptionalString(name, 1, LongestUrl);
        if (url is { Length: > 0 } && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
        {
            provider.AddProblem(name, "must be an address that begins with http: or https:");
        }

        return url;
    }
}
