using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Wire.ClientConfiguration;

namespace Haneul.Server.ClientConfiguration;

/// <summary>Tells which availability zones the services offer: all three of the region, whoever asks.</summary>
internal static class ResolveAzPolicy
{
    public static readonly Operation Operation = new(
        ClientConfigurationModule.Id,
        "ResolveAzPolicy",
        ClientConfigurationModule.AnySignedIn,
        TrailRule.Organisation(EventNames.FromOperationId("ResolveAzPolicy"), "Az Policy"));

    // The names that the official Terraform provider looks up; it fails a plan when one of them is missing (contract SUMMARY.md section 9).
    private static readonly string[] Services = ["bcs", "vpc", "lb", "k8se", "mysql"];

    public static Outcome<AzPolicyResponse> Handle(QueryFields query, HaneulOptions options)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        // The contracts' AvailabilityZone: the region with a letter.
        IReadOnlyList<string> zones = [$"{options.Region}-a", $"{options.Region}-b", $"{options.Region}-c"];
        return new AzPolicyResponse(Success: true, new AzPolicy(
            ClientConfigurationModule.OnlyOne,
            Services.ToDictionary(name => name, _ => zones, StringComparer.Ordinal),
            Priority: 0,
            ClientConfigurationModule.Author,
            ClientConfigurationModule.Author));
    }
}
