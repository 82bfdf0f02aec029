using Haneul.ApiTests.Conformance;

namespace Haneul.ApiTests.Api.SecretsManager;

public sealed class ServiceActivationTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Theory]
    [InlineData("GET", "GetSecretsManagerServiceStatus")]
    [InlineData("POST", "ActivateSecretsManagerService")]
    public async Task The_service_is_active_in_every_project(string method, string operationId)
    {
        using var response = await fixture.SendAsync(new HttpMethod(method), "/secrets-manager/api/v1/activation", fixture.Token);

        var body = await ContractCheck.VerifyAsync(operationId, response);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.True(body.GetProperty("service").GetProperty("is_activated").GetBoolean());
    }

    [Theory]
    [InlineData("GET", "GetSecretsManagerServiceStatus")]
    [InlineData("POST", "ActivateSecretsManagerService")]
    public async Task An_unknown_parameter_is_400(string method, string operationId)
    {
        using var response = await fixture.SendAsync(new HttpMethod(method), "/secrets-manager/api/v1/activation?force=1", fixture.Token);

        await ContractCheck.VerifyAsync(operationId, response);
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_reader_sees_that_it_is_active_and_does_not_activate_it()
    {
        var reader = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_reader");

        using var seen = await fixture.SendAsync(HttpMethod.Get, "/secrets-manager/api/v1/activation", reader.Token);
        using var refused = await fixture.SendAsync(HttpMethod.Post, "/secrets-manager/api/v1/activation", reader.Token);
        Assert.Equal(200, (int)seen.StatusCode);
        Assert.Equal(403, (int)refused.StatusCode);
    }
}
