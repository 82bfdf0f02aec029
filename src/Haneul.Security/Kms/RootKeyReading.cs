namespace Haneul.Security.Kms;

/// <summary>What a source answered: a key; nothing (<see cref="IsMissing"/>); or something that can't be used. A problem names the source, never its content.</summary>
internal sealed record RootKeyReading(RootKey? Key, bool IsMissing, string? Problem)
{
    public static RootKeyReading Found(RootKey key) => new(key, IsMissing: false, Problem: null);

    public static RootKeyReading Missing(string problem) => new(Key: null, IsMissing: true, problem);

    public static RootKeyReading Unusable(string problem) => new(Key: null, IsMissing: false, problem);
}
