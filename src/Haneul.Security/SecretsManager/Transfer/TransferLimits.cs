namespace Haneul.Security.SecretsManager.Transfer;

/// <summary>What one import or export may hold.</summary>
internal static class TransferLimits
{
    /// <summary>Most secrets.</summary>
    public const int Entries = 1000;

    /// <summary>Most versions of all secrets of a bundle, destroyed ones included.</summary>
    public const int Versions = 10_000;

    /// <summary>Most bytes of an export, before it becomes a JSON string.</summary>
    public const int ExportBytes = 16 * 1024 * 1024;

    /// <summary>Deepest nesting of a value: what fits a body of the published API, which has it two levels down.</summary>
    public const int Depth = Kernel.Operations.JsonBody.MaxDepth - 2;

    /// <summary>Most problems of a content that an answer names.</summary>
    public const int Problems = 20;
}
