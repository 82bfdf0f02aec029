using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Access.Secrets;

/// <summary>A caller of the matrix with the place that it is tried in.</summary>
/// <param name="Persona">What it is.</param>
/// <param name="Token">Its token; null for none.</param>
/// <param name="Place">The place.</param>
internal sealed record MatrixCaller(MatrixPersona Persona, string? Token, MatrixPlace Place);

/// <summary>Makes callers of every kind, each with a project of its own.</summary>
public sealed class MatrixWorld : ApiFixture
{
    /// <summary>Makes a caller and its place.</summary>
    internal async Task<MatrixCaller> CreateAsync(MatrixPersona persona)
    {
        var project = await CreateProjectAsync();
        var keeper = await CreatePersonaAsync(project, "project_admin");
        var bystander = await CreatePersonaAsync(project, "project_member");
        if (persona.Kind == CallerKind.ServiceAccount)
        {
            var (accountId, accountToken) = await CreateServiceAccountAsync(keeper, persona.Role);
            return new MatrixCaller(persona, accountToken, new MatrixPlace(this, keeper, bystander, accountId, groupId: null));
        }

        if (!persona.IsOfProject)
        {
            return new MatrixCaller(persona, await OutsiderTokenAsync(persona), new MatrixPlace(this, keeper, bystander, callerId: null, groupId: null));
        }

        var user = await CreatePersonaAsync(project, persona.Role);
        var token = persona.Kind switch
        {
            CallerKind.AccessKey => user.Token,
            CallerKind.RuledAccessKey => await RuledTokenAsync(user),
            _ => await SignInWithPasswordAsync(user.UserId, user.Password, project),
        };
        return new MatrixCaller(persona, token, new MatrixPlace(this, keeper, bystander, user.UserId, await GroupOfAsync(user)));
    }

    private async Task<string?> OutsiderTokenAsync(MatrixPersona persona)
    {
        if (persona.Kind == CallerKind.Anonymous)
        {
            return null;
        }

        var user = await CreatePersonaAsync(await CreateProjectAsync(), "project_admin");
        if (persona.Kind == CallerKind.Elsewhere)
        {
            // So that its project has a service key to rotate, as the other one.
            var (status, _) = await CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", user.Token, """{"secret":{"name":"own","secret_data":"x"}}""");
            Assert.Equal(201, status);
            return user.Token;
        }

        var (given, _) = await CallAsync(HttpMethod.Put, $"/identity/v3/system/users/{user.UserId}/roles/{await RoleIdAsync(persona.Role)}", await AdminTokenAsync());
        Assert.Equal(204, given);
        using var response = await SendAsync(HttpMethod.Post, "/identity/v3/auth/tokens", token: null, $$$$$"""
            {"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"{{{{{user.UserId}}}}}","password":"{{{{{user.Password}}}}}"}}},"scope":{"system":{"all":true}}}}
            """);
        return Assert.Single(response.Headers.GetValues("X-Subject-Token"));
    }

    private async Task<string> RuledTokenAsync(Persona user)
    {
        var (status, body) = await CallAsync(
            HttpMethod.Post, $"/identity/v3/users/{user.UserId}/application_credentials", await SignInWithPasswordAsync(user.UserId, user.Password, user.ProjectId),
            $$$"""{"application_credential":{"name":"ruled","access_rules":[{{{MatrixPersona.Rule}}}]}}""");
        Assert.Equal(201, status);
        var key = body.GetProperty("application_credential");
        return await SignInAsync(key.GetProperty("id").GetString()!, key.GetProperty("secret").GetString()!);
    }

    /// <summary>A group that the user is in, with a role in the project that opens nothing here.</summary>
    private async Task<string> GroupOfAsync(Persona user)
    {
        var admin = await AdminTokenAsync();
        var (status, body) = await CallAsync(
            HttpMethod.Post, "/identity/v3/groups", admin, $$$"""{"group":{"name":"group of {{{user.UserId}}}","domain_id":"{{{Bootstrap.DomainId}}}"}}""");
        Assert.Equal(201, status);
        var group = body.GetProperty("group").GetProperty("id").GetString()!;
        Assert.Equal(204, (await CallAsync(HttpMethod.Put, $"/identity/v3/groups/{group}/users/{user.UserId}", admin)).Status);
        Assert.Equal(204, (await CallAsync(HttpMethod.Put, $"/identity/v3/projects/{user.ProjectId}/groups/{group}/roles/{await RoleIdAsync("dns_viewer")}", admin)).Status);
        return group;
    }

    private async Task<(string Id, string Token)> CreateServiceAccountAsync(Persona keeper, string role)
    {
        var manager = await SignInWithPasswordAsync(keeper.UserId, keeper.Password, keeper.ProjectId);
        var (status, body) = await CallAsync(
            HttpMethod.Post, "/haneul/v1/service-accounts", manager, $$$"""{"service_account":{"name":"deploy","roles":["{{{role}}}"]}}""");
        Assert.Equal(201, status);
        var id = body.GetProperty("service_account").GetProperty("id").GetString()!;
        (status, body) = await CallAsync(HttpMethod.Post, $"/haneul/v1/service-accounts/{id}/access-keys", manager, """{"access_key":{"name":"key"}}""");
        Assert.Equal(201, status);
        var key = body.GetProperty("access_key");
        return (id, await SignInAsync(key.GetProperty("id").GetString()!, key.GetProperty("secret").GetString()!));
    }
}
