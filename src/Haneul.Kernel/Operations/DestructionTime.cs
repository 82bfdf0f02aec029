using System.Globalization;
using Haneul.Kernel.Runtime;

namespace Haneul.Kernel.Operations;

/// <summary>Reads the time at which something is to be destroyed, within the bounds of the settings (docs/adr/0015).</summary>
public static class DestructionTime
{
    // Whoever counts "seven days from now" by another clock, or in whole seconds, must not be refused for it.
    private static readonly TimeSpan Allowance = TimeSpan.FromMinutes(1);

    /// <summary>The time of a field that must be there; what is wrong with it is left in <paramref name="fields"/>.</summary>
    public static DateTimeOffset Read(JsonFields fields, string name, HaneulOptions options, DateTimeOffset now)
    {
        if (fields.RequiredInstant(name) is not { } instant)
        {
            return default;
        }

        var earliest = now + TimeSpan.FromDays(options.DestructionMinimumDays) - Allowance;
        if (instant <= now || instant < earliest || instant > now + TimeSpan.FromDays(options.DestructionMaximumDays) + Allowance)
        {
            var bounds = string.Create(
                CultureInfo.InvariantCulture,
                $"must be in the future, at least {options.DestructionMinimumDays} and at most {options.DestructionMaximumDays} days from now");
            fields.AddProblem(name, bounds);
        }

        return instant;
    }
}
