using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Kms;

public sealed class UnbuiltKmsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("/kms")]
    [InlineData("/key-management-service")]
    public async Task Calls_of_the_contract_are_401_without_a_token_and_501_with_one(string prefix)
    {
        using var anonymous = await fixture.SendAsync(HttpMethod.Get, prefix + "/api/v1/keys", token: null);
        Assert.Equal(401, (int)anonymous.StatusCode);
        await ContractCheck.VerifyAsync("ListUserKeys", anonymous);

        using var signedIn = await fixture.SendAsync(HttpMethod.Get, prefix + "/api/v1/keys", await fixture.SignInAsync());
        Assert.Equal(501, (int)signedIn.StatusCode);
        await ContractCheck.VerifyAsync("ListUserKeys", signedIn);
    }
}
