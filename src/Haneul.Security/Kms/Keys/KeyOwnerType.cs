namespace Haneul.Security.Kms.Keys;

/// <summary>Whose a key is. The contract leaves the words of <c>owner_type</c> and of a symmetric key's <c>type</c> open (docs/adr/0016).</summary>
internal static class KeyOwnerType
{
    public const string User = "USER";
    public const string Service = "SERVICE";
}
