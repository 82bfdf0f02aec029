using System.Text;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Keeps the tables that searches look into: the words of each secret, and its tags.</summary>
internal static class SearchIndex
{
    // A statement for each of few sizes: the engines keep prepared what they have seen, and their room for it is limited.
    private static readonly int[] Sizes = [4, 16, 64, SearchWords.MostWords];

    /// <summary>Makes the words of a secret what its texts say.</summary>
    public static async ValueTask StoreWordsAsync(
        ITransaction transaction, string projectId, string secretId, string name, IReadOnlyDictionary<string, string> tags, string? description)
    {
        var words = SearchWords.Of([name, .. tags.Select(static tag => tag.Key), .. tags.Select(static tag => tag.Value), description ?? ""]);
        var old = await ReadWordsAsync(transaction, projectId, secretId);
        if (old is not null && words.SequenceEqual(old, StringComparer.Ordinal))
        {
            return;
        }

        await RemoveAsync(transaction, projectId, secretId, [.. (old ?? []).Except(words, StringComparer.Ordinal)]);
        await AddAsync(transaction, projectId, secretId, [.. words.Except(old ?? [], StringComparer.Ordinal)]);
        await transaction.ExecuteAsync(
            $"""
            INSERT INTO secrets_search (project_id, secret_id, words) VALUES ({projectId}, {secretId}, {string.Concat(words.Select(static word => " " + word))})
            ON CONFLICT (project_id, secret_id) DO UPDATE SET words = excluded.words
            """);
    }

    /// <summary>Makes the tags that searches see what they are now.</summary>
    public static async ValueTask StoreTagsAsync(
        ITransaction transaction, string projectId, string secretId, IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> tags)
    {
        foreach (var key in old.Keys.Where(key => !tags.ContainsKey(key)))
        {
            await transaction.ExecuteAsync($"DELETE FROM secrets_tags WHERE project_id = {projectId} AND secret_id = {secretId} AND key = {key}");
        }

        foreach (var (key, value) in tags.Where(tag => !old.TryGetValue(tag.Key, out var before) || before != tag.Value))
        {
            await transaction.ExecuteAsync(
                $"""
                INSERT INTO secrets_tags (project_id, secret_id, key, value) VALUES ({projectId}, {secretId}, {key}, {value})
                ON CONFLICT (project_id, secret_id, key) DO UPDATE SET value = excluded.value
                """);
        }
    }

    /// <summary>Forgets a secret that is deleted.</summary>
    public static async ValueTask ForgetAsync(ITransaction transaction, string projectId, string secretId)
    {
        await RemoveAsync(transaction, projectId, secretId, await ReadWordsAsync(transaction, projectId, secretId) ?? []);
        await transaction.ExecuteAsync($"DELETE FROM secrets_search WHERE project_id = {projectId} AND secret_id = {secretId}");
        await transaction.ExecuteAsync($"DELETE FROM secrets_tags WHERE project_id = {projectId} AND secret_id = {secretId}");
        await transaction.ExecuteAsync($"DELETE FROM secrets_unindexed WHERE project_id = {projectId} AND secret_id = {secretId}");
    }

    /// <summary>The range of words that begin with a word: from the first, below the second.</summary>
    public static (byte[] From, byte[] To) RangeOf(string word)
    {
        var from = Encoding.UTF8.GetBytes(word);
        var to = from.AsSpan().ToArray();
        to[^1]++; // No byte of UTF-8 is 255.
        return (from, to);
    }

    private static async ValueTask<string[]?> ReadWordsAsync(IDatabaseSession session, string projectId, string secretId) =>
        (await session.QueryFirstOrDefaultAsync(
            $"SELECT words FROM secrets_search WHERE project_id = {projectId} AND secret_id = {secretId}", static row => row.GetString(0)))
        ?.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static async ValueTask AddAsync(ITransaction transaction, string projectId, string secretId, string[] words)
    {
        if (words.Length == 0)
        {
            return;
        }

        Sql rows = Sql.Empty;
        for (var index = 0; index < SizeFor(words.Length); index++)
        {
            // The last one again and again, up to the size: it conflicts with itself and is left out.
            Sql row = $"({projectId}, {Encoding.UTF8.GetBytes(words[Math.Min(index, words.Length - 1)])}, {secretId})";
            rows = index == 0 ? row : $"{rows}, {row}";
        }

        await transaction.ExecuteAsync($"INSERT INTO secrets_words (project_id, word, secret_id) VALUES {rows} ON CONFLICT (project_id, word, secret_id) DO NOTHING");
    }

    private static async ValueTask RemoveAsync(ITransaction transaction, string projectId, string secretId, string[] words)
    {
        if (words.Length == 0)
        {
            return;
        }

        Sql list = Sql.Empty;
        for (var index = 0; index < SizeFor(words.Length); index++)
        {
            Sql word = $"{Encoding.UTF8.GetBytes(words[Math.Min(index, words.Length - 1)])}";
            list = index == 0 ? word : $"{list}, {word}";
        }

        await transaction.ExecuteAsync($"DELETE FROM secrets_words WHERE project_id = {projectId} AND word IN ({list}) AND secret_id = {secretId}");
    }

    private static int SizeFor(int count) => Sizes.First(size => size >= count);
}
