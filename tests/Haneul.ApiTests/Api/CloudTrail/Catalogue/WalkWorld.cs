using Haneul.ApiTests.Access.Personas;
using Haneul.ApiTests.Access.Secrets;
using Haneul.ApiTests.Infrastructure;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>A persona at work, as a caller of the walk.</summary>
internal sealed record WalkPersona(SignedInPersona Persona, WalkCaller Caller);

/// <summary>The worlds of both matrices in one server, and whoever calls in it.</summary>
public class WalkWorld : PersonaWorld
{
    private readonly Dictionary<string, WalkPersona> _personas = new(StringComparer.Ordinal);
    private WalkCaller? _ruled;

    /// <summary>Every operation of the catalogue, most of them more than once.</summary>
    internal IReadOnlyList<WalkRow> Rows { get; private set; } = [];

    /// <summary>A Project Admin with an access key, to whom everything in <see cref="Place"/> belongs.</summary>
    internal WalkCaller Keeper { get; private set; } = null!;

    /// <summary>A member of the same project whose role opens neither Secrets Manager nor KMS.</summary>
    internal WalkCaller Stranger { get; private set; } = null!;

    /// <summary>Where secrets and keys are.</summary>
    internal MatrixPlace Place { get; private set; } = null!;

    // So that a destruction can be waited for.
    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?>(base.ExtraSettings) { ["Haneul:DestructionMinimumDays"] = "0" };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var project = await CreateProjectAsync();
        var keeper = await CreatePersonaAsync(project, "project_admin");
        Keeper = ToCaller(keeper);
        Stranger = ToCaller(await CreatePersonaAsync(project, "iam_project_admin"));
        await Services.GetRequiredService<TrailChain>().SealAsync();
        await Services.GetRequiredService<CheckpointMaker>().MakeAsync(TimeSpan.Zero, CancellationToken.None);
        var (verifying, _) = await CallAsync(HttpMethod.Post, "/cloud-trail/haneul/v1/verifications", await AdminTokenAsync(), "{}");
        Assert.Equal(202, verifying);
        Place = new MatrixPlace(this, keeper, await CreatePersonaAsync(project, "project_member"), keeper.UserId, groupId: null);
        Rows =
        [
            .. AnonymousWalkRow.All(this),
            .. OtherWalkRow.All(this),
            .. MatrixTables.Rows.Select(row => new SecretsWalkRow(this, row)),
            .. PersonaTables.Operations.Where(IamWalkRow.IsForAnybody).Select(row => new IamWalkRow(this, row)),
        ];
    }

    /// <summary>A user of the personas' organisation with that one role.</summary>
    internal async Task<WalkPersona> PersonaAsync(KeystonePersona persona)
    {
        if (!_personas.TryGetValue(persona.Name, out var known))
        {
            var signedIn = await CreateAsync(persona);
            var standing = new Filling("", IsFresh: false);
            var userId = await signedIn.Self.FillAsync("{user}", standing);
            var (_, user) = await CallAsync(HttpMethod.Get, $"/identity/v3/users/{userId}", await AdminTokenAsync());
            _personas[persona.Name] = known = new WalkPersona(signedIn, new WalkCaller(
                signedIn.Token, userId, user.GetProperty("user").GetProperty("name").GetString()!, CredentialId: null,
                persona.Scope == RoleScope.Project ? await Own.FillAsync("{project}", standing) : null, await Own.FillAsync("{domain}", standing)));
        }

        return known;
    }

    /// <summary>The persona has done something after which it may not be what it was.</summary>
    internal void Forget(WalkPersona persona) => _personas.Remove(persona.Persona.Persona.Name);

    /// <summary>A caller whose access key has rules that name nothing there is.</summary>
    internal async Task<WalkCaller> RuledAsync()
    {
        if (_ruled is null)
        {
            var user = await CreatePersonaAsync(await CreateProjectAsync(), "project_admin");
            var (status, body) = await CallAsync(
                HttpMethod.Post, $"/identity/v3/users/{user.UserId}/application_credentials", await SignInWithPasswordAsync(user.UserId, user.Password, user.ProjectId),
                """{"application_credential":{"name":"ruled","access_rules":[{"service":"identity","method":"GET","path":"/v3/nowhere"}]}}""");
            Assert.Equal(201, status);
            var key = body.GetProperty("application_credential");
            var (id, secret) = (key.GetProperty("id").GetString()!, key.GetProperty("secret").GetString()!);
            _ruled = ToCaller(user) with { CredentialId = id, Token = await SignInAsync(id, secret) };
        }

        return _ruled;
    }

    private WalkCaller ToCaller(Persona persona) => new(persona.Token, persona.UserId, persona.UserName, persona.AccessKeyId, persona.ProjectId, Bootstrap.DomainId);
}
