using Haneul.Kernel.Jobs;
using Haneul.Security.Kms.Keys;

namespace Haneul.Security.Kms.Versions;

/// <summary>
/// The life of a key (spec/secrets-and-kms.md 4.3). Its state is not stored: it follows from the versions (<see cref="KeyStatus.Of"/>). The table says which
/// of their changes can lead where.
/// </summary>
internal static class KeyLife
{
    public const string CreateVersion = "a version is created";
    public const string LoseActiveVersion = "an active version is deactivated, others are left";
    public const string LoseLastActiveVersion = "the last active version is deactivated";
    public const string RegainActiveVersion = "the destruction of a version that was active is cancelled";
    public const string Delete = "deleted";
    public const string DeleteEmpty = "deleted, when every version is destroyed";

    /// <summary>The state of a key that is gone.</summary>
    public const string Gone = "DELETED";

    public static readonly TransitionTable<string> Table = new(
        "Key",
        [KeyStatus.PreActivation, KeyStatus.Active],
        [Gone],
        [
            (KeyStatus.PreActivation, CreateVersion, KeyStatus.Active),
            (KeyStatus.PreActivation, Delete, Gone),
            (KeyStatus.Active, CreateVersion, KeyStatus.Active),
            (KeyStatus.Active, LoseActiveVersion, KeyStatus.Active),
            (KeyStatus.Active, RegainActiveVersion, KeyStatus.Active),
            (KeyStatus.Active, LoseLastActiveVersion, KeyStatus.Deactivated),
            (KeyStatus.Deactivated, CreateVersion, KeyStatus.Active),
            (KeyStatus.Deactivated, RegainActiveVersion, KeyStatus.Active),
            (KeyStatus.Deactivated, DeleteEmpty, Gone),
        ]);
}
