using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// What a sign-in was checked against, as rows that must still be there when the token is kept (<see cref="TokenStore.InsertAsync"/>): checking a password takes
/// long enough to be raced by whatever ends it.
/// </summary>
/// <param name="Tables">The tables that hold the rows, as after FROM. Each kind of proof has aliases of its own.</param>
/// <param name="Condition">What must hold of them.</param>
internal sealed record Proof(Sql Tables, Sql Condition)
{
    /// <summary>
    /// The user is enabled, still has that password, and no second factor was turned on since. That stands on the row of the user and nowhere else, because only what is on a
    /// row that is locked here is looked at again after a wait.
    /// </summary>
    public static Proof OfPassword(PasswordOwner owner)
    {
        Sql secondFactor = owner.SecondFactorAt is { } enabledAt ? $"(u.second_factor_at IS NULL OR u.second_factor_at = {enabledAt})" : (Sql)$"u.second_factor_at IS NULL";
        return new($"iam_users u", $"u.id = {owner.User.Id} AND u.enabled = 1 AND u.password_hash = {owner.PasswordHash} AND {secondFactor}");
    }

    /// <summary>
    /// The access key is still there with that secret, and its user is enabled. The user's row is held too: deactivating a service account leaves its keys as they are.
    /// </summary>
    public static Proof OfAccessKey(string keyId, byte[] secretHash) => new(
        $"iam_users ku, iam_access_keys k", $"ku.id = k.user_id AND ku.enabled = 1 AND k.id = {keyId} AND k.secret_hash = {secretHash}");

    /// <summary>
    /// The token is still there. The user's row is part of it because whatever ends all tokens of a user writes that row first
    /// (<see cref="TokenStore.DeleteOfUserAsync"/>): either it waits for the new token and finds it, or the new token waits and finds its parent gone.
    /// </summary>
    public static Proof OfToken(TokenKey key) => new(
        $"iam_users tu, iam_tokens t",
        $"tu.id = t.user_id AND tu.enabled = 1 AND t.number = {key.Number} AND t.hash = {key.Hash.ToArray()}");

    /// <summary>Both proofs.</summary>
    public Proof And(Proof other) => new($"{Tables}, {other.Tables}", $"{Condition} AND {other.Condition}");

    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(Proof);
}
