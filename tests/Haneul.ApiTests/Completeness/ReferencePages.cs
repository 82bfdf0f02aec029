using System.Globalization;
using System.Reflection;
using System.Text;
using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Roles;
using Haneul.WebConsole.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Completeness;

/// <summary>Prints the pages of docs/generated from what the server holds. To add one: a function and a line in <see cref="All"/>.</summary>
internal static class ReferencePages
{
    /// <summary>The pages by file name.</summary>
    public static IReadOnlyDictionary<string, Func<IServiceProvider, string>> All { get; } = new Dictionary<string, Func<IServiceProvider, string>>(StringComparer.Ordinal)
    {
        ["permissions.md"] = Permissions,
        ["policies.md"] = Policies,
        ["events.md"] = Events,
        ["errors.md"] = Errors,
        ["configuration.md"] = Configuration,
        ["coverage.md"] = Coverage,
        ["states.md"] = States,
    };

    private static string Permissions(IServiceProvider services)
    {
        var operations = OperationsOf(services);
        var roles = services.GetRequiredService<IRoleTable>();
        var permissions = operations.Select(operation => operation.Permission).Where(permission => permission.Kind == PermissionKind.Granted)
            .Concat(RoleTable.All.SelectMany(role => role.Permissions).Select(Permission.Granted))
            .Distinct().OrderBy(permission => permission.Name, StringComparer.Ordinal).ToList();
        var holders = permissions.ToDictionary(permission => permission, permission => roles.RolesHolding(permission).ToHashSet(StringComparer.Ordinal));

        var page = Begin("Permissions", "Who may do what. A role also holds what the roles in *contains* hold. Roles act in the project of the token.");
        Table(page, "Roles", ["role", "contains", .. permissions.Select(permission => $"`{permission}`")], RoleTable.All.Select(role =>
            (string[])[$"`{role.Name}`", Codes(role.Implies), .. permissions.Select(permission => holders[permission].Contains(role.Name) ? "✓" : "")]));
        Table(page, "What each role is for", ["role", "description"], RoleTable.All.Select(role => new[] { $"`{role.Name}`", role.Description }));
        Table(page, "What each permission opens", ["permission", "operations"], permissions.Select(permission =>
            new[] { $"`{permission}`", NamesOf(operations.Where(operation => operation.Permission == permission)) }));
        Table(page, "Operations that no role table decides", ["operation", "who may call it"], operations
            .Where(operation => operation.Permission.Kind is PermissionKind.Anyone or PermissionKind.SignedIn)
            .Select(operation => new[] { $"`{operation.Name}`", (operation.Permission.Kind == PermissionKind.Anyone ? "anyone: " : "any valid token: ") + operation.Permission.Rule }));
        return page.ToString();
    }

    private static string Policies(IServiceProvider services)
    {
        var page = Begin("Policies", "Who may do what in IAM: Keystone's default policies and KakaoCloud's project management. A role counts on the scope of the token; `admin` on an organisation counts as `manager` there; *its* organisation, project or user is that of what the call is about.");
        Table(page, "Policies", ["policy", "what", "who", "operations"], OperationsOf(services)
            .Where(operation => operation.Permission.Kind == PermissionKind.Policy)
            .GroupBy(operation => operation.Permission).OrderBy(group => group.Key.Name, StringComparer.Ordinal)
            .Select(group => new[] { $"`{group.Key.Name}`", group.Key.Description, group.Key.Rule, NamesOf(group) }));
        return page.ToString();
    }

    private static string Events(IServiceProvider services)
    {
        var operations = OperationsOf(services);
        var page = Begin("Events", """
            What the trail tells of. A call with a known caller makes one event, whether it succeeded, failed or was refused; its service name is `OpenAPI`. An operation that names
            several things (*item* in the last column) makes one for each of them, unless the call is refused or fails as a whole: then it makes one. Some changes have an event (*change*) beside that of their call.
            What the console does has service name `Console` or that of its service, and for a few calls another event.
            """.ReplaceLineEndings(" "));
        Table(page, "Events of calls", ["event", "resource type", "category", "operation", "one for each"], operations
            .Where(operation => operation.Trail.EventName is not null)
            .SelectMany(operation => RowsOf(operation))
            .OrderBy(row => row[0], StringComparer.Ordinal).ThenBy(row => row[3], StringComparer.Ordinal));
        Table(page, "Events of the console in their place", ["event", "resource type", "category", "operation", "when"], operations
            .SelectMany(static operation => operation.Trail.ConsoleEvents, static (operation, told) => (operation, told))
            .OrderBy(static row => row.told.EventName, StringComparer.Ordinal)
            .Select(static row => new[] { row.told.EventName, row.told.ResourceType, WordOf(row.told.Category), $"`{row.operation.Name}`", row.told.Occasion }));
        Table(page, "Events that a page of the console makes itself", ["event", "resource type", "category", "operation id", "when"],
            [[SessionEndings.Logout.EventName, SessionEndings.Logout.ResourceType, WordOf(SessionEndings.Logout.Category), $"`{SessionEndings.OperationId}`", SessionEndings.Logout.Occasion]]);
        Table(page, "Events of the server itself", ["event", "resource type", "category", "service name", "when", "job"], BackgroundRules
            .OrderBy(rule => rule.EventName, StringComparer.Ordinal).ThenBy(rule => rule.OperationId, StringComparer.Ordinal)
            .Select(rule => new[] { rule.EventName, rule.ResourceType, WordOf(rule.Category), rule.Service.DisplayName, rule.Occasion, $"`{rule.OperationId}`" }));
        Table(page, "Operations without an event", ["operation", "why"], operations
            .Where(operation => operation.Trail.EventName is null)
            .Select(operation => new[] { $"`{operation.Name}`", operation.Trail.Reason! }));
        return page.ToString();
    }

    /// <summary>The rules of what the server does by itself: the static fields that hold one.</summary>
    public static IReadOnlyList<BackgroundRule> BackgroundRules { get; } =
    [
        .. new[] { typeof(BackgroundRule).Assembly, typeof(RoleTable).Assembly, typeof(Server.HaneulServer).Assembly }
            .SelectMany(static assembly => assembly.GetTypes())
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(static field => field.FieldType == typeof(BackgroundRule))
            .Select(static field => (BackgroundRule)field.GetValue(null)!),
    ];

    private static IEnumerable<string[]> RowsOf(Operation operation)
    {
        var rule = operation.Trail;
        var category = WordOf(rule.Category);
        yield return [rule.EventName!, rule.ResourceType ?? "", category, $"`{operation.Name}`", rule is { IsPerItem: true, ItemEvents.Count: 0 } ? "item" : "call"];
        foreach (var (name, type) in rule.ItemEvents)
        {
            yield return [name, type, category, $"`{operation.Name}`", "item"];
        }

        foreach (var (name, type) in rule.EventsBeside)
        {
            yield return [name, type, category, $"`{operation.Name}`", "change"];
        }
    }

    private static string WordOf(TrailCategory category) => category == TrailCategory.Project ? "project" : "organisation";

    private static string Errors(IServiceProvider services)
    {
        var operations = OperationsOf(services);
        var page = Begin("Errors", "Every error that the server answers. The code stands in `error.code` of platform services; IAM shows status and text, as Keystone does. `{0}` and `{1}` are filled in.");
        foreach (var (group, errors) in DeclaredErrors.Groups)
        {
            var isCommon = group == nameof(Kernel.Dialects.CommonErrors);
            Table(page, isCommon ? "Any operation" : group, ["status", "code", "text", "answered by"], errors.Values
                .OrderBy(error => error.Status).ThenBy(error => error.Code, StringComparer.Ordinal).ThenBy(error => error.Template, StringComparer.Ordinal)
                .Select(error => new[]
                {
                    error.Status.ToString(CultureInfo.InvariantCulture),
                    $"`{error.Code}`",
                    error.Template,
                    isCommon ? "any" : NamesOf(operations.Where(operation => operation.Errors.Contains(error))),
                }));
        }

        return page.ToString();
    }

    private static string Configuration(IServiceProvider services)
    {
        var page = Begin("Configuration", "Every setting. `docs/operating.md` says how they are given; an unknown one refuses the start.");
        Table(page, "Settings", ["setting", "environment", "value", "default", "what it does"], HaneulOptions.Settings.Select(setting => new[]
        {
            $"`Haneul:{setting.Name}`",
            $"`HANEUL__{setting.Name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()}`",
            setting.Type,
            setting.Default,
            setting.Description,
        }));
        return page.ToString();
    }

    private static string Coverage(IServiceProvider services)
    {
        var contracts = services.GetRequiredService<ContractCatalogue>();
        var catalogue = services.GetRequiredService<OperationCatalogue>();
        var rows = services.GetRequiredService<AddressBook>().Services.Select(service =>
        {
            var operations = contracts.OperationsOf(service).Select(operation => (operation, IsBuilt: catalogue.IsBuilt(service, operation.OperationId))).ToList();
            return (service, operations, Built: operations.Count(operation => operation.IsBuilt));
        }).ToList();

        var page = Begin("Coverage", "Which operations of the contracts are built. The others answer 501 to any valid token.");
        Table(page, "Services", ["service", "address", "built", "of"], rows
            .Select(row => new[] { row.service.DisplayName, Codes(row.service.Addresses.Select(address => "/" + address.Name)), Number(row.Built), Number(row.operations.Count) })
            .Append(["all", "", Number(rows.Sum(row => row.Built)), Number(rows.Sum(row => row.operations.Count))]));
        foreach (var (service, operations, _) in rows)
        {
            Table(page, service.DisplayName, ["operation", "method", "path", "built"], operations
                .OrderBy(row => row.operation.Path, StringComparer.Ordinal).ThenBy(row => row.operation.Method, StringComparer.Ordinal).ThenBy(row => row.operation.OperationId, StringComparer.Ordinal)
                .Select(row => new[] { $"`{row.operation.OperationId}`", row.operation.Method, $"`{row.operation.Path}`", row.IsBuilt ? "✓" : "" }));
        }

        return page.ToString();
    }

    private static string States(IServiceProvider services)
    {
        var page = Begin("States", "The lives of resources, as the server keeps them: what has no arrow is refused, or does not happen.");
        foreach (var service in services.GetRequiredService<AddressBook>().Services)
        {
            foreach (var diagram in service.StateDiagrams)
            {
                page.Append(CultureInfo.InvariantCulture, $"\n## {service.DisplayName}: {diagram.Title}\n\n```mermaid\n{diagram.Mermaid}```\n");
            }
        }

        return page.ToString();
    }

    private static IReadOnlyList<Operation> OperationsOf(IServiceProvider services) => services.GetRequiredService<OperationCatalogue>().Operations;

    private static StringBuilder Begin(string title, string introduction) =>
        new($"# {title}\n\nWritten by `GeneratedReferenceTests` from the running server; do not edit.\n\n{introduction}\n");

    private static void Table(StringBuilder page, string title, string[] columns, IEnumerable<string[]> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| {string.Join(" | ", columns)} |\n|{string.Concat(Enumerable.Repeat("---|", columns.Length))}\n");
        foreach (var row in rows)
        {
            page.Append("| ").AppendJoin(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        }
    }

    private static string NamesOf(IEnumerable<Operation> operations) =>
        Codes(operations.Select(operation => operation.Name)) is { Length: > 0 } names ? names : "none by itself";

    private static string Codes(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
