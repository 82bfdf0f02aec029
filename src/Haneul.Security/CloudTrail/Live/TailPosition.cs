using System.Collections.Immutable;
using System.Globalization;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.Security.CloudTrail.Live;

/// <summary>How far a reader is in each chain, and the text of that: <c>1.5321,2.88</c>, a chain and the last number of it for each. Chains that are not named are at their beginning.</summary>
internal sealed record TailPosition
{
    private const int MostChains = 1000;

    private readonly ImmutableSortedDictionary<long, long> _numbers;

    private TailPosition(ImmutableSortedDictionary<long, long> numbers) => _numbers = numbers;

    /// <summary>The beginning of every chain.</summary>
    public static TailPosition Beginning { get; } = new(ImmutableSortedDictionary<long, long>.Empty);

    /// <summary>The chains that are named.</summary>
    public IEnumerable<long> Chains => _numbers.Keys;

    /// <summary>The last number of a chain.</summary>
    public long Of(long chainId) => _numbers.GetValueOrDefault(chainId);

    /// <summary>The position with another number of a chain, unless it is further there already.</summary>
    public TailPosition With(long chainId, long number) =>
        _numbers.TryGetValue(chainId, out var before) && before >= number ? this : new TailPosition(_numbers.SetItem(chainId, number));

    /// <summary>The further of both in each chain.</summary>
    public TailPosition With(TailPosition other) => other._numbers.Aggregate(this, static (position, each) => position.With(each.Key, each.Value));

    /// <summary>The position of a text; null if it is none that <see cref="ToString"/> gives.</summary>
    public static TailPosition? Parse(string text)
    {
        var numbers = ImmutableSortedDictionary.CreateBuilder<long, long>();
        var previous = 0L;
        foreach (var part in text.Split(',', MostChains + 1))
        {
            var dot = part.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0 || !TryParse(part[..dot], out var chainId) || !TryParse(part[(dot + 1)..], out var number) ||
                chainId <= previous || chainId > int.MaxValue || number > EventPlace.MostNumber || numbers.Count == MostChains)
            {
                return null;
            }

            numbers.Add(chainId, number);
            previous = chainId;
        }

        return new TailPosition(numbers.ToImmutable());
    }

    /// <inheritdoc />
    public override string ToString() => string.Join(',', _numbers.Select(static each => string.Create(CultureInfo.InvariantCulture, $"{each.Key}.{each.Value}")));

    // One spelling for each number: two would be one position with two names.
    private static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (text[0] != '0' || text.Length == 1);
}
