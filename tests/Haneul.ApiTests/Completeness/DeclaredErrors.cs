using System.Reflection;
using Haneul.Kernel.Dialects;
using Haneul.Security.Kms;
using Haneul.Server;

namespace Haneul.ApiTests.Completeness;

/// <summary>The errors that the product declares: the static fields of its <c>…Errors</c> classes.</summary>
internal static class DeclaredErrors
{
    /// <summary>By class, then by field; the common ones first.</summary>
    public static IReadOnlyList<(string Class, IReadOnlyDictionary<string, ErrorCode> Errors)> Groups { get; } =
    [
        .. new[] { typeof(CommonErrors).Assembly, typeof(KmsModule).Assembly, typeof(HaneulServer).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Select(type => (type.Name, Errors: ErrorsOf(type)))
            .Where(group => group.Errors.Count > 0)
            .OrderBy(group => group.Name != nameof(CommonErrors)).ThenBy(group => group.Name, StringComparer.Ordinal),
    ];

    private static Dictionary<string, ErrorCode> ErrorsOf(Type type) => type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(field => field.FieldType == typeof(ErrorCode))
        .ToDictionary(field => field.Name, field => (ErrorCode)field.GetValue(null)!, StringComparer.Ordinal);
}
