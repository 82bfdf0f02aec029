using System.Text.Json;
using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>What holds without configuration at a place.</summary>
internal static class DomainConfigDefaults
{
    public static Outcome<DomainConfigResponse> Answer(Call call, OptionPlace place)
    {
        if (DomainConfigPolicies.GetDefault.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (DomainOption.RefuseUnknown(place.Group, place.Option) is { } unknown)
        {
            return unknown;
        }

        if (place.Option is { } name)
        {
            var option = DomainOption.Find(place.Group!, name)!;
            return option.IsSecret
                ? DomainConfigErrors.NotSupported.With($"reading {place.Words}")
                : new DomainConfigResponse(new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [name] = option.DefaultValue });
        }

        var options = DomainOption.Readable.Where(option => place.Group is null || option.Group == place.Group);
        return new DomainConfigResponse(OptionRow.ToConfig(options.Select(static option => (option.Group, option.Name, option.DefaultValue))));
    }
}
