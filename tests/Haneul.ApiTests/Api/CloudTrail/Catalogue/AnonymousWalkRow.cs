using Haneul.ApiTests.Access.Delegation;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>An operation that asks for no token. Whoever proves to be somebody, or fails to, is on the trail; whoever only looks is not.</summary>
internal sealed class AnonymousWalkRow(string operation, Func<bool, Task<WalkRequest>> make) : WalkRow(operation)
{
    private const string Wrong = "not-the-password";

    /// <summary>All of them.</summary>
    public static IEnumerable<WalkRow> All(WalkWorld world) =>
    [
        new AnonymousWalkRow("iam.ListVersions", _ => LookAsync(world, "iam.ListVersions", "/identity")),
        new AnonymousWalkRow("iam.GetVersion", _ => LookAsync(world, "iam.GetVersion", "/identity/v3")),
        new AnonymousWalkRow("iam.IssueToken", isRight => SignInAsync(world, isRight)),
        new AnonymousWalkRow("iam.ChangeOwnPassword", isRight => ChangePasswordAsync(world, isRight)),
        new AnonymousWalkRow("iam.CreateRequestToken", isRight => AskAsync(world, isRight)),
        new AnonymousWalkRow("iam.CreateAccessToken", isRight => ExchangeAsync(world, isRight)),
    ];

    public override Task<WalkRequest> AllowedAsync() => make(true);

    public override Task<WalkRequest> RefusedAsync() => make(false);

    // What can't be read proves nobody, so there is nobody to write an event about.
    public override Task<WalkRequest?> StandingAsync() => Task.FromResult<WalkRequest?>(null);

    private static Task<WalkRequest> LookAsync(WalkWorld world, string operation, string path) =>
        Task.FromResult(new WalkRequest(operation, HttpMethod.Get, path, world.Keeper with { Token = null }) { IsExpected = static status => status < 400 });

    private static async Task<WalkRequest> SignInAsync(WalkWorld world, bool isRight)
    {
        var (user, caller) = await PersonAsync(world);
        return Post("iam.IssueToken", "/identity/v3/auth/tokens", caller, isRight) with
        {
            Body = $$$$$$"""
                {"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"{{{{{{user.UserId}}}}}}","password":"{{{{{{(isRight ? user.Password : Wrong)}}}}}}"}}}}}
                """,
        };
    }

    private static async Task<WalkRequest> ChangePasswordAsync(WalkWorld world, bool isRight)
    {
        var (user, caller) = await PersonAsync(world);
        return Post("iam.ChangeOwnPassword", $"/identity/v3/users/{user.UserId}/password", caller, isRight) with
        {
            Body = $$$"""{"user":{"password":"Another-Passw0rd-{{{WalkRequest.Canary}}}","original_password":"{{{(isRight ? user.Password : Wrong)}}}"}}""",
        };
    }

    private static async Task<WalkRequest> AskAsync(WalkWorld world, bool isRight)
    {
        var consumer = await OAuthConsumer.CreateAsync(world);
        var signer = isRight ? consumer : consumer.With(otherSecret: Wrong);
        return Post("iam.CreateRequestToken", OAuthConsumer.RequestToken, Program(world, consumer), isRight) with
        {
            Headers = [("Authorization", signer.Sign(OAuthConsumer.RequestToken)), ("Requested-Project-Id", world.Bootstrap.ProjectId)],
        };
    }

    private static async Task<WalkRequest> ExchangeAsync(WalkWorld world, bool isRight)
    {
        var consumer = await OAuthConsumer.CreateAsync(world);
        var asked = await consumer.AskAsync(world.Bootstrap.ProjectId);
        var verifier = await consumer.AuthorizeAsync(asked, await world.AdminTokenAsync(), "admin");
        var signature = consumer.Sign(OAuthConsumer.AccessToken, asked, new Signing { Verifier = isRight ? verifier : Wrong });
        return Post("iam.CreateAccessToken", OAuthConsumer.AccessToken, Program(world, consumer), isRight) with { Headers = [("Authorization", signature)] };
    }

    private static WalkRequest Post(string operation, string path, WalkCaller caller, bool isRight) => new(operation, HttpMethod.Post, path, caller)
    {
        Scopes = [caller.DomainId],
        IsExpected = isRight ? static status => status < 400 : static status => status is 400 or 401 or 403,
    };

    private static async Task<(Infrastructure.Persona User, WalkCaller Caller)> PersonAsync(WalkWorld world)
    {
        var user = await world.CreatePersonaAsync(world.Bootstrap.ProjectId, "project_reader");
        return (user, new WalkCaller(Token: null, user.UserId, user.UserName, CredentialId: null, ProjectId: null, world.Bootstrap.DomainId));
    }

    // A consumer is no user, but it is who proves to be somebody here.
    private static WalkCaller Program(WalkWorld world, OAuthConsumer consumer) => new(Token: null, consumer.Id, "", consumer.Id, ProjectId: null, world.Bootstrap.DomainId);
}
