namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>What of a configuration a path is about: all of it, a group or an option.</summary>
internal readonly record struct OptionPlace(string? Group = null, string? Option = null)
{
    /// <summary>In words, for errors.</summary>
    public string Words => Option is not null ? $"the option {Option} in the group {Group}" : Group is not null ? $"the group {Group}" : "its own";
}
