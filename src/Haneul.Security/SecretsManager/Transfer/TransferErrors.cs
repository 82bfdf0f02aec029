using Haneul.Kernel.Dialects;

namespace Haneul.Security.SecretsManager.Transfer;

/// <summary>The errors of imports and exports.</summary>
public static class TransferErrors
{
    public static readonly ErrorCode ImportRefused = new(409, "SecretImportRefused", "{0} of {1} entries can't be imported, so nothing was stored: {2}. A dry run tells of each.");
    public static readonly ErrorCode ImportConflict = new(409, "SecretImportConflict", "Secrets that the import names were changed at the same time; nothing was stored. Try again.");
    public static readonly ErrorCode ExportTooLarge = new(409, "SecretExportTooLarge", "The export would have more than {0}. Name fewer secrets, or a prefix.");

    // These stand in the results of single entries.
    public static readonly ErrorCode NothingToAdd = new(409, "SecretImportEmpty", "The entry has no value that could become a new version: its newest version is not active.");
    public static readonly ErrorCode NoFreeName = new(409, "SecretImportNoFreeName", "No free name was found for the entry.");
    public static readonly ErrorCode NameNotExportable = new(409, "SecretNameNotExportable", "The name is no name of a variable (letters, digits, '_', '.' and '-', not beginning with a digit).");
    public static readonly ErrorCode ValueNotExportable = new(409, "SecretValueNotExportable", "The value has the character U+0000, which the format can't hold.");
}
