using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Access;

/// <summary>The password that the first start generated leaves <c>bootstrap.json</c> when its user has another.</summary>
public sealed class FirstPasswordTests
{
    private const string New = "Another-Passw0rd-of-a-test";

    [Fact]
    public async Task The_account_tells_that_its_password_is_generated_until_it_is_changed_and_then_the_file_has_it_no_more()
    {
        await using var fixture = new ApiFixture();
        await fixture.InitializeAsync();
        var path = FileOf(fixture);
        var before = JsonElement.Parse(await File.ReadAllTextAsync(path, Cancellation));
        Assert.True(await IsGeneratedAsync(fixture, fixture.Bootstrap.Password));

        Assert.Equal(204, await ChangeAsync(fixture, fixture.Bootstrap.Password));

        Assert.False(await IsGeneratedAsync(fixture, New));
        var after = JsonElement.Parse(await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal(
            before.EnumerateObject().Where(static field => field.Name != "password").Select(static field => $"{field.Name}: {field.Value}"),
            after.EnumerateObject().Select(static field => $"{field.Name}: {field.Value}"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task A_password_that_an_administrator_sets_is_one_too()
    {
        await using var fixture = new ApiFixture();
        await fixture.InitializeAsync();

        var (status, _) = await fixture.CallAsync(
            HttpMethod.Patch, $"/identity/v3/users/{fixture.Bootstrap.UserId}", await fixture.AdminTokenAsync(), $$$"""{"user":{"password":"{{{New}}}"}}""");

        Assert.Equal(200, status);
        Assert.DoesNotContain("\"password\"", await File.ReadAllTextAsync(FileOf(fixture), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_change_and_the_password_of_another_leave_the_file_as_it_is()
    {
        await using var fixture = new ApiFixture();
        await fixture.InitializeAsync();
        var before = await File.ReadAllTextAsync(FileOf(fixture), Cancellation);
        var other = await fixture.CreatePersonaAsync(fixture.Bootstrap.ProjectId, "project_reader");

        Assert.Equal(401, await ChangeAsync(fixture, "not-the-password"));
        Assert.Equal(204, (await fixture.CallAsync(
            HttpMethod.Post, $"/identity/v3/users/{other.UserId}/password", token: null, $$$"""{"user":{"password":"{{{New}}}","original_password":"{{{other.Password}}}"}}""")).Status);

        Assert.Equal(before, await File.ReadAllTextAsync(FileOf(fixture), Cancellation));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("""{"user_id":"00000000000000000000000000000000","password":"somebody-elses"}""")]
    [InlineData("""{"user_id":7,"password":"strange"}""")]
    public async Task A_file_that_is_gone_or_somebody_elses_is_left_alone(string? content)
    {
        await using var fixture = new ApiFixture();
        await fixture.InitializeAsync();
        File.Delete(FileOf(fixture));
        if (content is not null)
        {
            await File.WriteAllTextAsync(FileOf(fixture), content, Cancellation);
        }

        Assert.Equal(204, await ChangeAsync(fixture, fixture.Bootstrap.Password));
        await fixture.RestartAsync();

        Assert.Equal(content, File.Exists(FileOf(fixture)) ? await File.ReadAllTextAsync(FileOf(fixture), Cancellation) : null);
    }

    [Fact]
    public async Task What_a_crash_has_left_in_the_file_goes_with_the_next_start()
    {
        await using var fixture = new ApiFixture();
        await fixture.InitializeAsync();
        var before = await File.ReadAllTextAsync(FileOf(fixture), Cancellation);
        await fixture.RestartAsync();
        Assert.Equal(before, await File.ReadAllTextAsync(FileOf(fixture), Cancellation));
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(204, await ChangeAsync(fixture, fixture.Bootstrap.Password));
        await File.WriteAllTextAsync(FileOf(fixture), before, Cancellation);

        await fixture.RestartAsync();

        Assert.DoesNotContain("\"password\"", await File.ReadAllTextAsync(FileOf(fixture), Cancellation), StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string FileOf(ApiFixture fixture) => Path.Combine(fixture.Database.DataFolder, "bootstrap.json");

    private static async Task<int> ChangeAsync(ApiFixture fixture, string original) => (await fixture.CallAsync(
        HttpMethod.Post, $"/identity/v3/users/{fixture.Bootstrap.UserId}/password", token: null, $$$"""{"user":{"password":"{{{New}}}","original_password":"{{{original}}}"}}""")).Status;

    private static async Task<bool> IsGeneratedAsync(ApiFixture fixture, string password)
    {
        var token = await fixture.SignInWithPasswordAsync(fixture.Bootstrap.UserId, password, fixture.Bootstrap.ProjectId);
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, "/haneul/v1/account", token);
        Assert.Equal(200, status);
        return body.GetProperty("account").GetProperty("is_password_generated").GetBoolean();
    }
}
