using Haneul.WebConsole.Iam.Groups;
using Haneul.WebConsole.Iam.Members;
using Haneul.WebConsole.Iam.Projects;
using Haneul.WebConsole.Iam.Roles;
using Haneul.WebConsole.Iam.ServiceAccounts;
using Haneul.WebConsole.Iam.Users;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam;

/// <summary>The pages of projects, people and roles.</summary>
internal static class IamPages
{
    public static void Map(PageRoutes pages)
    {
        MapProjects(pages);
        MapUsers(pages);
        MapGroups(pages);
        MapServiceAccounts(pages);
        pages.Get("/iam/roles", ListRoles.ShowAsync);
        pages.Get("/iam/roles/matrix", ShowMatrix.ShowAsync);
    }

    private static void MapProjects(PageRoutes pages)
    {
        pages.Get("/iam/projects", ListProjects.ShowAsync);
        MapForm(pages, "/iam/projects/new", NewProject.ShowAsync, NewProject.SubmitAsync);
        pages.Get("/iam/projects/{projectId}", ShowProject.ShowAsync);
        MapForm(pages, "/iam/projects/{projectId}/edit", EditProject.ShowAsync, EditProject.SubmitAsync);
        MapForm(pages, "/iam/projects/{projectId}/state", SwitchProject.ShowAsync, SwitchProject.SubmitAsync);
        MapForm(pages, "/iam/projects/{projectId}/delete", DeleteProject.ShowAsync, DeleteProject.SubmitAsync);
        MapForm(pages, "/iam/projects/{projectId}/members/new", AddMember.ShowAsync, AddMember.SubmitAsync);
        MapForm(pages, "/iam/projects/{projectId}/members/{kind}/{memberId}", ChangeRoles.ShowInProjectAsync, ChangeRoles.SubmitInProjectAsync);
        MapForm(pages, "/iam/organisation/members/{kind}/{memberId}", ChangeRoles.ShowInOrganisationAsync, ChangeRoles.SubmitInOrganisationAsync);
    }

    private static void MapUsers(PageRoutes pages)
    {
        pages.Get("/iam/users", ListUsers.ShowAsync);
        MapForm(pages, "/iam/users/new", NewUser.ShowAsync, NewUser.SubmitAsync);
        pages.Get("/iam/users/{userId}", ShowUser.ShowAsync);
        MapForm(pages, "/iam/users/{userId}/edit", EditUser.ShowAsync, EditUser.SubmitAsync);
        MapForm(pages, "/iam/users/{userId}/state", SwitchUser.ShowAsync, SwitchUser.SubmitAsync);
        MapForm(pages, "/iam/users/{userId}/password", ResetPassword.ShowAsync, ResetPassword.SubmitAsync);
        MapForm(pages, "/iam/users/{userId}/second-factor", ResetSecondFactor.ShowAsync, ResetSecondFactor.SubmitAsync);
        MapForm(pages, "/iam/users/{userId}/delete", DeleteUser.ShowAsync, DeleteUser.SubmitAsync);
    }

    private static void MapGroups(PageRoutes pages)
    {
        pages.Get("/iam/groups", ListGroups.ShowAsync);
        MapForm(pages, "/iam/groups/new", NewGroup.ShowAsync, NewGroup.SubmitAsync);
        pages.Get("/iam/groups/{groupId}", ShowGroup.ShowAsync);
        MapForm(pages, "/iam/groups/{groupId}/edit", EditGroup.ShowAsync, EditGroup.SubmitAsync);
        MapForm(pages, "/iam/groups/{groupId}/delete", DeleteGroup.ShowAsync, DeleteGroup.SubmitAsync);
        MapForm(pages, "/iam/groups/{groupId}/members/new", AddGroupMember.ShowAsync, AddGroupMember.SubmitAsync);
        MapForm(pages, "/iam/groups/{groupId}/members/{userId}/remove", RemoveGroupMember.ShowAsync, RemoveGroupMember.SubmitAsync);
    }

    private static void MapServiceAccounts(PageRoutes pages)
    {
        pages.Get("/iam/service-accounts", ListServiceAccounts.ShowAsync);
        MapForm(pages, "/iam/service-accounts/new", NewServiceAccount.ShowAsync, NewServiceAccount.SubmitAsync);
        pages.Get("/iam/service-accounts/{accountId}", ShowServiceAccount.ShowAsync);
        MapForm(pages, "/iam/service-accounts/{accountId}/edit", EditServiceAccount.ShowAsync, EditServiceAccount.SubmitAsync);
        MapForm(pages, "/iam/service-accounts/{accountId}/state", SwitchServiceAccount.ShowAsync, SwitchServiceAccount.SubmitAsync);
        MapForm(pages, "/iam/service-accounts/{accountId}/delete", DeleteServiceAccount.ShowAsync, DeleteServiceAccount.SubmitAsync);
        MapForm(pages, "/iam/service-accounts/{accountId}/access-keys/new", NewServiceAccountKey.ShowAsync, NewServiceAccountKey.SubmitAsync);
        MapForm(pages, "/iam/service-accounts/{accountId}/access-keys/{keyId}/delete", DeleteServiceAccountKey.ShowAccessKeyAsync, DeleteServiceAccountKey.SubmitAccessKeyAsync);
        MapForm(pages, "/iam/service-accounts/{accountId}/s3-keys/new", NewServiceAccountS3Key.ShowAsync, NewServiceAccountS3Key.SubmitAsync);
        MapForm(pages, "/iam/service-accounts/{accountId}/s3-keys/{keyId}/delete", DeleteServiceAccountKey.ShowS3KeyAsync, DeleteServiceAccountKey.SubmitS3KeyAsync);
    }

    private static void MapForm(PageRoutes pages, string path, Func<Page, Task<PageAnswer>> show, Func<Page, Task<PageAnswer>> submit)
    {
        pages.Get(path, show);
        pages.Post(path, submit);
    }
}
