using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Wire;

namespace Haneul.Kernel.Access.AllowedSubjects;

/// <summary>What the operations on lists of every service share: reading the ids and telling what became of them.</summary>
public static class AllowListAnswers
{
    /// <summary>Most subjects that one request may name.</summary>
    public const int MostIds = 100;

    // The permission of IAM's project viewer: whoever names members must be allowed to see who they are.
    private static readonly Permission SeeMembers = Permission.Granted("iam:assignment:read");

    /// <summary>Reads the ids of subjects, each once, in the order of the request; null for an absent or null field.</summary>
    public static IReadOnlyList<string>? ReadIds(JsonFields fields, string field) => fields.OptionalStrings(field, MostIds);

    /// <summary>The refusal of a caller who names subjects without being allowed to see the members of the project; null otherwise.</summary>
    public static Error? RefuseNaming(Caller caller, IReadOnlyList<string>? ids, string field) =>
        ids is { Count: > 0 } && !caller.May(SeeMembers) ? AllowListErrors.MembersUnseen.With(field) : null;

    /// <summary>The answer about the ids of a request.</summary>
    public static AccessTargetsResult ToResult(IReadOnlyList<AllowListResult> results, int requested)
    {
        var items = results.Select(ToItem).ToList();
        var failed = items.Count(item => item.ErrorCode is not null);
        return new AccessTargetsResult(items.Count, requested, items.Count - failed, failed, items);
    }

    /// <summary>A subject of a list on the wire.</summary>
    public static AccessTarget ToTarget(AllowedSubject subject) =>
        new(subject.Type, subject.Id, subject.Name, subject.Exists, subject.CreatedBy, UnixTime.ToWire(subject.CreatedAt));

    /// <summary>Facts for the trail: who was put on the list or taken off it.</summary>
    public static void Tell(TrailDraft trail, IReadOnlyList<AllowListResult> results)
    {
        Tell(trail, "added", results, AllowListOutcome.Added);
        Tell(trail, "removed", results, AllowListOutcome.Removed);
    }

    private static void Tell(TrailDraft trail, string fact, IReadOnlyList<AllowListResult> results, AllowListOutcome outcome)
    {
        var ids = results.Where(result => result.Outcome == outcome).Select(result => result.Id).ToList();
        if (ids.Count > 0)
        {
            trail.AddFact(fact, string.Join(' ', ids));
        }
    }

    private static AccessTargetResult ToItem(AllowListResult result)
    {
        var error = result.Outcome switch
        {
            AllowListOutcome.UnknownSubject => AllowListErrors.UnknownSubject,
            AllowListOutcome.NotThere => AllowListErrors.NotListed,
            _ => null,
        };
        var isThere = result.Outcome is AllowListOutcome.AlreadyThere or AllowListOutcome.Owner;
        return new AccessTargetResult(result.Id, result.Outcome == AllowListOutcome.Added, isThere, error?.Code, error?.Template);
    }
}
