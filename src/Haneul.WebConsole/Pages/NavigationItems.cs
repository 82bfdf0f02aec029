using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Pages;

/// <summary>An entry of the navigation.</summary>
/// <param name="Path">The page.</param>
/// <param name="Text">Its name.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Operation">The operation without which there is nothing to see there; null for pages that everybody has something on.</param>
public sealed record NavigationItem(string Path, Text Text, string Icon, string? Operation = null)
{
    /// <summary>Whether it is about the organisation: for whoever sees that, and for whoever the operation is open to if there is one.</summary>
    public bool IsOfOrganisation { get; init; }

    /// <summary>The page for those to whom this one is not open; null to leave the entry out for them.</summary>
    public string? Otherwise { get; init; }

    /// <summary>Whether the person may see the page.</summary>
    public bool IsOpen(Page page) => (IsOfOrganisation && page.SeesOrganisation) || (Operation is null ? !IsOfOrganisation : page.May(Operation));

    /// <summary>Where the entry leads the person; null if it is not for them.</summary>
    public string? PathFor(Page page) => IsOpen(page) ? Path : Otherwise;

    /// <summary>Whether a page is below this entry.</summary>
    public bool Holds(string path) => Path == "/" ? path == "/" : path == Path || path.StartsWith(Path + "/", StringComparison.Ordinal);
}

/// <summary>The navigation: every area of the console, in order.</summary>
public static class NavigationItems
{
    /// <summary>The roles. Which role opens what is everybody's to see; the roles themselves are not.</summary>
    public static NavigationItem Roles { get; } = new("/iam/roles", new("Roles", "역할"), "role", "iam.ListServiceAccounts") { IsOfOrganisation = true, Otherwise = "/iam/roles/matrix" };

    /// <summary>Groups of entries.</summary>
    public static IReadOnlyList<(Text? Heading, IReadOnlyList<NavigationItem> Items)> Groups { get; } =
    [
        (null, [new("/", new("Overview", "개요"), "overview")]),
        (new("Security", "보안"),
        [
            new("/secrets", new("Secrets", "시크릿"), "secret", "secrets-manager.ListSecrets"),
            new("/keys", new("Keys", "키"), "key", "kms.ListUserKeys"),
            new("/events", new("Cloud Trail", "Cloud Trail"), "trail", "cloud-trail.ListEvents"),
        ]),
        (new("Access", "접근 관리"),
        [
            new("/access-keys", new("My access keys", "내 액세스 키"), "credential"),
            new("/iam/projects", new("Projects", "프로젝트"), "project"),
            new("/iam/users", new("Users", "사용자"), "person") { IsOfOrganisation = true },
            new("/iam/groups", new("Groups", "그룹"), "group") { IsOfOrganisation = true },
            new("/iam/service-accounts", new("Service accounts", "서비스 계정"), "robot", "iam.ListServiceAccounts"),
            Roles,
            new("/iam/access-keys", new("All access keys", "전체 액세스 키"), "credential") { IsOfOrganisation = true },
            new("/iam/decisions", new("Why refused?", "거부 사유 확인"), "question"),
        ]),
        (new("Settings", "설정"),
        [
            new("/settings/organisation", new("Organization", "조직 설정"), "settings") { IsOfOrganisation = true },
            new("/settings/log-storage", new("Log storage", "로그 저장"), "storage", "cloud-trail.GetLogStorage"),
            new("/settings/notifications", new("Notifications", "알림"), "bell", "cloud-trail.ListNotificationRules"),
            new("/settings/installation", new("Installation", "설치 정보"), "server", "config.GetInstallation"),
        ]),
    ];
}
