using System.Text;
using Haneul.ApiTests.Access.Delegation;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam.Credentials;

/// <summary>What credentials hold is nowhere in the database in clear, and opens only where it belongs.</summary>
public sealed class CredentialEncryptionTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string All = "/identity/v3/credentials";
    private const string Canary = "canary-blob-0d9c2f6e17";

    private IDatabase Database => fixture.Services.GetRequiredService<IDatabase>();

    [Fact]
    public async Task Neither_a_blob_nor_the_secret_of_an_EC2_key_is_in_the_database()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_member");
        var (_, made) = await fixture.CallAsync(HttpMethod.Post, All, user.Password, $$$$"""{"credential":{"type":"cert","blob":"{{{{Canary}}}}"}}""");
        var (_, key) = await fixture.CallAsync(HttpMethod.Post, user.Ec2, user.Password, $$"""{"tenant_id":"{{user.Persona.ProjectId}}"}""");
        var secret = key.GetProperty("credential").GetProperty("secret").GetString()!;
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Patch, $"{All}/{made.GetProperty("credential").GetProperty("id").GetString()}", user.Password, $$$$"""{"credential":{"blob":"{{{{Canary}}}}2"}}""")).Status);

        var rows = await Database.ReadAsync(session => session.QueryAsync($"SELECT sealed FROM iam_credentials", static row => row.GetFieldValue<byte[]>(0)), CancellationToken.None);
        Assert.True(rows.Count >= 2);
        Assert.All(rows, row => Assert.False(Holds(row, Canary) || Holds(row, secret)));
        foreach (var file in Directory.EnumerateFiles(fixture.Database.DataFolder, "haneul.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            Assert.False(Holds(copy.ToArray(), Canary) || Holds(copy.ToArray(), secret), file);
            Assert.True(!file.EndsWith(".db", StringComparison.Ordinal) || copy.Length > 0);
        }
    }

    [Theory]
    [InlineData("user_id")]
    [InlineData("type")]
    public async Task A_row_that_somebody_moves_opens_for_nobody(string column)
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_member");
        var thief = await KeyedUser.CreateAsync(fixture, "project_member");
        var (_, made) = await fixture.CallAsync(HttpMethod.Post, All, user.Password, $$$$"""{"credential":{"type":"cert","blob":"{{{{Canary}}}}"}}""");
        var id = made.GetProperty("credential").GetProperty("id").GetString()!;
        await Database.WriteAsync(async transaction => column == "user_id"
            ? await transaction.ExecuteAsync($"UPDATE iam_credentials SET user_id = {thief.Persona.UserId} WHERE id = {id}")
            : await transaction.ExecuteAsync($"UPDATE iam_credentials SET type = 'totp' WHERE id = {id}"));
        using var response = await fixture.SendAsync(HttpMethod.Get, $"{All}/{id}", column == "user_id" ? thief.Password : user.Password);

        Assert.Equal(500, (int)response.StatusCode);
        Assert.DoesNotContain(Canary, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"DELETE FROM iam_credentials WHERE id = {id}"));
    }

    [Fact]
    public async Task Credentials_go_with_their_user()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_member");
        Assert.Equal(201, (await fixture.CallAsync(HttpMethod.Post, user.Ec2, user.Password, $$"""{"tenant_id":"{{user.Persona.ProjectId}}"}""")).Status);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, user.Path, await fixture.AdminTokenAsync())).Status);

        Assert.Equal(0, await Database.ReadAsync(
            session => session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM iam_credentials WHERE user_id = {user.Persona.UserId}", static row => row.GetInt64(0)), CancellationToken.None));
    }

    private static bool Holds(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
