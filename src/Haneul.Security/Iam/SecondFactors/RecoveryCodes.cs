using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>
/// Codes that stand in for a passcode when the device is lost, each once. They are 80 random bits, so a MAC under a pepper keeps them; the user is part of what is
/// authenticated, so that a row that somebody gave to another user is of no use to them.
/// </summary>
internal sealed class RecoveryCodes(ISystemKeys keys, IRandomSource random)
{
    /// <summary>How many a user gets at once.</summary>
    public const int Count = 10;

    /// <summary>The longest that a passcode or recovery code is read as, with hyphens or spaces.</summary>
    public const int LongestCode = 64;

    private const int Size = 10;
    private const int GroupLength = 4;

    /// <summary>New codes, in groups of four letters and digits for people.</summary>
    public IReadOnlyList<string> Generate()
    {
        Span<byte> bytes = stackalloc byte[Size];
        var codes = new string[Count];
        for (var index = 0; index < Count; index++)
        {
            random.Fill(bytes);
            codes[index] = string.Join('-', Base32Text.Encode(bytes).Chunk(GroupLength).Select(static group => new string(group))).ToLowerInvariant();
        }

        CryptographicOperations.ZeroMemory(bytes);
        return codes;
    }

    /// <summary>Keeps codes in place of all that the user had.</summary>
    public async ValueTask StoreAsync(ITransaction transaction, string userId, IReadOnlyList<string> codes)
    {
        await transaction.ExecuteAsync($"DELETE FROM iam_recovery_codes WHERE user_id = {userId}");
        foreach (var code in codes)
        {
            await transaction.ExecuteAsync($"INSERT INTO iam_recovery_codes (user_id, hash) VALUES ({userId}, {Hash(userId, code)})");
        }
    }

    /// <summary>Uses up a code; false if it is none of the user's. Of two who come at once with the same, one finds it gone.</summary>
    public async ValueTask<bool> UseAsync(ITransaction transaction, string userId, string code) =>
        await transaction.ExecuteAsync($"DELETE FROM iam_recovery_codes WHERE user_id = {userId} AND hash = {Hash(userId, code)}") > 0;

    /// <summary>How many the user has left.</summary>
    public static async ValueTask<int> CountAsync(IDatabaseSession session, string userId) => (int)await session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*) FROM iam_recovery_codes WHERE user_id = {userId}", static row => row.GetInt64(0));

    // However people type them: hyphens, spaces and case do not count.
    private byte[] Hash(string userId, string code)
    {
        var bytes = Encoding.UTF8.GetBytes($"{userId} {string.Concat(code.Where(static letter => letter is not ('-' or ' '))).ToUpperInvariant()}");
        var hash = new byte[Hash256.Size];
        keys.ComputeHmac(SystemKey.RecoveryCodePepper, bytes, hash);
        CryptographicOperations.ZeroMemory(bytes);
        return hash;
    }
}
