using System.Text.Json;

namespace Haneul.UnitTests.Kms.Algorithms;

/// <summary>One file of published values (Vectors/README.md).</summary>
internal sealed class KnownAnswers
{
    private readonly JsonElement _file;

    private KnownAnswers(JsonElement file) => _file = file;

    public static KnownAnswers Load(string name)
    {
        using var stream = typeof(KnownAnswers).Assembly.GetManifestResourceStream($"Vectors/{name}")
            ?? throw new FileNotFoundException(name);
        using var document = JsonDocument.Parse(stream);
        return new KnownAnswers(document.RootElement.Clone());
    }

    public byte[] Bytes(string name) => Convert.FromHexString(_file.GetProperty(name).GetString()!);

    public byte[][] List(string name) => [.. _file.GetProperty(name).EnumerateArray().Select(item => Convert.FromHexString(item.GetString()!))];

    /// <summary>Fails with the name of every case that does not hold, and if there are fewer than there must be of either kind.</summary>
    public void AssertAll(int valid, int invalid, Func<KnownAnswer, bool> holds)
    {
        var cases = _file.GetProperty("cases").EnumerateArray().Select(item => new KnownAnswer(item)).ToList();
        Assert.Equal((valid, invalid), (cases.Count(item => item.IsValid), cases.Count(item => !item.IsValid)));
        var broken = cases.Where(item => !holds(item)).Select(item => item.Id).ToList();
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }
}

/// <summary>One line of such a file.</summary>
internal readonly struct KnownAnswer(JsonElement item)
{
    public string Id => item.GetProperty("id").GetString()!;

    /// <summary>As the publisher says; a case of a hash is nothing else.</summary>
    public bool IsValid => !item.TryGetProperty("valid", out var valid) || valid.GetBoolean();

    public byte[] Bytes(string name) => Convert.FromHexString(item.GetProperty(name).GetString()!);

    public int Number(string name) => item.GetProperty(name).GetInt32();
}
