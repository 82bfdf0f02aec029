using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Roles;

/// <summary>What the matrix of roles and operations shows.</summary>
/// <param name="Operations">The operations that match, by service.</param>
/// <param name="Services">Every service.</param>
/// <param name="Roles">Every role that holds anything.</param>
/// <param name="Columns">The roles that stand beside the operations.</param>
public sealed record MatrixModel(IReadOnlyList<OperationRow> Operations, IReadOnlyList<string> Services, IReadOnlyList<string> Roles, IReadOnlyList<string> Columns);

/// <summary>Shows which role may call which operation: the matrix that the API itself decides by. One service at a time, or what one role may do.</summary>
internal static class ShowMatrix
{
    private const string FirstService = "secrets-manager";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var answer = await page.Api.GetAsync($"/iam/haneul/v1/operations");
        if (!answer.IsSuccess)
        {
            return answer.Status == StatusCodes.Status404NotFound
                ? page.Fail(page.T(RoleTexts.MatrixTitle), page.T(RoleTexts.MatrixMissing), answer.Status)
                : page.Fail(answer);
        }

        var all = answer.Json.GetProperty("operations").EnumerateArray().Select(OperationRow.Of).ToList();
        var role = page.Query("role");
        var service = page.Query("service") ?? (role is null ? FirstService : null);
        page.Form = FormFields.With(("service", service), ("role", role));
        var shown = all
            .Where(operation => (service is null or "all" || operation.Service == service) && (role is null || operation.Roles.Contains(role, StringComparer.Ordinal)))
            .OrderBy(static operation => operation.Service, StringComparer.Ordinal).ThenBy(static operation => operation.Name, StringComparer.Ordinal)
            .ToList();
        var columns = role is not null ? [] : Sorted(shown.Where(static operation => operation.DecidedBy == "role").SelectMany(static operation => operation.Roles));
        return page.Show<MatrixView, MatrixModel>(page.T(RoleTexts.MatrixTitle), new(
            shown, [.. all.Select(static operation => operation.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Sorted(all.SelectMany(static operation => operation.Roles)), columns));
    }

    private static List<string> Sorted(IEnumerable<string> roles) =>
        [.. roles.Distinct(StringComparer.Ordinal).OrderBy(RoleTexts.OrderOf).ThenBy(static role => role, StringComparer.Ordinal)];
}
