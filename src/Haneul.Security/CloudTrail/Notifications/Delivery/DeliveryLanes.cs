namespace Haneul.Security.CloudTrail.Notifications.Delivery;

/// <summary>
/// How many attempts may be under way at once in this process: a few for a rule and for a target, one for a rule that is failing, and a bound on all together. So one that is slow
/// does not keep the others waiting. Safe from any thread.
/// </summary>
internal sealed class DeliveryLanes
{
    /// <summary>Most at once.</summary>
    public const int MostInAll = 32;

    /// <summary>Most at once to one target.</summary>
    public const int MostOfTarget = 4;

    /// <summary>Most at once of one rule.</summary>
    public const int MostOfRule = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Takes a lane for a rule, if there is one.</summary>
    public bool TryEnter(DueRule rule)
    {
        lock (_lock)
        {
            if (_all >= MostInAll || CountOf(rule.Target) >= MostOfTarget || CountOf(rule.Id) >= (rule.IsFailing ? 1 : MostOfRule))
            {
                return false;
            }

            _all++;
            _taken[rule.Target] = CountOf(rule.Target) + 1;
            _taken[rule.Id] = CountOf(rule.Id) + 1;
            return true;
        }
    }

    /// <summary>Gives the lane back.</summary>
    public void Leave(DueRule rule)
    {
        lock (_lock)
        {
            _all--;
            Decrease(rule.Target);
            Decrease(rule.Id);
        }
    }

    private int CountOf(string key) => _taken.GetValueOrDefault(key);

    private void Decrease(string key)
    {
        if (--_taken[key] == 0)
        {
            _taken.Remove(key);
        }
    }
}
