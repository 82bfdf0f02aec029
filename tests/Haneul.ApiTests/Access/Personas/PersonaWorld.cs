using System.Net.Http.Headers;
using System.Text;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Access.Personas;

/// <summary>Two organisations, each with a project and a user who may do everything in it, and personas who are users of the first.</summary>
public class PersonaWorld : ApiFixture
{
    private const string Password = "Passw0rd-of-a-persona";

    // The names that tables give to roles and to the administrator: the same in all organisations, and always there.
    private static readonly string[] Roles = ["admin", "reader", "project_reader", "org_reader"];
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);

    /// <summary>The organisation of the personas.</summary>
    internal TargetPlace Own { get; private set; } = null!;

    /// <summary>Another organisation.</summary>
    internal TargetPlace Other { get; private set; } = null!;

    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?>
    {
        ["Haneul:AccessKeysPerUserAndProject"] = "100",
        ["Haneul:S3KeysPerUserAndProject"] = "100",
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var role in Roles)
        {
            _constants[role] = await RoleIdAsync(role);
        }

        _constants["authorizer"] = Bootstrap.UserId;
        Own = await CreatePlaceAsync();
        Other = await CreatePlaceAsync();
        (Own.Elsewhere, Other.Elsewhere) = (Other, Own);
    }

    /// <summary>Whether a name in a table stands for something that is always there.</summary>
    internal static bool IsConstant(string target) => target is "authorizer" or "own_role" or "own_role_id" || Roles.Contains(target);

    /// <summary>A name that nothing has yet; also one for a service account.</summary>
    internal string NewName() => "m" + Services.GetRequiredService<IdGenerator>().NewHexId()[..12];

    /// <summary>A user of the first organisation with that one role.</summary>
    internal async Task<SignedInPersona> CreateAsync(KeystonePersona persona)
    {
        var userId = await Own.MakeAsync("user");
        await PatchPasswordAsync(userId);
        var roleId = await RoleIdAsync(persona.Role);
        var (domainId, projectId) = (await Own.FillAsync("{domain}", Standing), await Own.FillAsync("{project}", Standing));
        var (place, scope) = persona.Scope switch
        {
            RoleScope.System => ("system", """{"system":{"all":true}}"""),
            RoleScope.Domain => ($"domains/{domainId}", $$$$"""{"domain":{"id":"{{{{domainId}}}}"}}"""),
            _ => ($"projects/{projectId}", $$$$"""{"project":{"id":"{{{{projectId}}}}"}}"""),
        };
        await GiveAsync(place, userId, roleId);
        Task<string> SignInAsThemAsync() => SignInToAsync(userId, scope);
        var self = Own.For(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["user"] = userId, ["own_role"] = persona.Role, ["own_role_id"] = roleId }, SignInAsThemAsync);
        return new SignedInPersona(persona, self, SignInAsThemAsync) { Token = await SignInAsThemAsync() };
    }

    /// <summary>Sends a request of a table.</summary>
    internal async Task<int> SendAsync(HttpMethod method, string path, string token, string? subject, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Auth-Token", token);
        if (subject is not null)
        {
            request.Headers.Add("X-Subject-Token", subject);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await Http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static Filling Standing => new("", IsFresh: false);

    private async Task<TargetPlace> CreatePlaceAsync()
    {
        var known = new Dictionary<string, string>(_constants, StringComparer.Ordinal);
        var domainId = known["domain"] = await MakeAsync("domain", $$$"""{"domain":{"name":"{{{NewName()}}}"}}""");
        var projectId = known["project"] = await MakeAsync("project", $$$"""{"project":{"name":"{{{NewName()}}}","domain_id":"{{{domainId}}}"}}""");
        var userId = known["user"] = await MakeAsync("user", $$$"""{"user":{"name":"{{{NewName()}}}","domain_id":"{{{domainId}}}"}}""");
        known["trustee"] = await MakeAsync("user", $$$"""{"user":{"name":"{{{NewName()}}}","domain_id":"{{{domainId}}}"}}""");
        await PatchPasswordAsync(userId);
        known["own_role"] = "project_admin";
        known["own_role_id"] = await RoleIdAsync("project_admin");
        await GiveAsync($"projects/{projectId}", userId, known["own_role_id"]);
        return new TargetPlace(this, known, () => SignInWithPasswordAsync(userId, Password, projectId));
    }

    private async Task<string> MakeAsync(string kind, string body)
    {
        var (status, answer) = await CallAsync(HttpMethod.Post, $"/identity/v3/{kind}s", await AdminTokenAsync(), body);
        Assert.True(status == 201, $"{kind}: {status} {answer}");
        return answer.GetProperty(kind).GetProperty("id").GetString()!;
    }

    private async Task PatchPasswordAsync(string userId)
    {
        var (status, _) = await CallAsync(HttpMethod.Patch, $"/identity/v3/users/{userId}", await AdminTokenAsync(), $$$"""{"user":{"password":"{{{Password}}}"}}""");
        Assert.Equal(200, status);
    }

    private async Task GiveAsync(string place, string userId, string roleId)
    {
        var (status, body) = await CallAsync(HttpMethod.Put, $"/identity/v3/{place}/users/{userId}/roles/{roleId}", await AdminTokenAsync());
        Assert.True(status == 204, $"{place}: {status} {body}");
    }

    private async Task<string> SignInToAsync(string userId, string scope)
    {
        using var response = await SendAsync(HttpMethod.Post, "/identity/v3/auth/tokens", token: null, $$$$$"""
            {"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"{{{{{userId}}}}}","password":"{{{{{Password}}}}}"}}},"scope":{{{{{scope}}}}}}}
            """);
        Assert.True((int)response.StatusCode == 201, await response.Content.ReadAsStringAsync());
        return Assert.Single(response.Headers.GetValues("X-Subject-Token"));
    }
}

/// <summary>A persona at work.</summary>
/// <param name="Persona">Who it is.</param>
/// <param name="Self">The place of what belongs to it.</param>
/// <param name="SignInAsync">Signs in again.</param>
internal sealed record SignedInPersona(KeystonePersona Persona, TargetPlace Self, Func<Task<string>> SignInAsync)
{
    /// <summary>Its token.</summary>
    public required string Token { get; set; }
}
