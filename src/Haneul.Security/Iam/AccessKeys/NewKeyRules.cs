using Haneul.Kernel.Access;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>
/// The access rules of a new key. A key that is made with a token of another has that one's rules unless it asks for fewer: with more, or with none, it would open what
/// its maker was kept from (decisions.md, delegated tokens).
/// </summary>
internal static class NewKeyRules
{
    /// <summary>The rules, each kept; null for none. 404 for an id that is none of the user's; 403 for a rule that the maker's rules do not cover.</summary>
    public static async ValueTask<Outcome<ChosenRules>> ChooseAsync(
        ITransaction transaction, Caller caller, IReadOnlyList<WantedRule>? wanted, IdGenerator ids, long now)
    {
        var ofMaker = caller.AccessRules;
        if (wanted is null or { Count: 0 })
        {
            return new ChosenRules(ofMaker?.All);
        }

        var rules = new List<AccessRule>();
        foreach (var each in wanted)
        {
            if (await each.FindOrMakeAsync(transaction, caller.UserId, ids, now) is not { } rule)
            {
                return AccessKeyErrors.AccessRuleNotFound.With(each.Id);
            }

            if (ofMaker is not null && !Covers(ofMaker.All, rule))
            {
                return AccessKeyErrors.WiderAccessRules.With(rule.Method, rule.Path, rule.Service);
            }

            rules.Add(rule);
        }

        return new ChosenRules([.. rules.DistinctBy(static rule => rule.Id, StringComparer.Ordinal).OrderBy(static rule => rule.Id, StringComparer.Ordinal)]);
    }

    // The very rule, or a path without wildcards that some rule names. Whether one pattern lies within another is not worked out, and a slash at the end, which services may
    // read as they like, is compared with nothing: what is not sure is refused.
    private static bool Covers(IEnumerable<AccessRule> ofMaker, AccessRule rule) =>
        ofMaker.Any(own => string.Equals(own.Id, rule.Id, StringComparison.Ordinal))
        || (rule.IsLiteral && rule.Path[^1] != '/'
            && new AccessRules(ofMaker.Where(static own => own.Path[^1] != '/')).Allow(rule.Service, rule.Method, rule.Path, root: ""));
}

/// <summary>The access rules of a key; null for a key without any.</summary>
internal sealed record ChosenRules(IReadOnlyList<AccessRule>? Rules);
