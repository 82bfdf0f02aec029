using Haneul.ApiTests.Api.Iam.SecondFactors;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam;

/// <summary>A credential that changes between its check and the token: checking a password takes long enough to be raced.</summary>
public sealed class SignInRaceTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("""{"user":{"password":"another-Passw0rd"}}""")]
    [InlineData("""{"user":{"enabled":false}}""")]
    public async Task A_password_that_was_right_a_moment_ago_gives_no_token(string change)
    {
        var persona = await CreatePersonaAsync();
        var call = NewCall();
        var identified = await IdentifyByPasswordAsync(call, persona);

        await PatchUserAsync(persona.UserId, change);

        await ShouldBeRefusedAsync(call, identified);
    }

    [Fact]
    public async Task A_user_who_was_disabled_for_a_moment_has_no_token_from_before()
    {
        var persona = await CreatePersonaAsync();
        var call = NewCall();
        var identified = await IdentifyByKeyAsync(call, persona);

        await PatchUserAsync(persona.UserId, """{"user":{"enabled":false}}""");
        await PatchUserAsync(persona.UserId, """{"user":{"enabled":true}}""");

        await ShouldBeRefusedAsync(call, identified);
    }

    [Fact]
    public async Task A_key_that_was_there_a_moment_ago_gives_no_token()
    {
        var persona = await CreatePersonaAsync();
        var call = NewCall();
        var identified = await IdentifyByKeyAsync(call, persona);

        var path = $"/identity/v3/users/{persona.UserId}/application_credentials/{persona.AccessKeyId}";
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, path, await fixture.AdminTokenAsync())).Status);

        await ShouldBeRefusedAsync(call, identified);
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("disabled")]
    [InlineData("password")]
    public async Task A_token_that_was_valid_a_moment_ago_gives_no_other(string how)
    {
        var persona = await CreatePersonaAsync();
        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        var call = NewCall();
        var identified = await IdentifyByTokenAsync(call, token);

        if (how == "revoked")
        {
            using var revoked = await fixture.OnTokenAsync(HttpMethod.Delete, token, token);
            Assert.Equal(204, (int)revoked.StatusCode);
        }
        else
        {
            await PatchUserAsync(persona.UserId, how == "disabled" ? """{"user":{"enabled":false}}""" : """{"user":{"password":"another-Passw0rd"}}""");
        }

        await ShouldBeRefusedAsync(call, identified);
    }

    [Fact]
    public async Task A_change_by_a_token_that_has_just_ended_is_not_made()
    {
        var persona = await CreatePersonaAsync();
        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        var call = NewCall();
        call.Caller = (await fixture.Services.GetRequiredService<TokenCache>().FindAsync(token, TestContext.Current.CancellationToken))!.Caller;
        var changes = fixture.Services.GetRequiredService<MeaningfulChanges>();
        Assert.Null((await changes.WriteAsync<NoContent>(call, static _ => new(Outcome.NoContent()))).Error);

        await PatchUserAsync(persona.UserId, """{"user":{"password":"another-Passw0rd"}}""");

        var isMade = false;
        var late = await changes.WriteAsync<NoContent>(call, _ =>
        {
            isMade = true;
            return new(Outcome.NoContent());
        });
        Assert.Equal(401, late.Error?.Code.Status);
        Assert.False(isMade);
    }

    [Fact]
    public async Task Without_a_change_both_give_one()
    {
        var persona = await CreatePersonaAsync();
        var call = NewCall();
        var issuance = fixture.Services.GetRequiredService<TokenIssuance>();

        Assert.Null((await issuance.IssueAsync(call, await IdentifyByKeyAsync(call, persona), withCatalog: false)).Error);
        Assert.Null((await issuance.IssueAsync(call, await IdentifyByPasswordAsync(call, persona), withCatalog: false)).Error);
    }

    [Fact]
    public async Task A_password_that_was_enough_a_moment_ago_gives_no_token()
    {
        var user = await FactorUser.CreateAsync(fixture);
        var call = NewCall();
        var identified = await IdentifyByPasswordAsync(call, user.Persona);

        await user.TurnOnAsync();

        await ShouldBeRefusedAsync(call, identified);
    }

    [Theory]
    [InlineData("password_hash")]
    [InlineData("second_factor_at")]
    public async Task A_token_waits_for_a_change_that_is_under_way(string changed)
    {
        Assert.SkipWhen(fixture.Database.Engine == DatabaseEngine.Sqlite, "SQLite has one writer: nothing is under way beside it.");
        var persona = await CreatePersonaAsync();
        var call = NewCall();
        var identified = await IdentifyByPasswordAsync(call, persona);
        var database = fixture.Services.GetRequiredService<IDatabase>();
        var issuance = fixture.Services.GetRequiredService<TokenIssuance>();

        Task<Outcome<TokenAnswer>>? issuing = null;
        await database.WriteAsync(async transaction =>
        {
            await transaction.ExecuteAsync(changed == "password_hash"
                ? $"UPDATE iam_users SET password_hash = 'another' WHERE id = {persona.UserId}"
                : (Sql)$"UPDATE iam_users SET second_factor_at = 1 WHERE id = {persona.UserId}");
            issuing = issuance.IssueAsync(call, identified, withCatalog: false).AsTask();
            while (!issuing.IsCompleted && await WaitersAsync(transaction) == 0)
            {
                await Task.Yield();
            }

            return await transaction.ExecuteAsync($"DELETE FROM iam_tokens WHERE user_id = {persona.UserId}");
        }, TestContext.Current.CancellationToken);

        Assert.Equal("SignInFailed", (await issuing!).Error?.Code.Code);
    }

    [Fact]
    public async Task A_token_made_of_another_waits_for_the_end_of_all_and_is_not_made()
    {
        Assert.SkipWhen(fixture.Database.Engine == DatabaseEngine.Sqlite, "SQLite has one writer: nothing is under way beside it.");
        var persona = await CreatePersonaAsync();
        var call = NewCall();
        var grant = await IdentifyByTokenAsync(call, await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId));
        var issuance = fixture.Services.GetRequiredService<TokenIssuance>();

        Task<Outcome<TokenAnswer>>? issuing = null;
        await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(async transaction =>
        {
            await TokenStore.DeleteOfUserAsync(transaction, persona.UserId);
            issuing = issuance.IssueAsync(call, grant, withCatalog: false).AsTask();
            while (!issuing.IsCompleted && await WaitersAsync(transaction) == 0)
            {
                await Task.Yield();
            }

            return true;
        }, TestContext.Current.CancellationToken);

        Assert.Equal("SignInFailed", (await issuing!).Error?.Code.Code);
        Assert.Equal(0, await CountAsync(grant));
    }

    [Fact]
    public async Task The_end_of_all_waits_for_a_token_that_is_being_made_of_another_and_ends_it()
    {
        Assert.SkipWhen(fixture.Database.Engine == DatabaseEngine.Sqlite, "SQLite has one writer: nothing is under way beside it.");
        var persona = await CreatePersonaAsync();
        var grant = await IdentifyByTokenAsync(NewCall(), await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId));
        var database = fixture.Services.GetRequiredService<IDatabase>();
        var text = fixture.Services.GetRequiredService<TokenText>();
        Assert.True(text.TryRead(text.Generate(), out var key));
        var record = new TokenRecord { Methods = grant.By.Methods, AuditId = "child", IssuedAt = 0, ExpiresAt = long.MaxValue, Subject = grant.Subject, Roles = grant.Roles };

        Task<bool>? ending = null;
        await database.WriteAsync(async transaction =>
        {
            Assert.True(await TokenStore.InsertAsync(transaction, key, record, grant.By.Proof));
            ending = database.WriteAsync(async other =>
            {
                await TokenStore.DeleteOfUserAsync(other, persona.UserId);
                return true;
            }).AsTask();
            while (!ending.IsCompleted && await WaitersAsync(transaction) == 0)
            {
                await Task.Yield();
            }

            return true;
        }, TestContext.Current.CancellationToken);

        await ending!;
        Assert.Equal(0, await CountAsync(grant));
    }

    private static ValueTask<long> WaitersAsync(IDatabaseSession session) =>
        session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid() AND transactionid IS NOT NULL", static row => row.GetInt64(0));

    private async Task<Persona> CreatePersonaAsync() => await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");

    private Call NewCall() => new(new DefaultHttpContext(), fixture.Services.GetRequiredService<CallServices>(), "req-race") { Operation = IssueToken.Operation };

    private Task<TokenGrant> IdentifyByPasswordAsync(Call call, Persona persona)
    {
        var identity = new PasswordIdentity(new NamedThing(persona.UserId, null, null, null), persona.Password);
        var scope = new RequestedScope(ScopeKind.Project, new NamedThing(persona.ProjectId, null, null, null));
        return IdentifyAsync(call, new TokenRequest([TokenRequest.PasswordMethod], null, identity, null, null, scope));
    }

    private Task<TokenGrant> IdentifyByKeyAsync(Call call, Persona persona) =>
        IdentifyAsync(call, new TokenRequest([TokenRequest.AccessKeyMethod], new AccessKeyIdentity(persona.AccessKeyId, null, null, persona.AccessKeySecret), null, null, null, RequestedScope.None));

    private Task<TokenGrant> IdentifyByTokenAsync(Call call, string token) =>
        IdentifyAsync(call, new TokenRequest([TokenRequest.TokenMethod], null, null, null, token, RequestedScope.None));

    private async Task<TokenGrant> IdentifyAsync(Call call, TokenRequest request)
    {
        var identified = await fixture.Services.GetRequiredService<SignIns>().IdentifyAsync(call, request);
        return (await fixture.Services.GetRequiredService<TokenScopes>().GrantAsync(call, identified.Value, request.Scope)).Value;
    }

    private async Task ShouldBeRefusedAsync(Call call, TokenGrant grant)
    {
        var before = await CountAsync(grant);
        var issued = await fixture.Services.GetRequiredService<TokenIssuance>().IssueAsync(call, grant, withCatalog: false);

        Assert.Equal("SignInFailed", issued.Error?.Code.Code);
        Assert.Equal(before, await CountAsync(grant));
    }

    private async Task<long> CountAsync(TokenGrant grant) => await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(
        session => session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM iam_tokens WHERE user_id = {grant.Subject.User.Id}", static row => row.GetInt64(0)),
        TestContext.Current.CancellationToken);

    private async Task PatchUserAsync(string id, string body) =>
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Patch, $"/identity/v3/users/{id}", await fixture.AdminTokenAsync(), body)).Status);
}
