using System.Globalization;
using System.Text.Json;
using Haneul.Kernel.Runtime;

namespace Haneul.Kernel.Operations;

/// <summary>When a scheduled destruction may take place: late enough to be noticed and taken back, early enough not to be forgotten (docs/adr/0015).</summary>
public sealed class DestructionWindow(HaneulOptions options)
{
    // Who asks for "seven days from now" has worked that out a moment before the call arrives.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(1);

    /// <summary>Reads the time of a destruction, which must be there. What is wrong with it is left in <paramref name="fields"/>.</summary>
    /// <param name="fields">The object that has the field.</param>
    /// <param name="field">Its name.</param>
    /// <param name="now">The time of the call.</param>
    public DateTimeOffset Read(JsonFields fields, string field, DateTimeOffset now)
    {
        if (fields.RequiredValue(field) is not { } element)
        {
            return default;
        }

        if (element.ValueKind == JsonValueKind.Null)
        {
            fields.AddProblem(field, "must not be null");
            return default;
        }

        if (fields.OptionalInstant(field) is not { } at)
        {
            return default;
        }

        var earliest = options.DestructionMinimumDays == 0 ? now : now.AddDays(options.DestructionMinimumDays) - OnItsWay;
        if (at < earliest || at > now.AddDays(options.DestructionMaximumDays))
        {
            fields.AddProblem(field, string.Create(
                CultureInfo.InvariantCulture, $"must be {options.DestructionMinimumDays} to {options.DestructionMaximumDays} days ahead, now being {UnixTime.ToWire(UnixTime.ToMicroseconds(now))}"));
        }

        return at;
    }
}
