using System.Collections.Immutable;

namespace Haneul.Kernel.Access;

/// <summary>One call that an access key may make: a method on paths of a service (spec/iam-and-trail.md section 9.3).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Service">The type of the service in the catalogue, such as <c>identity</c>.</param>
/// <param name="Method">The method, in capitals.</param>
/// <param name="Path">The path, with <c>*</c> or <c>{tag}</c> for a part of it without a slash and <c>**</c> for any part.</param>
public sealed record AccessRule(string Id, string Service, string Method, string Path)
{
    /// <summary>Whether the path stands for itself alone.</summary>
    public bool IsLiteral => !Path.AsSpan().ContainsAny('*', '{');
}

/// <summary>
/// The access rules of an access key, ready to be asked: a token of the key makes the calls that one of them names and no other. A list without any lets nothing
/// through; a key without access rules has no list.
/// </summary>
public sealed class AccessRules
{
    private readonly Entry[] _entries;

    public AccessRules(IEnumerable<AccessRule> rules)
    {
        All = [.. rules];
        _entries = [.. All.Select(static rule => new Entry(rule.Service, rule.Method, new PathPattern(rule.Path)))];
    }

    /// <summary>The rules.</summary>
    public ImmutableArray<AccessRule> All { get; }

    /// <summary>Whether a call may be made.</summary>
    /// <param name="service">The type of the service in the catalogue.</param>
    /// <param name="method">The method. A HEAD needs a rule of its own, as in Keystone's middleware.</param>
    /// <param name="path">The path without prefix.</param>
    /// <param name="root">What the service's paths begin with here and not in the rules of stock clients; rules may be written either way.</param>
    public bool Allow(string service, string method, ReadOnlySpan<char> path, string root)
    {
        foreach (var entry in _entries)
        {
            if (string.Equals(entry.Service, service, StringComparison.Ordinal) && string.Equals(entry.Method, method, StringComparison.Ordinal)
                && entry.Path.Matches(path, root))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many of the calls at a path with places for ids, as contracts write it, the rules let through. In doubt it is some.</summary>
    /// <param name="service">The type of the service in the catalogue.</param>
    /// <param name="method">The method.</param>
    /// <param name="template">The path without prefix, <c>{…}</c> for an id.</param>
    /// <param name="root">As for <see cref="Allow"/>.</param>
    public RuleCover CoverOf(string service, string method, string template, string root)
    {
        if (Allow(service, method, PathTemplateText.WithAnyId(template), root))
        {
            return RuleCover.All;
        }

        var mayFit = All.Any(rule =>
            string.Equals(rule.Service, service, StringComparison.Ordinal) && string.Equals(rule.Method, method, StringComparison.Ordinal)
            && PathTemplateText.MayMeet(root.Length > 0 && rule.Path.StartsWith(root + "/", StringComparison.Ordinal) ? rule.Path[root.Length..] : rule.Path, template));
        return mayFit ? RuleCover.Some : RuleCover.None;
    }

    private readonly record struct Entry(string Service, string Method, PathPattern Path);
}

/// <summary>How many of the calls of an operation access rules let through.</summary>
public enum RuleCover
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those on some resources.</summary>
    Some,

    /// <summary>All.</summary>
    All,
}
