namespace Haneul.Kernel.Storage.Backup;

/// <summary>One value of a row on its way into a database; which member counts follows from the column.</summary>
internal readonly record struct BackupValue(bool IsNull, long Number, string? Text, byte[]? Blob)
{
    public static BackupValue Null { get; } = new(IsNull: true, 0, null, null);

    public object ToObject() => IsNull ? DBNull.Value : Text ?? Blob ?? (object)Number;
}
