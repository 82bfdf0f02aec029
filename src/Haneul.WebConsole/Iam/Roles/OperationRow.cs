using System.Text.Json;

namespace Haneul.WebConsole.Iam.Roles;

/// <summary>An operation as the matrix shows it (contracts/haneul-access.openapi.json, Operation).</summary>
/// <param name="Name">Its name: <c>secrets-manager.CreateSecret</c>.</param>
/// <param name="Service">Its service.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path.</param>
/// <param name="Description">What it does.</param>
/// <param name="DecidedBy"><c>role</c>, <c>policy</c>, <c>target</c> or <c>nothing</c>.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Roles">The roles that hold it.</param>
public sealed record OperationRow(string Name, string Service, string Method, string Path, string Description, string DecidedBy, string Rule, IReadOnlyList<string> Roles)
{
    internal static OperationRow Of(JsonElement operation) => new(
        TextOf(operation, "name"), TextOf(operation, "service"), TextOf(operation, "method"), TextOf(operation, "path"), TextOf(operation, "description"),
        TextOf(operation, "decided_by"), TextOf(operation, "rule"), [.. operation.GetProperty("roles").EnumerateArray().Select(static role => role.GetString()!)]);

    private static string TextOf(JsonElement operation, string name) => operation.GetProperty(name).GetString() ?? "";
}
